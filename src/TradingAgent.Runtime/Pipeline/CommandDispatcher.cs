using TradingAgent.Runtime.Journal;

namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// Lets commands out: only after the event that caused them is in the journal, only through an open gate, only in time,
/// and each into the command log first. Runs on whichever thread steps the journal, one at a time; a refusal comes back
/// as CommandNotSent.
/// </summary>
public sealed class CommandDispatcher
{
    private const int BatchMax = 256;

    private readonly RingConsumer<StagedCommand> _commands;
    private readonly CommandLog _log;
    private readonly CommandGate _gate;
    private readonly SteadyClock _clock;
    private readonly RefusalList _refusals;
    private readonly Action<IVenue, int> _requestReport;
    private readonly IVenue?[] _venues = new IVenue?[VenueId.Capacity];

    /// <param name="commands">Where the engine leaves them.</param>
    /// <param name="log">Where each is written before it leaves.</param>
    /// <param name="gate">The last door.</param>
    /// <param name="venues">Where they go, by id.</param>
    /// <param name="clock">For what is too late.</param>
    /// <param name="refusals">Where the refused ones go back.</param>
    /// <param name="requestReport">Has a venue make the report of an id; must not block.</param>
    public CommandDispatcher(
        RingConsumer<StagedCommand> commands,
        CommandLog log,
        CommandGate gate,
        IEnumerable<IVenue> venues,
        SteadyClock clock,
        RefusalList refusals,
        Action<IVenue, int> requestReport)
    {
        _commands = commands;
        _log = log;
        _gate = gate;
        _clock = clock;
        _refusals = refusals;
        _requestReport = requestReport;
        foreach (IVenue venue in venues) _venues[venue.Id.Index] = venue;
    }

    /// <summary>True when commands or refusals wait.</summary>
    public bool HasWork => _commands.HasNext || _refusals.HasWaiting;

    /// <summary>True when the next command needs a new file of the log, which takes time.</summary>
    public bool BeginsSegment => _log.BeginsSegment;

    /// <summary>Commands handed to a venue and taken by it.</summary>
    public long Sent { get; private set; }

    /// <summary>
    /// From receipt of an event to the order or amendment it caused: written to the venue's stream, or in the queue of
    /// its requests where there is none.
    /// </summary>
    public LatencyHistogram TickToOrder { get; } = new();

    /// <summary>Releases what the journal covers; true when anything moved.</summary>
    /// <param name="writtenThrough">The last event that is in the journal.</param>
    public bool Release(long writtenThrough)
    {
        bool any = _refusals.Drain();
        ReadOnlySpan<StagedCommand> waiting = _commands.Peek(BatchMax);
        int count = 0;
        while (count < waiting.Length && waiting[count].Command.Cause <= writtenThrough) count++;
        if (count == 0) return any;
        ReadOnlySpan<StagedCommand> covered = waiting[..count];
        Span<bool> admitted = stackalloc bool[BatchMax];
        for (int i = 0; i < count; i++)
        {
            admitted[i] = _gate.Admits(covered[i].Command.Kind);
            _log.Append(new CommandRecord
            {
                Command = covered[i].Command,
                InputHash = covered[i].InputHash,
                WasReleased = admitted[i] ? (byte)1 : (byte)0,
            });
        }
        _log.Flush();
        for (int i = 0; i < count; i++) Send(in covered[i], admitted[i]);
        _commands.Advance(count);
        _refusals.Drain();
        return true;
    }

    private void Send(in StagedCommand staged, bool wasAdmitted)
    {
        NotSentReason refused = wasAdmitted ? TrySend(in staged.Command) : NotSentReason.GateClosed;
        if (refused != NotSentReason.None)
        {
            _refusals.Add(in staged.Command, refused);
            return;
        }
        Sent++;
        bool isOrder = staged.Command.Kind is CommandKind.PlaceOrder or CommandKind.AmendOrder;
        if (isOrder && !staged.ReceivedAt.IsNone) TickToOrder.Record(_clock.Now - staged.ReceivedAt);
    }

    private NotSentReason TrySend(in EngineCommand command)
    {
        // A kill between the log and here must still hold; the log then says more than was sent, never less.
        if (!_gate.Admits(command.Kind)) return NotSentReason.GateClosed;
        if (!command.SendBefore.IsNone && _clock.Now > command.SendBefore) return NotSentReason.TooLate;
        IVenue? venue = command.Venue.Index < _venues.Length ? _venues[command.Venue.Index] : null;
        if (venue is null) return NotSentReason.Disconnected;
        if (command.Kind != CommandKind.RequestReport) return venue.TrySend(in command);
        _requestReport(venue, (int)command.Order.Counter);
        return NotSentReason.None;
    }
}
