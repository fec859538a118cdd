using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using Xunit;

namespace TradingAgent.UnitTests.Exchange;

public sealed class AmendTests
{
    private readonly ExchangeBench _bench = new();

    private InstrumentId Linear => _bench.Market.Linear;

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(2, false)]
    public void Only_a_smaller_size_keeps_the_place_in_the_queue(double quantity, bool keeps)
    {
        CommandOutcome alice = _bench.Place(_bench.Alice, Linear, Side.Buy, 99_000m, 1m);
        CommandOutcome bob = _bench.Place(_bench.Bob, Linear, Side.Buy, 99_000m, 1m);
        Assert.True(Amend(alice, null, (decimal)quantity).IsAccepted);
        _bench.Market.Desk.Take(Linear, Side.Sell, Price.From(99_000m), Quantity.From(0.1m));

        Assert.Equal(Quantity.From(keeps ? 0.1m : 0m), _bench.Order(_bench.Alice, alice).Filled);
        Assert.Equal(Quantity.From(keeps ? 0m : 0.1m), _bench.Order(_bench.Bob, bob).Filled);
    }

    [Fact]
    public void An_amendment_that_starts_anew_loses_its_place_and_its_self_trade_prevention()
    {
        CommandOutcome alice = _bench.Place(
            _bench.Alice, Linear, Side.Buy, 99_000m, 1m, selfTrade: SelfTradePrevention.CancelMaker);
        CommandOutcome bob = _bench.Place(_bench.Bob, Linear, Side.Buy, 99_000m, 1m);
        var request = new AmendRequest
        {
            Order = new OrderKey(alice.Order),
            Instrument = Linear,
            Quantity = Quantity.From(0.5m),
            StartsAnew = true,
        };
        Assert.True(_bench.Exchange.Amend(_bench.Alice, request).IsAccepted);
        _bench.Market.Desk.Take(Linear, Side.Sell, Price.From(99_000m), Quantity.From(0.1m));

        Assert.Equal(Quantity.From(0.1m), _bench.Order(_bench.Bob, bob).Filled);
        Assert.Equal(SelfTradePrevention.None, _bench.Order(_bench.Alice, alice).SelfTrade);
    }

    [Fact]
    public void A_new_price_moves_the_order()
    {
        CommandOutcome order = _bench.Place(_bench.Alice, Linear, Side.Buy, 99_000m, 1m);
        Assert.True(Amend(order, 99_100m, null).IsAccepted);

        Assert.Equal(Price.From(99_100m), _bench.Order(_bench.Alice, order).Price);
        _bench.Exchange.ReadTicker(Linear, out TickerSnapshot ticker);
        Assert.Equal((Price.From(99_100m), Quantity.From(1m)), (ticker.BidPrice, ticker.BidQuantity));
        Assert.Equal(1, _bench.Exchange.LevelCount(Linear, Side.Buy));
    }

    [Fact]
    public void The_quantity_is_the_new_total()
    {
        CommandOutcome order = _bench.Place(_bench.Alice, Linear, Side.Buy, 99_000m, 1m);
        _bench.Market.Desk.Take(Linear, Side.Sell, Price.From(99_000m), Quantity.From(0.4m));

        Assert.Equal(CommandResult.QuantityNotAboveFilled, Amend(order, null, 0.4m).Result);
        Assert.Equal(CommandResult.NotModified, Amend(order, null, 1m).Result);
        Assert.Equal(CommandResult.InvalidQuantity, Amend(order, null, 0.5005m).Result);
        Assert.True(Amend(order, null, 0.5m).IsAccepted);
        Assert.Equal(Quantity.From(0.1m), _bench.Order(_bench.Alice, order).Leaves);
    }

    [Theory]
    [InlineData(true, OrderStatus.Cancelled)]
    [InlineData(false, OrderStatus.Filled)]
    public void A_crossing_amend_of_a_post_only_order_follows_the_switch(bool cancels, OrderStatus expected)
    {
        var bench = new ExchangeBench(
            new ExchangeSettings { Start = ExchangeBench.Start, CrossingAmendCancels = cancels });
        bench.Depth(bench.Market.Linear, Side.Sell, 100_000m, 5m);
        CommandOutcome order = bench.Place(
            bench.Alice, bench.Market.Linear, Side.Buy, 99_000m, 1m, OrderLifetime.PostOnly);
        bench.Exchange.Amend(bench.Alice, new AmendRequest
        {
            Order = new OrderKey(order.Order),
            Instrument = bench.Market.Linear,
            Price = Price.From(100_000m),
        });

        Assert.Equal(expected, bench.Order(bench.Alice, order).Status);
    }

    [Fact]
    public void A_crossing_amend_of_a_plain_order_takes()
    {
        _bench.Depth(Linear, Side.Sell, 100_000m, 5m);
        CommandOutcome order = _bench.Place(_bench.Alice, Linear, Side.Buy, 99_000m, 1m);
        Amend(order, 100_000m, null);
        _bench.Run();

        Assert.Equal(OrderStatus.Filled, _bench.Order(_bench.Alice, order).Status);
        Assert.False(Assert.Single(_bench.Heard.Executions).IsMaker);
    }

    [Fact]
    public void A_crossing_amend_that_closes_the_position_takes_the_reduce_only_orders_with_it()
    {
        var bench = new ExchangeBench(
            new ExchangeSettings { Start = ExchangeBench.Start, CrossingAmendCancels = false });
        InstrumentId linear = bench.Market.Linear;
        bench.Depth(linear, Side.Buy, 99_900m, 1m);
        bench.Place(bench.Alice, linear, Side.Sell, 99_900m, 1m);
        CommandOutcome closing = bench.Place(bench.Alice, linear, Side.Buy, 98_000m, 1m, reduceOnly: true);
        bench.Depth(linear, Side.Sell, 100_000m, 5m);
        CommandOutcome order = bench.Place(bench.Alice, linear, Side.Buy, 99_000m, 1m, OrderLifetime.PostOnly);
        bench.Exchange.Amend(bench.Alice, new AmendRequest
        {
            Order = new OrderKey(order.Order),
            Instrument = linear,
            Price = Price.From(100_000m),
        });

        Assert.True(bench.Exchange.Position(bench.Alice, linear).Quantity.IsZero);
        Assert.Equal(CancelReason.ReduceOnly, bench.Order(bench.Alice, closing).CancelReason);
    }

    private CommandOutcome Amend(CommandOutcome order, decimal? price, decimal? quantity) =>
        _bench.Exchange.Amend(_bench.Alice, new AmendRequest
        {
            Order = new OrderKey(order.Order),
            Instrument = Linear,
            Price = price is null ? null : Price.From(price.Value),
            Quantity = quantity is null ? null : Quantity.From(quantity.Value),
        });
}
