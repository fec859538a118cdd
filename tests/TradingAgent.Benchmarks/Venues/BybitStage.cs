using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Market;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Bybit.Trading;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Benchmarks.Venues;

/// <summary>One perpetual and one option among a thousand instruments, and frames as the venue sends them.</summary>
internal static class BybitStage
{
    public static readonly InstrumentId Perpetual = new(1);
    public static readonly InstrumentId Option = new(2);

    public static readonly byte[] Top = Frame(
        """
        {"topic":"orderbook.1.BTCUSDT","ts":1790000000010,"type":"snapshot","data":{"s":"BTCUSDT",
        "b":[["60000.50","1.250"]],"a":[["60000.60","0.750"]],"u":71,"seq":9001},"cts":1790000000007}
        """);

    public static readonly byte[] TickerDelta = Frame(
        """
        {"topic":"tickers.BTCUSDT","type":"delta","data":{"symbol":"BTCUSDT","markPrice":"60002.50",
        "indexPrice":"60001.10","bid1Price":"60000.50","bid1Size":"1.250","ask1Price":"60000.60","ask1Size":"0.750"},
        "cs":123457,"ts":1790000000130}
        """);

    public static readonly byte[] TickerSnapshot = Frame(
        """
        {"topic":"tickers.BTCUSDT","type":"snapshot","data":{"symbol":"BTCUSDT","tickDirection":"PlusTick",
        "price24hPcnt":"0.017103","lastPrice":"60000.10","prevPrice24h":"58991.10","highPrice24h":"60731.40",
        "lowPrice24h":"58811.00","prevPrice1h":"60110.60","markPrice":"60001.23","indexPrice":"60003.45",
        "openInterest":"51234.567","openInterestValue":"3074137012.10","turnover24h":"2352941213.6495",
        "volume24h":"39294.9440","fundingIntervalHour":"8","nextFundingTime":"1790006400000","fundingRate":"0.0001",
        "bid1Price":"60000.50","bid1Size":"1.250","ask1Price":"60000.60","ask1Size":"0.750"},"cs":123456789,
        "ts":1790000000030}
        """);

    public static readonly byte[] TradePrint = Frame(
        """
        {"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1790000000050,"data":[{"T":1790000000047,"s":"BTCUSDT",
        "S":"Buy","v":"0.001","p":"60000.60","L":"PlusTick","i":"20f43950-d8dd-5b31-9112-a178eb6023af","BT":false,
        "RPI":false,"seq":140612148849382}]}
        """);

    public static readonly byte[] OptionTicker = Frame(
        """
        {"id":"tickers.BTC-27MAR26-70000-P-USDT-1-2","topic":"tickers.BTC-27MAR26-70000-P-USDT","ts":1790000000040,
        "data":{"symbol":"BTC-27MAR26-70000-P-USDT","bidPrice":"400","bidSize":"1.5","bidIv":"0.481","askPrice":"410",
        "askSize":"5.1","askIv":"0.514","lastPrice":"405","highPrice24h":"500","lowPrice24h":"380",
        "markPrice":"405.86976724","indexPrice":"60003.45","markPriceIv":"0.4896","underlyingPrice":"60115.1",
        "openInterest":"49.85","turnover24h":"446802.8473","volume24h":"26.55","totalVolume":"86",
        "totalTurnover":"1437431","delta":"-0.147831","gamma":"0.00021453","vega":"31.81351067",
        "theta":"-19.9115368","predictedDeliveryPrice":"0","change24h":"-0.33333334"},"type":"snapshot"}
        """);

    public static readonly byte[] Execution = Frame(
        """
        {"topic":"execution","id":"e","creationTime":1790000000200,"data":[{"category":"linear","symbol":"BTCUSDT",
        "execFee":"-0.5","execId":"0ab1bdf7-4219-438b-b30a-32ec00000000","execPrice":"60000.5","execQty":"0.1",
        "execType":"Trade","execValue":"6000.05","orderId":"9aac161b-8ed6-450d-9cab-c5cc67c21784",
        "orderLinkId":"tab1-7-1","orderQty":"0.25","leavesQty":"0.15","side":"Buy","execTime":"1790000000199",
        "isMaker":true,"seq":140612148849382,"feeCurrency":"USDT"}]}
        """);

    private static readonly BybitOptions Options = new()
    {
        Hosts = BybitHosts.Local("127.0.0.1", 1),
        Instance = "b1",
        Key = new ApiSecret("key"),
        Secret = new ApiSecret("secret"),
    };

    public static WireTime At(long ms) => new(Timestamp.FromMilliseconds(1_790_000_000_000 + ms), ms);

    public static BybitMarketProtocol Market(BybitCategory category, BlackHole hole)
    {
        InstrumentTable table = Instruments();
        InstrumentId[] both = [Perpetual, Option];
        var wanted = new VenueSubscriptions(both, both, both, false);
        return new BybitMarketProtocol(
            VenueId.Bybit,
            MarketPlan.Of(table, wanted, VenueId.Bybit).Single(p => p.Road == category),
            table,
            hole,
            new CurrencyRates(VenueId.Bybit, hole),
            new FrameQuarantine(null),
            NullLogger.Instance);
    }

    public static AccountDesk Desk(BlackHole hole) =>
        new(
            new RowContext(VenueId.Bybit, Instruments(), "b1"u8.ToArray(), new OrderIdMap(1024, 40)),
            hole,
            new CurrencyRates(VenueId.Bybit, hole));

    public static BybitPrivateProtocol Private(AccountDesk desk) =>
        new(Options, Clock(), desk, new FrameQuarantine(null), NullLogger.Instance, static _ => { }, static () => { });

    public static BybitTradeProtocol Trade(AccountDesk desk, BlackHole hole) =>
        new(
            Options, Clock(), new CommandEvents(VenueId.Bybit, hole), desk, new VenueRateLimiter([10, 10], 100, 10),
            new FrameQuarantine(null), NullLogger.Instance);

    public static InstrumentTable Instruments()
    {
        var table = new InstrumentTable();
        table.Add(Make(Perpetual, "BTCUSDT", ContractKind.LinearPerpetual));
        table.Add(Make(Option, "BTC-27MAR26-70000-P-USDT", ContractKind.LinearOption));
        for (int i = 3; i < 1000; i++)
            table.Add(Make(new InstrumentId(i), $"BTC-27MAR26-{i}000-C-USDT", ContractKind.LinearOption));
        return table;
    }

    private static VenueClock Clock() => new(new SteadyClock(TimeProvider.System));

    private static byte[] Frame(string text) => Encoding.ASCII.GetBytes(text.ReplaceLineEndings(""));

    private static Instrument Make(InstrumentId id, string symbol, ContractKind kind) =>
        new(id, symbol, new InstrumentTerms
        {
            Kind = kind,
            Venue = VenueId.Bybit,
            BaseCoin = CurrencyId.Btc,
            QuoteCoin = CurrencyId.Usdt,
            SettleCoin = CurrencyId.Usdt,
            Tick = Price.From(0.1m),
            Lot = Quantity.From(0.001m),
            Multiplier = Quantity.From(1),
        });
}
