using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Matching;
using Xunit;

namespace TradingAgent.UnitTests.Exchange;

public sealed class OrderTests
{
    private readonly ExchangeBench _bench = new();

    private InstrumentId Linear => _bench.Market.Linear;

    [Fact]
    public void Nothing_is_heard_before_the_answer()
    {
        CommandOutcome outcome = _bench.Place(_bench.Alice, Linear, Side.Buy, 99_990m, 1m);

        Assert.True(outcome.IsAccepted);
        Assert.Empty(_bench.Heard.Orders);
        _bench.Run();
        Assert.Equal(OrderStatus.New, Assert.Single(_bench.Heard.Orders).Status);
    }

    [Fact]
    public void A_post_only_order_that_would_cross_is_accepted_and_then_cancelled()
    {
        _bench.Depth(Linear, Side.Sell, 100_000m, 1m);
        CommandOutcome outcome = _bench.Place(_bench.Alice, Linear, Side.Buy, 100_000m, 1m, OrderLifetime.PostOnly);

        Assert.True(outcome.IsAccepted);
        OrderSnapshot order = _bench.Order(_bench.Alice, outcome);
        Assert.Equal((OrderStatus.Cancelled, CancelReason.WouldTake), (order.Status, order.CancelReason));
        Assert.Empty(_bench.Exchange.Executions(_bench.Alice));
    }

    [Fact]
    public void A_limit_order_takes_the_best_prices_and_rests_with_what_is_left()
    {
        _bench.Depth(Linear, Side.Sell, 100_000m, 1m);
        _bench.Depth(Linear, Side.Sell, 100_001m, 1m);
        CommandOutcome outcome = _bench.Place(_bench.Alice, Linear, Side.Buy, 100_001m, 3m);
        _bench.Run();

        OrderSnapshot order = _bench.Order(_bench.Alice, outcome);
        Assert.Equal(OrderStatus.PartiallyFilled, order.Status);
        Assert.Equal(200_001m, order.FilledValue);
        Assert.Equal(200_001m * 0.00055m, order.Fee);
        Assert.Equal(
            ["trade", "execution", "trade", "execution", "order", "position", "wallet"], _bench.Heard.Sequence);
        Assert.All(_bench.Heard.Executions, row => Assert.False(row.IsMaker));
        var best = new BookLevel[1];
        _bench.Exchange.CopyDepth(Linear, Side.Buy, best);
        Assert.Equal(new BookLevel(Price.From(100_001m), Quantity.From(1m)), best[0]);
    }

    [Fact]
    public void A_resting_order_waits_behind_those_who_came_first()
    {
        _bench.Depth(Linear, Side.Buy, 99_990m, 2m);
        CommandOutcome outcome = _bench.Place(_bench.Alice, Linear, Side.Buy, 99_990m, 1m);
        _bench.Depth(Linear, Side.Buy, 99_990m, 5m);
        SellAtTheTouch(2m);
        Assert.Equal(Quantity.Zero, _bench.Order(_bench.Alice, outcome).Filled);
        SellAtTheTouch(0.4m);
        Assert.Equal(Quantity.From(0.4m), _bench.Order(_bench.Alice, outcome).Filled);
        SellAtTheTouch(0.6m);

        _bench.Run();
        Assert.Equal(OrderStatus.Filled, _bench.Order(_bench.Alice, outcome).Status);
        Assert.All(_bench.Heard.Executions, row => Assert.True(row.IsMaker));
        Assert.Equal(99_990m * 0.0002m, _bench.Heard.Executions.Sum(row => row.Fee));
    }

    [Fact]
    public void A_quote_that_moves_through_a_resting_order_trades_with_it()
    {
        CommandOutcome outcome = _bench.Place(_bench.Alice, Linear, Side.Buy, 99_990m, 1m);
        _bench.Depth(Linear, Side.Sell, 99_980m, 3m);

        Assert.Equal(OrderStatus.Filled, _bench.Order(_bench.Alice, outcome).Status);
        Assert.Equal(Quantity.From(2m), _bench.Market.Desk.DepthAt(Linear, Side.Sell, Price.From(99_980m)));
    }

