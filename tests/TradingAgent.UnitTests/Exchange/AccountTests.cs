using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using Xunit;

namespace TradingAgent.UnitTests.Exchange;

public sealed class AccountTests
{
    private readonly ExchangeBench _bench = new();

    private InstrumentId Linear => _bench.Market.Linear;

    [Fact]
    public void Freed_client_ids_name_the_youngest_order_and_outlive_the_oldest()
    {
        var bench = new ExchangeBench(new ExchangeSettings { Start = ExchangeBench.Start, RecentOrdersKept = 500 });
        AccountId carol = bench.Exchange.OpenAccount(ExchangeBench.Rich("carol") with { FreesClientIds = true });
        InstrumentId linear = bench.Market.Linear;
        CommandOutcome first = bench.Place(carol, linear, Side.Buy, 99_000m, 1m, clientId: "a.b:c/d");
        Assert.Equal(
            CommandResult.DuplicateClientId,
            bench.Place(carol, linear, Side.Buy, 99_000m, 1m, clientId: "a.b:c/d").Result);
        Assert.True(bench.Exchange.CancelOpen(carol, first.Order));
        CommandOutcome second = bench.Place(carol, linear, Side.Buy, 99_000m, 1m, clientId: "a.b:c/d");
        Assert.True(second.IsAccepted);

        // The first is forgotten when enough have ended after it; its id still names the second.
        for (int i = 0; i < 600; i++)
        {
            CommandOutcome other = bench.Place(carol, linear, Side.Buy, 99_000m, 1m);
            bench.Exchange.CancelOpen(carol, other.Order);
        }
        Assert.False(bench.Exchange.TryFindOrder(carol, new OrderKey(first.Order), out _));
        Assert.True(bench.Exchange.TryFindOrder(carol, new OrderKey(OrderId.None, "a.b:c/d"), out OrderSnapshot found));
        Assert.Equal(second.Order, found.Id);
        Assert.Equal(
            CommandResult.InvalidClientId,
            bench.Place(bench.Alice, linear, Side.Buy, 99_000m, 1m, clientId: "a.b").Result);
    }

    [Fact]
    public void Linear_results_are_realised_against_the_average()
    {
        Trade(Linear, Side.Buy, 100_000m, 1m);
        Trade(Linear, Side.Buy, 100_300m, 2m);
        PositionSnapshot position = _bench.Exchange.Position(_bench.Alice, Linear);
        Assert.Equal((100_200m, 300_600m), (position.AveragePrice, position.EntryValue));
        Assert.Equal(-600, position.UnrealisedPnl, 6);

        Trade(Linear, Side.Sell, 100_500m, 1m);
        ExecutionSnapshot closing = _bench.Exchange.Executions(_bench.Alice)[^1];
        Assert.Equal((300m, Quantity.From(1m)), (closing.RealisedPnl, closing.Closed));
        Assert.Equal(10_000_000m + 300m - Fees(), _bench.Exchange.Balance(_bench.Alice, CurrencyId.Usdt));
    }

    [Fact]
    public void Inverse_results_are_in_coin()
    {
        Trade(_bench.Market.Inverse, Side.Sell, 100_000m, 50_000m);
        _bench.Market.MoveTo(_bench.Market.Desk, 80_000);
        PositionSnapshot position = _bench.Exchange.Position(_bench.Alice, _bench.Market.Inverse);

        // A short gains size × (1/mark − 1/average).
        Assert.Equal(50_000.0 * ((1.0 / 80_000) - (1.0 / 100_000)), position.UnrealisedPnl, 10);
        Assert.Equal(100_000m, position.AveragePrice);
        Assert.Equal(50m - Fees(), _bench.Exchange.Balance(_bench.Alice, CurrencyId.Btc));
    }

    [Fact]
    public void A_flip_closes_and_opens()
    {
        Trade(Linear, Side.Buy, 100_000m, 1m);
        Trade(Linear, Side.Sell, 100_100m, 3m);

        PositionSnapshot position = _bench.Exchange.Position(_bench.Alice, Linear);
        Assert.Equal((NetQuantity.From(-2m), 100_100m), (position.Quantity, position.AveragePrice));
        Assert.Equal(100m, _bench.Exchange.Executions(_bench.Alice)[^1].RealisedPnl);
    }

