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

    public long LastSequence => _engine.LastSequence;

    public ulong InputHash => _engine.InputHash;

    public long CommandCount => _engine.CommandCount;

    public int OpenOrders => 0;

    public ReadOnlySpan<EngineCommand> Commands => _output.Commands;

    public ReadOnlySpan<EngineReport> Reports => _output.Reports;

    public bool GreeksUpdated => _output.GreeksUpdated;

    public int SnapshotBytes => 0;

    public void Apply(in EngineEvent change) => _engine.Apply(in change, _output);

    public ulong StateHash() => _engine.StateHash();

    public void WriteSnapshot(Span<byte> destination) =>
        throw new NotSupportedException("This engine has no snapshots yet.");

    public void ReadSnapshot(ReadOnlySpan<byte> source) =>
        throw new NotSupportedException("This engine has no snapshots yet.");
}