    [Theory]
    [InlineData(OrderLifetime.ImmediateOrCancel, OrderStatus.Cancelled, 1)]
    [InlineData(OrderLifetime.FillOrKill, OrderStatus.Cancelled, 0)]
    public void Orders_that_may_not_rest_end_at_once(OrderLifetime lifetime, OrderStatus status, int filled)
    {
        _bench.Depth(Linear, Side.Sell, 100_000m, 1m);
        CommandOutcome outcome = _bench.Place(_bench.Alice, Linear, Side.Buy, 100_000m, 2m, lifetime);

        OrderSnapshot order = _bench.Order(_bench.Alice, outcome);
        Assert.Equal((status, Quantity.From(filled)), (order.Status, order.Filled));
        Assert.Equal(CancelReason.ImmediateRemainder, order.CancelReason);
        Assert.Empty(_bench.Exchange.OpenOrders(_bench.Alice));
    }

    [Fact]
    public void A_market_order_stops_at_the_price_band()
    {
        _bench.Depth(Linear, Side.Sell, 100_000m, 1m);
        _bench.Depth(Linear, Side.Sell, 109_000m, 1m);
        CommandOutcome outcome = _bench.TakeAtMarket(_bench.Alice, Linear, Side.Buy, 2m);

        Assert.Equal(Quantity.From(1m), _bench.Order(_bench.Alice, outcome).Filled);
    }

    [Theory]
    [InlineData(100_000.05, 1, CommandResult.InvalidPrice)]
    [InlineData(99_000, 0.0004, CommandResult.InvalidQuantity)]
    [InlineData(99_000, 5_000, CommandResult.QuantityAboveMax)]
    [InlineData(4_000, 0.001, CommandResult.NotionalBelowMin)]
    public void Bad_orders_are_refused_with_the_reason(double price, double quantity, CommandResult expected)
    {
        CommandOutcome outcome = _bench.Place(_bench.Alice, Linear, Side.Buy, (decimal)price, (decimal)quantity);

        Assert.Equal(expected, outcome.Result);
        Assert.Empty(_bench.Exchange.OpenOrders(_bench.Alice));
    }

    [Fact]
    public void An_off_step_size_is_cut_without_a_word()
    {
        CommandOutcome outcome = _bench.Place(_bench.Alice, Linear, Side.Buy, 99_000m, 0.0129m);

        Assert.Equal(Quantity.From(0.012m), _bench.Order(_bench.Alice, outcome).Quantity);
    }

    [Fact]
    public void A_price_beyond_the_band_moves_to_its_edge_unless_the_account_refuses()
    {
        CommandOutcome moved = _bench.Place(_bench.Alice, Linear, Side.Buy, 110_000m, 0.1m);
        Assert.Equal(Price.From(101_000m), _bench.Order(_bench.Alice, moved).Price);

        _bench.Exchange.SetRefusesOutsideBand(_bench.Alice, true);
        CommandOutcome refused = _bench.Place(_bench.Alice, Linear, Side.Buy, 110_000m, 0.1m);
        Assert.Equal(CommandResult.PriceOutsideBand, refused.Result);
    }

    [Fact]
    public void A_client_id_is_taken_while_open_and_while_remembered()
    {
        CommandOutcome first = _bench.Place(_bench.Alice, Linear, Side.Buy, 99_000m, 1m, clientId: "ta1-5-1");
        Assert.Equal(
            CommandResult.DuplicateClientId,
            _bench.Place(_bench.Alice, Linear, Side.Buy, 99_000m, 1m, clientId: "ta1-5-1").Result);
        _bench.Exchange.Cancel(_bench.Alice, Linear, new OrderKey(first.Order));
        Assert.Equal(
            CommandResult.DuplicateClientId,
            _bench.Place(_bench.Alice, Linear, Side.Buy, 99_000m, 1m, clientId: "ta1-5-1").Result);
        Assert.True(_bench.Place(_bench.Bob, Linear, Side.Buy, 99_000m, 1m, clientId: "ta1-5-1").IsAccepted);
        Assert.Equal(
            CommandResult.InvalidClientId,
            _bench.Place(_bench.Alice, Linear, Side.Buy, 99_000m, 1m, clientId: "no spaces").Result);
    }

    [Fact]
    public void Cancelling_twice_says_that_the_order_is_unknown()
    {
        CommandOutcome outcome = _bench.Place(_bench.Alice, Linear, Side.Buy, 99_000m, 1m, clientId: "a");
        var key = new OrderKey(OrderId.None, "a");

        Assert.True(_bench.Exchange.Cancel(_bench.Alice, Linear, key).IsAccepted);
        Assert.Equal(CommandResult.UnknownOrder, _bench.Exchange.Cancel(_bench.Alice, Linear, key).Result);
        Assert.Equal(
            CommandResult.UnknownOrder, _bench.Exchange.Cancel(_bench.Bob, Linear, new OrderKey(outcome.Order)).Result);
        Assert.Equal(0, _bench.Exchange.LevelCount(Linear, Side.Buy));
    }

