using TradingAgent.Benchmarks.Engine;
using TradingAgent.Venues.Binance.Market;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Benchmarks.Venues;

/// <summary>
/// The array of a whole chain's marks on its way from the socket into an engine that holds forty of its options. Each
/// array brings another volatility, so that nothing in it is old news.
/// </summary>
internal sealed class AppliedChain : IEventSink
{
    private const int Held = 40;

    private readonly TickBench _engine;
    private readonly BinanceMarketProtocol _stream;
    private readonly BlackHole _wire = new();
    private readonly byte[][] _arrays;
    private long _next;

    public AppliedChain(int options)
    {
        _engine = new TickBench(Held, options);
        _stream = BinanceStage.Market(true, StreamRoad.Market, this, options, TickBench.FirstOption);
        _arrays = [BinanceStage.Marks(options), BinanceStage.Marks(options, "0.4903")];
    }

    /// <summary>Events applied so far.</summary>
    public long Applied { get; private set; }

    public void One() => _stream.OnMessage(_arrays[_next & 1], BybitStage.At(++_next), _wire);

    public void Publish(in EngineEvent change)
    {
        Applied++;
        _engine.Apply(in change);
    }

    public void PublishFrame(Span<EngineEvent> frame)
    {
        foreach (ref readonly EngineEvent change in frame) Publish(in change);
    }
}
