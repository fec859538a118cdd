using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Matching;
using Xunit;

namespace TradingAgent.UnitTests.Exchange;

public sealed class StopTests
{
    private readonly ExchangeBench _bench = new();

    private InstrumentId Linear => _bench.Market.Linear;

    [Fact]
    public void A_conditional_order_waits_without_margin_or_place_and_then_goes_to_the_book()
    {
        double margin = _bench.Exchange.Wallet(_bench.Alice).TotalInitialMarginUsd;
        CommandOutcome outcome = Conditional(Side.Buy, 100_400m, 1m, trigger: 100_200m, onRise: true);
        Assert.True(outcome.IsAccepted);
        Assert.Equal(OrderStatus.Untriggered, _bench.Order(_bench.Alice, outcome).Status);
        Assert.Equal(margin, _bench.Exchange.Wallet(_bench.Alice).TotalInitialMarginUsd);
        Assert.Equal(0, _bench.Exchange.LevelCount(Linear, Side.Buy));

        _bench.Run();
        _bench.Heard.Orders.Clear();
        Print(100_200m);
        _bench.Run();
        Assert.Equal([OrderStatus.Triggered, OrderStatus.New], _bench.Heard.Orders.Select(order => order.Status));
        var best = new BookLevel[1];
        _bench.Exchange.CopyDepth(Linear, Side.Buy, best);
        Assert.Equal(Price.From(100_400m), best[0].Price);
    }

    [Theory]
    [InlineData(99_000, true, CommandResult.TriggerNotAbove)]
    [InlineData(101_000, false, CommandResult.TriggerNotBelow)]
    [InlineData(101_000.05, true, CommandResult.InvalidTrigger)]
    public void A_trigger_must_lie_ahead_of_the_price_it_watches(double trigger, bool onRise, CommandResult refusal) =>
        Assert.Equal(refusal, Conditional(Side.Buy, 100_000m, 1m, (decimal)trigger, onRise).Result);

    [Fact]
    public void An_instrument_takes_ten_conditional_orders_of_an_account()
    {
        for (int i = 0; i < 10; i++)
            Assert.True(Conditional(Side.Buy, 100_000m, 0.01m, 100_100m + i, onRise: true).IsAccepted);
        CommandOutcome eleventh = Conditional(Side.Buy, 100_000m, 0.01m, 100_200m, onRise: true);
        Assert.Equal(CommandResult.TooManyConditionalOrders, eleventh.Result);
    }

    [Fact]
    public void A_cancelled_conditional_order_is_deactivated_and_an_amended_one_keeps_waiting()
    {
        CommandOutcome outcome = Conditional(Side.Buy, 100_000m, 1m, 100_200m, onRise: true);
        CommandOutcome amended = _bench.Exchange.Amend(_bench.Alice, new AmendRequest
        {
            Order = new OrderKey(outcome.Order),
            Instrument = Linear,
            Trigger = Price.From(100_300m),
        });
        Assert.True(amended.IsAccepted);
        Print(100_250m);
        _bench.Run();
        Assert.Equal(OrderStatus.Untriggered, _bench.Order(_bench.Alice, outcome).Status);
        _bench.Exchange.Cancel(_bench.Alice, Linear, new OrderKey(outcome.Order));
        Assert.Equal(OrderStatus.Deactivated, _bench.Order(_bench.Alice, outcome).Status);
    }

    [Fact]
    public void A_stop_loss_on_the_mark_closes_the_whole_position()
    {
        Open(2m);
        Assert.Equal(CommandResult.Accepted, Set(new PositionStops
        {
            StopLoss = new StopTerms(Price.From(99_000m), TriggerSource.MarkPrice, Price.Zero),
        }));
        Assert.Equal(Price.From(99_000m), _bench.Exchange.Position(_bench.Alice, Linear).StopLoss);
        _bench.Depth(Linear, Side.Buy, 98_950m, 5m);
        _bench.Market.MoveTo(_bench.Market.Desk, 98_990);
        _bench.Run();

        PositionSnapshot position = _bench.Exchange.Position(_bench.Alice, Linear);
        Assert.True(position.Quantity.IsZero);
        Assert.True(position.StopLoss.IsZero);
        ExecutionSnapshot last = _bench.Exchange.Executions(_bench.Alice)[^1];
        Assert.Equal((StopPurpose.StopLoss, OrderOrigin.Stop), (last.Purpose, last.Origin));
    }

    [Fact]
    public void Stops_die_with_their_position()
    {
        Open(1m);
        Set(new PositionStops
        {
            TakeProfit = new StopTerms(Price.From(101_000m), TriggerSource.LastPrice, Price.Zero),
            StopLoss = new StopTerms(Price.From(99_000m), TriggerSource.LastPrice, Price.Zero),
        });
        _bench.Depth(Linear, Side.Buy, 99_990m, 1m);
        _bench.Place(_bench.Alice, Linear, Side.Sell, 99_990m, 1m);
        _bench.Run();
        _bench.Run();

        Assert.Empty(_bench.Exchange.OpenOrders(_bench.Alice));
        Assert.Equal(
            2, _bench.Exchange.RecentOrders(_bench.Alice).Count(order => order.Status == OrderStatus.Deactivated));
    }

