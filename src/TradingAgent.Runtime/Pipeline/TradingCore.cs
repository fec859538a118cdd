namespace TradingAgent.Runtime.Pipeline;

/// <summary>The trading engine and its output buffers, as one thing to drive.</summary>
public sealed class TradingCore : IEngineCore
{
    private readonly TradingEngine _engine;
    private readonly EngineOutput _output;

    public TradingCore(EngineLimits limits)
    {
        _engine = new TradingEngine(limits);
        _output = new EngineOutput(limits);
    }

    /// <summary>The engine itself, for whoever drives this core and wants to look inside.</summary>
    public TradingEngine Engine => _engine;

    public long LastSequence => _engine.LastSequence;

    public ulong InputHash => _engine.InputHash;

    public long CommandCount => _engine.CommandCount;

    public int OpenOrders => _engine.LiveOrders;

    public ReadOnlySpan<EngineCommand> Commands => _output.Commands;

    public ReadOnlySpan<EngineReport> Reports => _output.Reports;

    public bool GreeksUpdated => _output.GreeksUpdated;

    public int SnapshotBytes => _engine.SnapshotBytes;

    public bool IsListed(InstrumentId instrument) => _engine.IsListed(instrument);

    public void Apply(in EngineEvent change) => _engine.Apply(in change, _output);

    public ulong StateHash() => _engine.StateHash();

    public EngineStatus Status() => _engine.Status();

    public EngineStatus.UnderlyingStatus StatusOf(UnderlyingId underlying) => _engine.StatusOf(underlying);

    public void WriteSnapshot(Span<byte> destination) => _engine.WriteSnapshot(destination);

    public void ReadSnapshot(ReadOnlySpan<byte> source) => _engine.ReadSnapshot(source);

    public void ReadFacts(ReadOnlySpan<byte> source) => _engine.ReadFacts(source);
}
