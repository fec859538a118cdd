using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Binance.Account;
using TradingAgent.Venues.Binance.Futures;
using TradingAgent.Venues.Binance.Market;
using TradingAgent.Venues.Binance.Options;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Trading;
using TradingAgent.Venues.Ports;

namespace TradingAgent.UnitTests.VenuesBinance;

/// <summary>Instruments, options and protocols on hand-cranked time.</summary>
internal static class Fixtures
{
    public static readonly InstrumentId Perpetual = new(1);
    public static readonly InstrumentId Future = new(2);
    public static readonly InstrumentId Put = new(3);
    public static readonly InstrumentId Call = new(4);

    public static readonly Timestamp Now = Timestamp.FromMilliseconds(1_790_000_000_000);

    public static readonly BinanceOptions Options = new()
    {
        Hosts = BinanceHosts.Local("127.0.0.1", 1),
        Instance = "x1",
        Key = new ApiSecret("testkey"),
        Secret = new ApiSecret("testsecret"),
    };

    public static InstrumentTable Instruments()
    {
        var table = new InstrumentTable();
        table.Add(Make(Perpetual, "BTCUSDT", ContractKind.LinearPerpetual));
        table.Add(Make(Future, "BTCUSDT_270326", ContractKind.LinearFuture));
        table.Add(Make(Put, "BTC-270326-70000-P", ContractKind.LinearOption));
        table.Add(Make(Call, "BTC-270326-70000-C", ContractKind.LinearOption));
        return table;
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings(""));

    public static WireTime At(long ms) => new(Now + Duration.FromMilliseconds(ms), 1_000_000 + ms);

    public static VenueClock Clock() => new(new SteadyClock(new StillTime(Now.ToDateTimeOffset())));

    public static BinanceRest Rest(this ScriptedHttp http) =>
        new(Options, Options.Hosts.FuturesRest, Clock(), http);

    /// <summary>A market stream of futures, or of options, with everything subscribed.</summary>
    public static BinanceMarketProtocol Market(
        bool ofOptions, StreamRoad road, IEventSink sink, FrameQuarantine? quarantine = null)
    {
        InstrumentTable table = Instruments();
        VenueId venue = ofOptions ? VenueId.BinanceOptions : VenueId.BinanceFutures;
        Instrument[] ours = [.. table.All.Where(i => i.Terms.Venue == venue)];
        var sources = new MarketSources(venue, table, sink, new CurrencyRates(venue, sink));
        sources.Tickers.Add(ours.Select(i => i.Id));
        IEnumerable<StreamPlan<StreamRoad>> plans =
            ofOptions ? OptionsPlan.Of(ours, ours, ours) : FuturesPlan.Of(ours, ours, ours);
        return new BinanceMarketProtocol(
            sources, plans.Single(p => p.Road == road), quarantine ?? new FrameQuarantine(null), NullLogger.Instance);
    }

    public static AccountDesk Desk(IEventSink sink, VenueId venue) =>
        new(
            new RowContext(
                venue, Instruments(), Options.InstanceBytes, new OrderIdMap(64, BinanceRows.KeyBytesMax)),
            sink,
            new CurrencyRates(venue, sink));

    public static AccountDesk FuturesDesk(IEventSink sink) => Desk(sink, VenueId.BinanceFutures);

    public static BinancePrivateProtocol FuturesStream(AccountDesk desk, Action? incomeMoved = null) =>
        new(
            new FuturesAccountFrames(
                new BinanceRows(desk.Context, 1), desk, new OpenProfit(), incomeMoved ?? (static () => { })),
            desk, new FrameQuarantine(null), NullLogger.Instance, static _ => { });

    public static BinancePrivateProtocol OptionsStream(AccountDesk desk, ScriptedHttp? http = null) =>
        new(
            new OptionsAccountFrames(
                new BinanceRows(desk.Context, -1), desk,
                new ExerciseWatch((http ?? new ScriptedHttp()).Rest(), Clock(), desk).Turns, NullLogger.Instance),
            desk, new FrameQuarantine(null), NullLogger.Instance, static _ => { });

    public static VenueRateLimiter Limiter() => new([10], 100, 10);

    public static BinanceTradeProtocol Trade(
        AccountDesk desk,
        IEventSink sink,
        BinanceOptions? options = null,
        VenueRateLimiter? limiter = null,
        AddressBan? ban = null) =>
        new(
            options ?? Options,
            Clock(),
            new CommandEvents(VenueId.BinanceFutures, sink),
            desk,
            new OrderCounts(limiter ?? Limiter(), Clock()),
            ban ?? new AddressBan(),
            new FrameQuarantine(null),
            NullLogger.Instance);

    public static EngineCommand Place(uint counter) => new()
    {
        Kind = CommandKind.PlaceOrder,
        Venue = VenueId.BinanceFutures,
        Instrument = Perpetual,
        Order = new ClientOrderId(7, counter),
        Side = Side.Buy,
        TimeInForce = TimeInForce.PostOnly,
        Price = Price.From(60_000.5m),
        Quantity = Quantity.From(0.25m),
        SendBefore = Timestamp.Never,
    };

    private static Instrument Make(InstrumentId id, string symbol, ContractKind kind)
    {
        bool isOption = kind == ContractKind.LinearOption;
        return new Instrument(id, symbol, new InstrumentTerms
        {
            Kind = kind,
            OptionSide = !isOption ? OptionSide.None
                : symbol.EndsWith('P') ? OptionSide.Put : OptionSide.Call,
            Venue = isOption ? VenueId.BinanceOptions : VenueId.BinanceFutures,
            BaseCoin = CurrencyId.Btc,
            QuoteCoin = CurrencyId.Usdt,
            SettleCoin = CurrencyId.Usdt,
            Tick = Price.From(0.1m),
            Lot = Quantity.From(0.001m),
            Multiplier = Quantity.From(1),
            Strike = isOption ? Price.From(70_000) : default,
            Expiry = kind == ContractKind.LinearPerpetual ? Timestamp.None : Now + Duration.FromSeconds(86_400),
        });
    }
}
