using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using Xunit;

namespace TradingAgent.UnitTests.Exchange;

/// <summary>An exchange over a scripted market, with two accounts.</summary>
internal sealed class ExchangeBench
{
    public ExchangeBench(ExchangeSettings? settings = null)
    {
        Exchange = new SimulatedExchange(settings ?? new ExchangeSettings { Start = Start }, Market);
        Alice = Exchange.OpenAccount(Rich("alice"));
        Bob = Exchange.OpenAccount(Rich("bob"));
        Run();
        Heard = new RecordingListener();
    }

    public static Timestamp Start { get; } = Timestamp.From(new DateTimeOffset(2026, 3, 11, 7, 0, 0, TimeSpan.Zero));

    public ScriptedMarket Market { get; } = new();

    public SimulatedExchange Exchange { get; }

    public AccountId Alice { get; }

    public AccountId Bob { get; }

    public RecordingListener Heard { get; } = new();

    public static AccountSettings Rich(string name) => new()
    {
        Name = name,
        Balances = [new Money(10_000_000m, CurrencyId.Usdt), new Money(50m, CurrencyId.Btc)],
    };

    /// <summary>Delivers what is pending, and lets time pass.</summary>
    public void Run(double seconds = 0.001) =>
        Exchange.Advance(Exchange.Now + Duration.FromSeconds(seconds), Heard);

    public void Depth(InstrumentId instrument, Side side, decimal price, decimal quantity) =>
        Market.Desk.SetDepth(instrument, side, Price.From(price), Quantity.From(quantity));

    public CommandOutcome Place(
        AccountId account,
        InstrumentId instrument,
        Side side,
        decimal price,
        decimal quantity,
        OrderLifetime lifetime = OrderLifetime.GoodTillCancelled,
        string? clientId = null,
        bool reduceOnly = false,
        SelfTradePrevention selfTrade = SelfTradePrevention.None) => Exchange.Place(account, new PlaceRequest
        {
            Instrument = instrument,
            Side = side,
            Price = Price.From(price),
            Quantity = Quantity.From(quantity),
            Lifetime = lifetime,
            ClientId = clientId,
            ReduceOnly = reduceOnly,
            SelfTrade = selfTrade,
        });

    public CommandOutcome TakeAtMarket(AccountId account, InstrumentId instrument, Side side, decimal quantity) =>
        Exchange.Place(account, new PlaceRequest
        {
            Instrument = instrument,
            Side = side,
            Kind = OrderKind.Market,
            Quantity = Quantity.From(quantity),
        });

    public OrderSnapshot Order(AccountId account, CommandOutcome outcome)
    {
        Assert.True(Exchange.TryFindOrder(account, new OrderKey(outcome.Order), out OrderSnapshot order));
        return order;
    }
}
