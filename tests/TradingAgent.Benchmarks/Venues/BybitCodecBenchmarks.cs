using BenchmarkDotNet.Attributes;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Market;
using TradingAgent.Venues.Bybit.Trading;

namespace TradingAgent.Benchmarks.Venues;

/// <summary>From received bytes to published events, and from a command to the bytes that leave.</summary>
[MemoryDiagnoser]
public class BybitCodecBenchmarks
{
    private readonly BlackHole _hole = new();
    private BybitMarketProtocol _linear = null!;
    private BybitMarketProtocol _options = null!;
    private BybitPrivateProtocol _private = null!;
    private BybitTradeProtocol _trade = null!;
    private Instrument _perpetual = null!;
    private EngineCommand _place;
    private byte[] _execution = null!;
    private int _executions;

    [GlobalSetup]
    public void Prepare()
    {
        _linear = BybitStage.Market(BybitCategory.Linear, _hole);
        _options = BybitStage.Market(BybitCategory.Option, _hole);
        AccountDesk desk = BybitStage.Desk(_hole);
        _private = BybitStage.Private(desk);
        _trade = BybitStage.Trade(desk, _hole);
        _trade.OnOpened(BybitStage.At(0), _hole);
        _trade.OnMessage("""{"retCode":0,"op":"auth"}"""u8, BybitStage.At(0), _hole);
        _perpetual = BybitStage.Instruments()[BybitStage.Perpetual];
        _execution = [.. BybitStage.Execution];
        _place = new EngineCommand
        {
            Kind = CommandKind.PlaceOrder,
            Instrument = BybitStage.Perpetual,
            Order = new ClientOrderId(28_000_000, 4711),
            Side = Side.Sell,
            TimeInForce = TimeInForce.PostOnly,
            Price = Price.From(60_000.5m),
            Quantity = Quantity.From(0.25m),
        };
    }

    [Benchmark]
    public bool Top_of_book() => _linear.OnMessage(BybitStage.Top, BybitStage.At(0), _hole);

    [Benchmark]
    public bool Ticker_delta() => _linear.OnMessage(BybitStage.TickerDelta, BybitStage.At(0), _hole);

    [Benchmark]
    public bool Trade_print() => _linear.OnMessage(BybitStage.TradePrint, BybitStage.At(0), _hole);

    [Benchmark]
    public bool Option_ticker() => _options.OnMessage(BybitStage.OptionTicker, BybitStage.At(0), _hole);

    /// <summary>A new execution each time: the id's last eight digits count up.</summary>
    [Benchmark]
    public bool Execution()
    {
        _executions++;
        int at = _execution.AsSpan().IndexOf("32ec"u8) + 4;
        _executions.TryFormat(_execution.AsSpan(at, 8), out _, "d8");
        return _private.OnMessage(_execution, BybitStage.At(0), _hole);
    }

    /// <summary>Encodes and hands over; declining to write gives the slot back and publishes one event.</summary>
    [Benchmark]
    public bool Place_order()
    {
        bool sent = _trade.TrySend(in _place, _perpetual);
        return sent && !_trade.OnWriting(_hole.Tag, new WireTime(Timestamp.Never, 0));
    }
}
