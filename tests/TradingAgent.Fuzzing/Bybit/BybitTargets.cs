using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Account;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Market;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Bybit.Trading;
using TradingAgent.Venues.Market;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Trading;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Fuzzing.Bybit;

/// <summary>Every decoder of Bybit's streams.</summary>
internal static class BybitTargets
{
    public static readonly BybitOptions Options = new()
    {
        Hosts = BybitHosts.Local("127.0.0.1", 1),
        Instance = "x1",
        Key = new ApiSecret("fuzzkey"),
        Secret = new ApiSecret("fuzzsecret"),
    };

    private static readonly InstrumentId[] Ids = [new(1), new(2), new(3), new(4)];

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("bybit-linear", BybitSeeds.Linear, (sink, wire) => Market(BybitCategory.Linear, sink, wire)),
        new("bybit-inverse", BybitSeeds.Inverse, (sink, wire) => Market(BybitCategory.Inverse, sink, wire)),
        new("bybit-option", BybitSeeds.Option, (sink, wire) => Market(BybitCategory.Option, sink, wire)),
        new("bybit-private", BybitSeeds.Private, Private),
        new("bybit-trade", BybitSeeds.Trade, Trade),
    ];

    private static BybitMarketProtocol Market(BybitCategory category, IEventSink sink, IWire wire)
    {
        InstrumentTable instruments = Instruments();
        var everything = new VenueSubscriptions(Ids, Ids, Ids, true);
        StreamPlan<BybitCategory> plan =
            MarketPlan.Of(instruments, everything, VenueId.Bybit).Single(p => p.Road == category);
        var protocol = new BybitMarketProtocol(
            VenueId.Bybit, plan, instruments, sink, new CurrencyRates(VenueId.Bybit, sink), new FrameQuarantine(null),
            NullLogger.Instance);
        protocol.OnOpened(Now, wire);
        return protocol;
    }

    private static BybitPrivateProtocol Private(IEventSink sink, IWire wire)
    {
        var protocol = new BybitPrivateProtocol(
            Options, Clock(), Desk(sink), new FrameQuarantine(null), NullLogger.Instance, static _ => { },
            static () => { });
        protocol.OnOpened(Now, wire);
        return protocol;
    }

    private static BybitTradeProtocol Trade(IEventSink sink, IWire wire)
    {
        var protocol = new BybitTradeProtocol(
            Options, Clock(), new CommandEvents(VenueId.Bybit, sink), Desk(sink),
            new VenueRateLimiter([10, 10], 100, 10), new FrameQuarantine(null), NullLogger.Instance);
        protocol.OnOpened(Now, wire);
        protocol.OnMessage(BybitSeeds.Trade[0], Now, wire);
        Instrument perpetual = Instruments()[Ids[0]];
        // Answers mean something only while questions are open.
        for (uint number = 1; number <= 9; number++)
        {
            EngineCommand command = FuzzCommands.Of(VenueId.Bybit, Ids[0], number);
            protocol.TrySend(in command, perpetual);
            protocol.OnWriting(number, Now);
        }
        return protocol;
    }

    private static WireTime Now => new(Timestamp.FromMilliseconds(StillTime.Milliseconds), 1_000_000);

    public static VenueClock Clock() => new(new SteadyClock(new StillTime()));

    public static AccountDesk Desk(IEventSink sink) => new(
        new RowContext(VenueId.Bybit, Instruments(), Options.InstanceBytes, new OrderIdMap(64, 40)), sink,
        new CurrencyRates(VenueId.Bybit, sink));

    private static InstrumentTable Instruments()
    {
        var table = new InstrumentTable();
        table.Add(Make(Ids[0], "BTCUSDT", ContractKind.LinearPerpetual, CurrencyId.Usdt));
        table.Add(Make(Ids[1], "BTCUSD", ContractKind.InversePerpetual, CurrencyId.Btc));
        table.Add(Make(Ids[2], "BTC-27MAR26-70000-P-USDT", ContractKind.LinearOption, CurrencyId.Usdt));
        table.Add(Make(Ids[3], "BTCUSDT-26MAR27", ContractKind.LinearFuture, CurrencyId.Usdt));
        return table;
    }

    private static Instrument Make(InstrumentId id, string symbol, ContractKind kind, CurrencyId settle) =>
        new(id, symbol, new InstrumentTerms
        {
            Kind = kind,
            OptionSide = kind == ContractKind.LinearOption ? OptionSide.Put : OptionSide.None,
            Venue = VenueId.Bybit,
            BaseCoin = CurrencyId.Btc,
            QuoteCoin = kind == ContractKind.InversePerpetual ? CurrencyId.Usd : CurrencyId.Usdt,
            SettleCoin = settle,
            Tick = Price.From(0.1m),
            Lot = Quantity.From(0.001m),
            Multiplier = Quantity.From(1),
            Strike = kind == ContractKind.LinearOption ? Price.From(70_000) : default,
        });
}
