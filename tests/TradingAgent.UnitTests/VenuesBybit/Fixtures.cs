using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Market;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Bybit.Trading;
using TradingAgent.Venues.Ports;

namespace TradingAgent.UnitTests.VenuesBybit;

/// <summary>Instruments, options and protocols on hand-cranked time.</summary>
internal static class Fixtures
{
    public static readonly InstrumentId Perpetual = new(1);
    public static readonly InstrumentId Inverse = new(2);
    public static readonly InstrumentId Option = new(3);
    public static readonly InstrumentId Future = new(4);
    public static readonly InstrumentId CoinOption = new(5);
    public static readonly InstrumentId UsdcPerpetual = new(6);

    public static readonly Timestamp Now = Timestamp.FromMilliseconds(1_790_000_000_000);

    public static readonly BybitOptions Options = new()
    {
        Hosts = BybitHosts.Local("127.0.0.1", 1),
        Instance = "x1",
        Key = new ApiSecret("testkey"),
        Secret = new ApiSecret("testsecret"),
    };

    public static readonly VenueSubscriptions Everything = new(
        [Perpetual, Inverse, Option, Future],
        [Perpetual, Inverse, Option, Future],
        [Perpetual, Inverse, Option, Future],
        true);

    public static InstrumentTable Instruments()
    {
        var table = new InstrumentTable();
        table.Add(Make(Perpetual, "BTCUSDT", ContractKind.LinearPerpetual, CurrencyId.Usdt));
        table.Add(Make(Inverse, "BTCUSD", ContractKind.InversePerpetual, CurrencyId.Btc));
        table.Add(Make(Option, "BTC-27MAR26-70000-P-USDT", ContractKind.LinearOption, CurrencyId.Usdt));
        table.Add(Make(Future, "BTCUSDT-26MAR27", ContractKind.LinearFuture, CurrencyId.Usdt));
        table.Add(Make(UsdcPerpetual, "BTCPERP", ContractKind.LinearPerpetual, CurrencyId.Usdc));
        table.Add(Make(CoinOption, "BTC-25DEC26-90000-C", ContractKind.InverseOption, CurrencyId.Btc));
        return table;
    }

    /// <summary>A text that is broken over lines here and has no breaks on the wire.</summary>
    public static string Line(string text) => text.ReplaceLineEndings("");

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static WireTime At(long ms) => new(Now + Duration.FromMilliseconds(ms), 1_000_000 + ms);

    public static VenueClock Clock() => new(new SteadyClock(new StillTime(Now.ToDateTimeOffset())));

    public static BybitMarketProtocol Market(
        BybitCategory category, IEventSink sink, FrameQuarantine? quarantine = null, ILogger? logger = null)
    {
        InstrumentTable instruments = Instruments();
        StreamPlan<BybitCategory> plan =
            MarketPlan.Of(instruments, Everything, VenueId.Bybit).Single(p => p.Road == category);
        return new BybitMarketProtocol(
            VenueId.Bybit,
            plan,
            instruments,
            sink,
            new CurrencyRates(VenueId.Bybit, sink),
            quarantine ?? new FrameQuarantine(null),
            logger ?? NullLogger.Instance);
    }

    public static AccountDesk Desk(IEventSink sink) =>
        new(
            new RowContext(VenueId.Bybit, Instruments(), Options.InstanceBytes, new OrderIdMap(64, 40)),
            sink,
            new CurrencyRates(VenueId.Bybit, sink));

    public static BybitPrivateProtocol Private(AccountDesk desk, Action<int>? subscribed = null) =>
        new(
            Options, Clock(), desk, new FrameQuarantine(null), NullLogger.Instance,
            subscribed ?? (static _ => { }), static () => { });

    public static BybitTradeProtocol Trade(AccountDesk desk, IEventSink sink) =>
        new(
            Options,
            Clock(),
            new CommandEvents(VenueId.Bybit, sink),
            desk,
            new VenueRateLimiter([10, 10], 100, 10),
            new FrameQuarantine(null),
            NullLogger.Instance);

    public static EngineCommand Place(uint counter) => new()
    {
        Kind = CommandKind.PlaceOrder,
        Venue = VenueId.Bybit,
        Instrument = Perpetual,
        Order = new ClientOrderId(7, counter),
        Side = Side.Buy,
        TimeInForce = TimeInForce.PostOnly,
        Price = Price.From(60_000.5m),
        Quantity = Quantity.From(0.25m),
        SendBefore = Timestamp.Never,
    };

    private static Instrument Make(InstrumentId id, string symbol, ContractKind kind, CurrencyId settle)
    {
        bool isOption = kind is ContractKind.LinearOption or ContractKind.InverseOption;
        return new Instrument(id, symbol, new InstrumentTerms
        {
            Kind = kind,
            OptionSide = isOption ? (symbol.Contains("-P", StringComparison.Ordinal) ? OptionSide.Put : OptionSide.Call)
                : OptionSide.None,
            Venue = VenueId.Bybit,
            BaseCoin = CurrencyId.Btc,
            QuoteCoin = kind == ContractKind.InversePerpetual ? CurrencyId.Usd : CurrencyId.Usdt,
            SettleCoin = settle,
            Tick = Price.From(0.1m),
            Lot = Quantity.From(0.001m),
            Multiplier = Quantity.From(1),
            Strike = isOption ? Price.From(70_000) : default,
        });
    }
}