    [Fact]
    public void Cancel_all_takes_what_the_filter_names()
    {
        _bench.Place(_bench.Alice, Linear, Side.Buy, 99_000m, 1m);
        _bench.Place(_bench.Alice, _bench.Market.Call, Side.Buy, 1_000m, 1m, clientId: "c");
        _bench.Place(_bench.Bob, Linear, Side.Buy, 99_000m, 1m);

        OrderSnapshot ended = Assert.Single(_bench.Exchange.CancelAll(_bench.Alice, new CancelFilter(Options: true)));
        Assert.Equal("c", ended.ClientId);
        Assert.Single(_bench.Exchange.OpenOrders(_bench.Alice));
        Assert.Single(_bench.Exchange.CancelAll(_bench.Alice, default));
        Assert.Single(_bench.Exchange.OpenOrders(_bench.Bob));
    }

    [Theory]
    [InlineData(SelfTradePrevention.None, OrderStatus.Filled, OrderStatus.Filled)]
    [InlineData(SelfTradePrevention.CancelMaker, OrderStatus.Cancelled, OrderStatus.New)]
    [InlineData(SelfTradePrevention.CancelTaker, OrderStatus.New, OrderStatus.Cancelled)]
    [InlineData(SelfTradePrevention.CancelBoth, OrderStatus.Cancelled, OrderStatus.Cancelled)]
    public void Self_trades_follow_the_takers_wish(SelfTradePrevention wish, OrderStatus maker, OrderStatus taker)
    {
        CommandOutcome first = _bench.Place(_bench.Alice, Linear, Side.Sell, 100_000m, 1m);
        CommandOutcome second = _bench.Place(_bench.Alice, Linear, Side.Buy, 100_000m, 1m, selfTrade: wish);

        Assert.Equal(maker, _bench.Order(_bench.Alice, first).Status);
        Assert.Equal(taker, _bench.Order(_bench.Alice, second).Status);
    }

    [Theory]
    [InlineData(SelfTradePrevention.CancelMaker)]
    [InlineData(SelfTradePrevention.CancelTaker)]
    public void A_fill_or_kill_order_does_not_count_on_orders_it_will_not_trade_with(SelfTradePrevention wish)
    {
        _bench.Depth(Linear, Side.Sell, 99_990m, 1m);
        CommandOutcome own = _bench.Place(_bench.Alice, Linear, Side.Sell, 100_000m, 1m);
        CommandOutcome order = _bench.Place(
            _bench.Alice, Linear, Side.Buy, 100_000m, 2m, OrderLifetime.FillOrKill, selfTrade: wish);

        Assert.Equal(Quantity.Zero, _bench.Order(_bench.Alice, order).Filled);
        Assert.True(_bench.Order(_bench.Alice, own).IsOpen);
        _bench.Depth(Linear, Side.Sell, 99_995m, 1m);
        order = _bench.Place(
            _bench.Alice, Linear, Side.Buy, 100_000m, 2m, OrderLifetime.FillOrKill, selfTrade: wish);
        Assert.Equal(OrderStatus.Filled, _bench.Order(_bench.Alice, order).Status);
    }

    [Fact]
    public void Too_many_open_options_of_one_coin_are_refused()
    {
        for (int i = 0; i < 50; i++)
            Assert.True(_bench.Place(_bench.Alice, _bench.Market.Call, Side.Buy, 1_000m, 0.01m).IsAccepted);

        CommandOutcome refused = _bench.Place(_bench.Alice, _bench.Market.Call, Side.Buy, 1_000m, 0.01m);
        Assert.Equal(CommandResult.TooManyOrders, refused.Result);
        Assert.True(_bench.Place(_bench.Alice, Linear, Side.Buy, 99_000m, 1m).IsAccepted);
    }

    private void SellAtTheTouch(decimal quantity) => Assert.Equal(
        Quantity.From(quantity),
        _bench.Market.Desk.Take(Linear, Side.Sell, Price.From(99_990m), Quantity.From(quantity)));
}
