using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Venues.Account;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Binance.Account;
using TradingAgent.Venues.Binance.Futures;
using TradingAgent.Venues.Binance.Market;
using TradingAgent.Venues.Binance.Options;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Trading;
using TradingAgent.Venues.Market;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Trading;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Fuzzing.Binance;

/// <summary>Every decoder of Binance's streams, futures and options, and of the books it is asked for.</summary>
internal static class BinanceTargets
{
    public static readonly BinanceOptions Settings = new()
    {
        Hosts = BinanceHosts.Local("127.0.0.1", 1),
        Instance = "x1",
        Key = new ApiSecret("fuzzkey"),
        Secret = new ApiSecret("fuzzsecret"),
    };

    private static readonly InstrumentId Perpetual = new(1);

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("binance-futures-public", BinanceSeeds.FuturesPublic,
            (sink, wire) => Market(VenueId.BinanceFutures, StreamRoad.Public, sink, wire)),
        new("binance-futures-market", BinanceSeeds.FuturesMarket,
            (sink, wire) => Market(VenueId.BinanceFutures, StreamRoad.Market, sink, wire)),
        new("binance-snapshot", BinanceSeeds.Snapshots, Snapshots),
        new("binance-options-public", BinanceSeeds.OptionsPublic,
            (sink, wire) => Market(VenueId.BinanceOptions, StreamRoad.Public, sink, wire)),
        new("binance-options-market", BinanceSeeds.OptionsMarket,
            (sink, wire) => Market(VenueId.BinanceOptions, StreamRoad.Market, sink, wire)),
        new("binance-futures-private", BinanceSeeds.FuturesPrivate, FuturesPrivate),
        new("binance-options-private", BinanceSeeds.OptionsPrivate, OptionsPrivate),
        new("binance-trade", BinanceSeeds.Trade, Trade),
    ];

    private static BinanceMarketProtocol Market(VenueId venue, StreamRoad road, IEventSink sink, IWire wire)
    {
        InstrumentTable table = Instruments();
        Instrument[] ours = [.. table.All.Where(i => i.Terms.Venue == venue)];
        var sources = new MarketSources(venue, table, sink, new CurrencyRates(venue, sink));
        sources.Tickers.Add(ours.Select(i => i.Id));
        IEnumerable<StreamPlan<StreamRoad>> plans = venue == VenueId.BinanceOptions
            ? OptionsPlan.Of(ours, ours, ours) : FuturesPlan.Of(ours, ours, ours);
        var protocol = new BinanceMarketProtocol(
            sources, plans.Single(p => p.Road == road), new FrameQuarantine(null), NullLogger.Instance);
        protocol.OnOpened(Now, wire);
        return protocol;
    }

    private static SnapshotFeed Snapshots(IEventSink sink, IWire wire)
    {
        BinanceMarketProtocol market = Market(VenueId.BinanceFutures, StreamRoad.Public, sink, wire);
        return new SnapshotFeed(market, Perpetual, BinanceSeeds.FuturesPublic);
    }

    private static BinancePrivateProtocol FuturesPrivate(IEventSink sink, IWire wire)
    {
        AccountDesk desk = Desk(sink, VenueId.BinanceFutures);
        var frames = new FuturesAccountFrames(
            new BinanceRows(desk.Context, 1), desk, new OpenProfit(), static () => { });
        return Private(frames, desk, wire);
    }

    private static BinancePrivateProtocol OptionsPrivate(IEventSink sink, IWire wire)
    {
        AccountDesk desk = Desk(sink, VenueId.BinanceOptions);
        var deliveries = new ExpiryWatch(Clock(), desk, static _ => Task.CompletedTask);
        var frames = new OptionsAccountFrames(
            new BinanceRows(desk.Context, -1), desk, deliveries, NullLogger.Instance);
        return Private(frames, desk, wire);
    }

    private static BinancePrivateProtocol Private(IAccountFrames frames, AccountDesk desk, IWire wire)
    {
        var protocol = new BinancePrivateProtocol(
            frames, desk, new FrameQuarantine(null), NullLogger.Instance, static _ => { });
        protocol.OnOpened(Now, wire);
        return protocol;
    }

    private static BinanceTradeProtocol Trade(IEventSink sink, IWire wire)
    {
        var protocol = new BinanceTradeProtocol(
            Settings, Clock(), new CommandEvents(VenueId.BinanceFutures, sink), Desk(sink, VenueId.BinanceFutures),
            new OrderCounts(new VenueRateLimiter([10], 100, 10), Clock()), new AddressBan(), new FrameQuarantine(null),
            NullLogger.Instance);
        protocol.OnOpened(Now, wire);
        Instrument perpetual = Instruments()[Perpetual];
        // Answers mean something only while questions are open.
        for (uint number = 1; number <= 9; number++)
        {
            EngineCommand command = FuzzCommands.Of(VenueId.BinanceFutures, Perpetual, number);
            protocol.TrySend(in command, perpetual);
            protocol.OnWriting(number, Now);
        }
        return protocol;
    }

    private static WireTime Now => new(Timestamp.FromMilliseconds(StillTime.Milliseconds), 1_000_000);

    public static VenueClock Clock() => new(new SteadyClock(new StillTime()));

    public static AccountDesk Desk(IEventSink sink, VenueId venue) => new(
        new RowContext(venue, Instruments(), Settings.InstanceBytes, new OrderIdMap(64, BinanceRows.KeyBytesMax)),
        sink, new CurrencyRates(venue, sink));

    private static InstrumentTable Instruments()
    {
        var table = new InstrumentTable();
        table.Add(Make(Perpetual, "BTCUSDT", ContractKind.LinearPerpetual, OptionSide.None));
        table.Add(Make(new InstrumentId(2), "BTCUSDT_270326", ContractKind.LinearFuture, OptionSide.None));
        table.Add(Make(new InstrumentId(3), "BTC-270326-70000-P", ContractKind.LinearOption, OptionSide.Put));
        table.Add(Make(new InstrumentId(4), "BTC-270326-70000-C", ContractKind.LinearOption, OptionSide.Call));
        return table;
    }

    private static Instrument Make(InstrumentId id, string symbol, ContractKind kind, OptionSide side) =>
        new(id, symbol, new InstrumentTerms
        {
            Kind = kind,
            OptionSide = side,
            Venue = kind == ContractKind.LinearOption ? VenueId.BinanceOptions : VenueId.BinanceFutures,
            BaseCoin = CurrencyId.Btc,
            QuoteCoin = CurrencyId.Usdt,
            SettleCoin = CurrencyId.Usdt,
            Tick = Price.From(0.1m),
            Lot = Quantity.From(0.001m),
            Multiplier = Quantity.From(1),
            Strike = kind == ContractKind.LinearOption ? Price.From(70_000) : default,
            Expiry = kind == ContractKind.LinearPerpetual ? Timestamp.None : Now.Now + Duration.FromSeconds(86_400),
        });
}