    [Theory]
    [InlineData(2_500, 30)]
    [InlineData(100, 7)]
    public void An_option_fee_is_capped_by_a_part_of_the_premium(double premium, double fee)
    {
        Trade(_bench.Market.Call, Side.Buy, (decimal)premium, 1m);

        Assert.Equal((decimal)fee, Fees());
        Assert.Equal(
            10_000_000m - (decimal)premium - (decimal)fee, _bench.Exchange.Balance(_bench.Alice, CurrencyId.Usdt));
    }

    [Fact]
    public void A_coin_settled_option_is_paid_in_coin()
    {
        Trade(_bench.Market.CoinPut, Side.Sell, 0.03m, 2m);

        Assert.Equal(50m + 0.06m - 0.0006m, _bench.Exchange.Balance(_bench.Alice, CurrencyId.Btc));
        Assert.Equal(0.0006m, Fees());
    }

    [Fact]
    public void Reduce_only_needs_a_position_and_never_turns_it()
    {
        Assert.Equal(
            CommandResult.NothingToReduce,
            _bench.Place(_bench.Alice, Linear, Side.Sell, 100_100m, 1m, reduceOnly: true).Result);
        Trade(Linear, Side.Buy, 100_000m, 1m);
        CommandOutcome first = _bench.Place(_bench.Alice, Linear, Side.Sell, 100_100m, 5m, reduceOnly: true);
        CommandOutcome second = _bench.Place(_bench.Alice, Linear, Side.Sell, 100_200m, 1m, reduceOnly: true);
        Assert.Equal(Quantity.From(1m), _bench.Order(_bench.Alice, first).Quantity);

        _bench.Market.Desk.Take(Linear, Side.Buy, Price.From(100_300m), Quantity.From(9m));
        Assert.Equal(NetQuantity.Zero, _bench.Exchange.Position(_bench.Alice, Linear).Quantity);
        Assert.Equal(CancelReason.ReduceOnly, _bench.Order(_bench.Alice, second).CancelReason);
    }

    [Fact]
    public void Lack_of_margin_refuses_more_risk_but_not_less()
    {
        _bench.Exchange.SetLeverage(_bench.Alice, Linear, 10);
        Trade(Linear, Side.Buy, 100_000m, 1_000m);
        _bench.Market.MoveTo(_bench.Market.Desk, 97_000);

        Assert.Equal(
            CommandResult.InsufficientMargin, _bench.Place(_bench.Alice, Linear, Side.Buy, 96_900m, 500m).Result);
        Assert.True(_bench.Place(_bench.Alice, Linear, Side.Sell, 97_100m, 500m).IsAccepted);
    }

    [Fact]
    public void What_an_option_costs_is_set_aside_when_it_opens_and_when_its_price_is_raised()
    {
        InstrumentId call = _bench.Market.Call;
        Trade(call, Side.Sell, 2_000m, 1m);
        _bench.Exchange.Deposit(_bench.Alice, new Money(-9_900_000m, CurrencyId.Usdt));
        _bench.Exchange.Deposit(_bench.Alice, new Money(-49m, CurrencyId.Btc));
        // About 200,000 are left: buying one back is free, the hundreds beyond are not.
        Assert.True(_bench.Place(_bench.Alice, call, Side.Buy, 5_000m, 1m).IsAccepted);
        Assert.Equal(
            CommandResult.InsufficientMargin, _bench.Place(_bench.Alice, call, Side.Buy, 5_000m, 300m).Result);
        CommandOutcome order = _bench.Place(_bench.Alice, call, Side.Buy, 100m, 300m);
        Assert.True(order.IsAccepted);
        CommandOutcome dearer = _bench.Exchange.Amend(_bench.Alice, new AmendRequest
        {
            Order = new OrderKey(order.Order),
            Instrument = call,
            Price = Price.From(5_000m),
        });
        Assert.Equal(CommandResult.InsufficientMargin, dearer.Result);
    }