    [Theory]
    [InlineData(99_000, 0, CommandResult.TakeProfitOnWrongSide)]
    [InlineData(0, 101_000, CommandResult.StopLossOnWrongSide)]
    [InlineData(101_000, 99_000, CommandResult.Accepted)]
    public void Stops_must_lie_on_their_side_of_the_price(double profit, double loss, CommandResult result)
    {
        Open(1m);
        Assert.Equal(result, Set(new PositionStops
        {
            TakeProfit = new StopTerms(Price.From((decimal)profit), TriggerSource.LastPrice, Price.Zero),
            StopLoss = new StopTerms(Price.From((decimal)loss), TriggerSource.LastPrice, Price.Zero),
        }));
    }

    [Fact]
    public void A_flat_position_has_no_stops_and_the_same_stops_change_nothing()
    {
        var stops = new PositionStops
        {
            StopLoss = new StopTerms(Price.From(99_000m), TriggerSource.LastPrice, Price.Zero),
        };
        Assert.Equal(CommandResult.NoPosition, Set(stops));
        Open(1m);
        Assert.Equal(CommandResult.Accepted, Set(stops));
        Assert.Equal(CommandResult.NotModified, Set(stops));
    }

    [Fact]
    public void A_trailing_stop_follows_the_best_last_price()
    {
        Open(1m);
        Set(new PositionStops { Trailing = Price.From(500m) });
        Print(101_000m);
        _bench.Run();
        Print(100_600m);
        _bench.Run();
        Assert.False(_bench.Exchange.Position(_bench.Alice, Linear).Quantity.IsZero);
        _bench.Depth(Linear, Side.Buy, 100_400m, 5m);
        Print(100_500m);
        _bench.Run();
        Assert.True(_bench.Exchange.Position(_bench.Alice, Linear).Quantity.IsZero);
    }

    [Fact]
    public void Stops_that_an_order_brings_stand_once_it_has_filled()
    {
        _bench.Depth(Linear, Side.Sell, 100_000m, 1m);
        _bench.Exchange.Place(_bench.Alice, new PlaceRequest
        {
            Instrument = Linear,
            Side = Side.Buy,
            Price = Price.From(100_000m),
            Quantity = Quantity.From(1m),
            Stops = new AttachedStops(
                new StopTerms(Price.From(102_000m), TriggerSource.LastPrice, Price.Zero),
                new StopTerms(Price.From(98_000m), TriggerSource.LastPrice, Price.Zero),
                IsPartial: false),
        });
        _bench.Run();
        PositionSnapshot position = _bench.Exchange.Position(_bench.Alice, Linear);
        Assert.Equal((Price.From(102_000m), Price.From(98_000m)), (position.TakeProfit, position.StopLoss));
    }

    [Fact]
    public void Of_a_partial_pair_only_one_goes_off()
    {
        Open(2m);
        Set(new PositionStops
        {
            TakeProfit = new StopTerms(Price.From(101_000m), TriggerSource.LastPrice, Price.Zero),
            StopLoss = new StopTerms(Price.From(99_000m), TriggerSource.LastPrice, Price.Zero),
            PartialQuantity = Quantity.From(0.5m),
        });
        _bench.Depth(Linear, Side.Buy, 100_990m, 5m);
        Print(101_000m);
        _bench.Run();

        Assert.Equal(NetQuantity.From(1.5m), _bench.Exchange.Position(_bench.Alice, Linear).Quantity);
        Assert.Empty(_bench.Exchange.OpenOrders(_bench.Alice));
    }

    [Fact]
    public void A_market_order_slips_no_further_than_it_may()
    {
        _bench.Depth(Linear, Side.Sell, 100_000m, 1m);
        _bench.Depth(Linear, Side.Sell, 100_300m, 1m);
        CommandOutcome outcome = _bench.Exchange.Place(_bench.Alice, new PlaceRequest
        {
            Instrument = Linear,
            Side = Side.Buy,
            Kind = OrderKind.Market,
            Price = Price.From(100_100m),
            Quantity = Quantity.From(2m),
        });
        OrderSnapshot order = _bench.Order(_bench.Alice, outcome);
        Assert.Equal((OrderStatus.Cancelled, Quantity.From(1m)), (order.Status, order.Filled));
    }

    /// <summary>A trade at a price between two background participants.</summary>
    private void Print(decimal price)
    {
        _bench.Depth(Linear, Side.Sell, price, 0.1m);
        _bench.Market.Desk.Take(Linear, Side.Buy, Price.From(price), Quantity.From(0.1m));
    }

    private void Open(decimal quantity)
    {
        _bench.Depth(Linear, Side.Sell, 100_000m, quantity);
        _bench.Place(_bench.Alice, Linear, Side.Buy, 100_000m, quantity);
        _bench.Run();
    }

    private CommandResult Set(PositionStops stops) => _bench.Exchange.SetStops(_bench.Alice, Linear, stops);

    private CommandOutcome Conditional(Side side, decimal price, decimal quantity, decimal trigger, bool onRise) =>
        _bench.Exchange.Place(_bench.Alice, new PlaceRequest
        {
            Instrument = Linear,
            Side = side,
            Price = Price.From(price),
            Quantity = Quantity.From(quantity),
            Trigger = new Trigger(Price.From(trigger), onRise, TriggerSource.LastPrice),
        });
}
