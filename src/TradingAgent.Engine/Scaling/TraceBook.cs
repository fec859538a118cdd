namespace TradingAgent.Engine.Scaling;

/// <summary>The trace of each underlying: the pipeline writes the target, the desks what became of it.</summary>
internal sealed class TraceBook
{
    private readonly ScalingTrace[] _traces = new ScalingTrace[UnderlyingId.Capacity];

    public TraceBook()
    {
        for (int i = 0; i < _traces.Length; i++) _traces[i] = new ScalingTrace();
    }

    public ScalingTrace this[UnderlyingId underlying] => _traces[underlying.Index];
}