    [Fact]
    public void Maintenance_above_the_balance_liquidates()
    {
        Trade(Linear, Side.Buy, 100_000m, 1_000m);
        CommandOutcome open = _bench.Place(_bench.Alice, Linear, Side.Sell, 100_900m, 10m);
        _bench.Market.MoveTo(_bench.Market.Desk, 87_000);
        _bench.Depth(Linear, Side.Buy, 86_990m, 2_000m);
        _bench.Run(2);

        Assert.Equal(NetQuantity.Zero, _bench.Exchange.Position(_bench.Alice, Linear).Quantity);
        Assert.Equal(CancelReason.Liquidation, _bench.Order(_bench.Alice, open).CancelReason);
        Assert.Equal(ExecutionType.Liquidation, _bench.Exchange.Executions(_bench.Alice)[^1].Type);
    }

    [Fact]
    public void The_wallet_adds_up()
    {
        Trade(Linear, Side.Buy, 100_000m, 1m);
        Trade(_bench.Market.Call, Side.Sell, 2_500m, 1m);
        WalletSnapshot wallet = _bench.Exchange.Wallet(_bench.Alice);

        CoinBalance tether = wallet.Coins.Single(coin => coin.Currency == CurrencyId.Usdt);
        Assert.Equal((double)tether.WalletBalance + tether.UnrealisedPnl + tether.OptionValue, tether.Equity, 6);
        Assert.True(tether.OptionValue < -1_000);
        Assert.Equal(tether.Equity + (50 * 100_000), wallet.TotalEquityUsd, 3);
        Assert.True(wallet.TotalInitialMarginUsd > wallet.TotalMaintenanceMarginUsd);
        LedgerEntry last = _bench.Exchange.Ledger(_bench.Alice)[^1];
        Assert.Equal((2_500m, tether.WalletBalance), (last.CashFlow, last.Balance));
    }

    private void Trade(InstrumentId instrument, Side side, decimal price, decimal quantity)
    {
        Side resting = side == Side.Buy ? Side.Sell : Side.Buy;
        _bench.Depth(instrument, resting, price, quantity);
        CommandOutcome outcome = _bench.Place(
            _bench.Alice, instrument, side, price, quantity, OrderLifetime.ImmediateOrCancel);
        Assert.Equal(CommandResult.Accepted, outcome.Result);
        Assert.Equal(OrderStatus.Filled, _bench.Order(_bench.Alice, outcome).Status);
    }

    private decimal Fees() => _bench.Exchange.Executions(_bench.Alice).Sum(row => row.Fee);

    [Fact]
    public void An_order_is_found_for_a_week_however_many_came_after_it()
    {
        CommandOutcome first = _bench.Place(
            _bench.Alice, Linear, Side.Buy, 90_000m, 0.1m, clientId: "first");
        _bench.Exchange.Cancel(_bench.Alice, Linear, new OrderKey(first.Order));
        for (int i = 0; i < 600; i++)
        {
            CommandOutcome next = _bench.Place(_bench.Alice, Linear, Side.Buy, 90_000m, 0.1m);
            _bench.Exchange.Cancel(_bench.Alice, Linear, new OrderKey(next.Order));
        }
        var key = new OrderKey(OrderId.None, "first");
        Assert.True(_bench.Exchange.TryFindOrder(_bench.Alice, key, out OrderSnapshot found));
        Assert.Equal(first.Order, found.Id);
        Assert.Equal(601, _bench.Exchange.RecentOrders(_bench.Alice).Count);

        _bench.Run(8 * 86_400);
        CommandOutcome late = _bench.Place(_bench.Alice, Linear, Side.Buy, 90_000m, 0.1m);
        _bench.Exchange.Cancel(_bench.Alice, Linear, new OrderKey(late.Order));
        Assert.False(_bench.Exchange.TryFindOrder(_bench.Alice, key, out _));
        Assert.Single(_bench.Exchange.RecentOrders(_bench.Alice));
    }
}
