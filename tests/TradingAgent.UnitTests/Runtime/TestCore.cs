using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TradingAgent.Engine;
using TradingAgent.Runtime.Pipeline;

namespace TradingAgent.UnitTests.Runtime;

/// <summary>
/// A small deterministic machine in the engine's seat: every third quote becomes an order at the bid plus a parameter,
/// a drain request becomes a cancel of everything, and its whole state fits in a few numbers.
/// </summary>
internal sealed class TestCore : IEngineCore
{
    private readonly List<EngineCommand> _commands = [];
    private readonly EngineReport[] _report = new EngineReport[1];
    private State _state;

    public long LastSequence => _state.LastSequence;

    public ulong InputHash => _state.InputHash;

    public long CommandCount => _state.CommandCount;

    public int OpenOrders => (int)_state.OpenOrders;

    public ReadOnlySpan<EngineCommand> Commands => CollectionsMarshal.AsSpan(_commands);

    public ReadOnlySpan<EngineReport> Reports => _report;

    public bool GreeksUpdated { get; private set; }

    public int SnapshotBytes => Unsafe.SizeOf<State>();

    /// <summary>Throws when it meets an event of this kind.</summary>
    public EventKind DiesOn { get; init; }

    /// <summary>Set it to make the core behave as a different build would.</summary>
    public long PriceBias { get; init; }

    public void Apply(in EngineEvent change)
    {
        _commands.Clear();
        if (change.Kind == DiesOn && DiesOn != EventKind.None) throw new InvalidOperationException("told to die");
        if (change.Sequence != _state.LastSequence + 1) throw new InvalidOperationException("out of order");
        _state.LastSequence = change.Sequence;
        foreach (ulong word in MemoryMarshal.Cast<EngineEvent, ulong>(new ReadOnlySpan<EngineEvent>(in change)))
            _state.InputHash = unchecked((_state.InputHash ^ word) * 0x100000001b3UL) + 1;
        GreeksUpdated = change.Kind == EventKind.QuoteChanged;
        if (change.Kind == EventKind.ParameterSet) _state.Offset = (long)change.Parameter.Value;
        if (change.Kind == EventKind.RunStarted) _state.Epoch = change.Run.Epoch;
        if (change.Kind == EventKind.QuoteChanged && ++_state.Quotes % 3 == 0) Place(in change);
        if (change.Kind == EventKind.OrderCancelled) _state.OpenOrders = 0;
        if (change.Kind == EventKind.CommandNotSent) _state.Refused++;
        if (change.Kind == EventKind.OperatorRequested) Cancel(in change);
        _report[0] = new EngineReport { Kind = ReportKind.Risk, Cause = change.Sequence };
    }

    public EngineStatus Status() => new() { At = new Timestamp(_state.LastSequence), LiveOrders = OpenOrders };

    public EngineStatus.UnderlyingStatus StatusOf(UnderlyingId underlying) => new() { Delta = _state.LastSequence };

    public bool IsListed(InstrumentId instrument) => true;

    public ulong StateHash()
    {
        ulong hash = 17;
        State state = _state;
        foreach (ulong word in MemoryMarshal.Cast<State, ulong>(new ReadOnlySpan<State>(in state)))
            hash = unchecked((hash ^ word) * 0x100000001b3UL) + 3;
        return hash;
    }

    public void WriteSnapshot(Span<byte> destination) => MemoryMarshal.Write(destination, in _state);

    public void ReadSnapshot(ReadOnlySpan<byte> source) => _state = MemoryMarshal.Read<State>(source);

    public void ReadFacts(ReadOnlySpan<byte> source)
    {
        State old = MemoryMarshal.Read<State>(source);
        _state = new State { LastSequence = old.LastSequence, InputHash = old.InputHash, Quotes = old.Quotes };
    }

    private void Place(in EngineEvent change)
    {
        _state.OpenOrders++;
        Add(in change, CommandKind.PlaceOrder, change.Quote.Bid.Raw + _state.Offset + PriceBias);
    }

    private void Cancel(in EngineEvent change) => Add(in change, CommandKind.CancelAll, 0);

    private void Add(in EngineEvent change, CommandKind kind, long price) => _commands.Add(new EngineCommand
    {
        Cause = change.Sequence,
        Number = ++_state.CommandCount,
        Kind = kind,
        Venue = VenueId.Simulated,
        Instrument = change.Instrument,
        Order = new ClientOrderId((uint)_state.Epoch, (uint)_state.CommandCount),
        Price = new Price(price),
        Quantity = new Quantity(100),
    });

    private struct State
    {
        public long LastSequence;
        public ulong InputHash;
        public long CommandCount;
        public long Quotes;
        public long Offset;
        public long Epoch;
        public long OpenOrders;
        public long Refused;
    }
}
