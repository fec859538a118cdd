using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using Xunit;

namespace TradingAgent.UnitTests.Exchange;

public sealed class LiquidationTests
{
    private readonly ExchangeBench _bench = new();

    private InstrumentId Linear => _bench.Market.Linear;

    [Fact]
    public void What_the_book_cannot_take_is_closed_against_the_holders_of_the_other_side()
    {
        Cross();
        CommandOutcome resting = _bench.Place(_bench.Bob, Linear, Side.Buy, 84_000m, 1m);
        _bench.Market.MoveTo(_bench.Market.Desk, 85_000);
        _bench.Run(2);

        Assert.True(_bench.Exchange.Position(_bench.Alice, Linear).Quantity.IsZero);
        Assert.True(_bench.Exchange.Position(_bench.Bob, Linear).Quantity.IsZero);
        ExecutionSnapshot forced = _bench.Exchange.Executions(_bench.Bob)[^1];
        Assert.Equal(ExecutionType.Deleverage, forced.Type);
        Assert.Equal("", forced.ClientId);
        Assert.Equal(0, forced.Fee);
        Assert.Equal(LedgerKind.Deleverage, _bench.Exchange.Ledger(_bench.Bob)[^1].Kind);
        Assert.False(_bench.Order(_bench.Bob, resting).IsOpen);
    }

    [Fact]
    public void Deleveraging_is_at_the_bankruptcy_price_and_leaves_the_liquidated_account_with_nothing()
    {
        _bench.Exchange.Deposit(_bench.Alice, new Money(-50m, CurrencyId.Btc));
        Cross();
        _bench.Market.MoveTo(_bench.Market.Desk, 85_000);
        _bench.Run(2);

        ExecutionSnapshot forced = _bench.Exchange.Executions(_bench.Bob)[^1];
        ExecutionSnapshot bust = _bench.Exchange.Executions(_bench.Alice)[^1];
        Assert.Equal((forced.Price, bust.BankruptcyPrice), (bust.Price, bust.Price));
        // 1,000 bought at 100,000 with 10 million less fees: gone a little above 90,000, far above the mark of 85,000.
        Assert.InRange(forced.Price.ToDecimal(), 90_000m, 90_200m);
        Assert.InRange(_bench.Exchange.Balance(_bench.Alice, CurrencyId.Usdt), 0m, 200m);
    }

    [Fact]
    public void The_book_is_taken_only_as_far_as_the_bankruptcy_price()
    {
        Cross();
        _bench.Market.MoveTo(_bench.Market.Desk, 85_000);
        _bench.Depth(Linear, Side.Buy, 84_990m, 2_000m);
        _bench.Run(2);

        Assert.True(_bench.Exchange.Position(_bench.Alice, Linear).Quantity.IsZero);
        Assert.True(_bench.Exchange.Position(_bench.Bob, Linear).Quantity.IsZero);
        Assert.Equal(ExecutionType.Deleverage, _bench.Exchange.Executions(_bench.Bob)[^1].Type);
    }

    [Fact]
    public void Two_positions_share_what_is_left_and_an_inverse_one_goes_in_coin()
    {
        _bench.Exchange.Deposit(_bench.Alice, new Money(-9_900_000m, CurrencyId.Usdt));
        _bench.Place(_bench.Bob, _bench.Market.Inverse, Side.Sell, 100_000m, 20_000_000m);
        _bench.Place(_bench.Alice, _bench.Market.Inverse, Side.Buy, 100_000m, 20_000_000m);
        _bench.Place(_bench.Bob, Linear, Side.Sell, 100_000m, 200m);
        _bench.Place(_bench.Alice, Linear, Side.Buy, 100_000m, 200m);
        _bench.Run();
        _bench.Market.MoveTo(_bench.Market.Desk, 80_000);
        _bench.Run(2);

        Assert.True(_bench.Exchange.Position(_bench.Alice, Linear).Quantity.IsZero);
        Assert.True(_bench.Exchange.Position(_bench.Alice, _bench.Market.Inverse).Quantity.IsZero);
        WalletSnapshot left = _bench.Exchange.Wallet(_bench.Alice);
        Assert.InRange(left.TotalEquityUsd, 0, 2_000);
    }

    [Fact]
    public void A_liquidation_says_at_what_price_the_account_was_worth_nothing()
    {
        Cross();
        _bench.Market.MoveTo(_bench.Market.Desk, 85_000);
        _bench.Run(2);

        ExecutionSnapshot row = _bench.Exchange.Executions(_bench.Alice)[^1];
        Assert.Equal(ExecutionType.Liquidation, row.Type);
        Assert.False(row.BankruptcyPrice.IsZero);
    }

    [Fact]
    public void Money_is_neither_made_nor_lost_by_a_forced_close()
    {
        decimal before = Total();
        Cross();
        _bench.Market.MoveTo(_bench.Market.Desk, 85_000);
        _bench.Run(2);
        Assert.Equal(before, Total());
    }

    [Fact]
    public void The_liquidation_price_is_where_the_liquidation_happens()
    {
        Cross();
        double level = _bench.Exchange.LiquidationPrice(_bench.Alice, Linear).ToDouble();
        Assert.InRange(level, 80_000, 99_000);
        _bench.Exchange.Deposit(_bench.Alice, new Money(-49.9999m, CurrencyId.Btc));
        level = _bench.Exchange.LiquidationPrice(_bench.Alice, Linear).ToDouble();
        _bench.Market.Desk.SetMark(Linear, level + 50);
        _bench.Run(2);
        Assert.False(_bench.Exchange.Position(_bench.Alice, Linear).Quantity.IsZero);
        _bench.Market.Desk.SetMark(Linear, level - 50);
        _bench.Run(2);
        Assert.True(_bench.Exchange.Position(_bench.Alice, Linear).Quantity.IsZero);
    }

    /// <summary>Alice buys 1,000 from Bob at 100,000.</summary>
    private void Cross()
    {
        _bench.Place(_bench.Bob, Linear, Side.Sell, 100_000m, 1_000m);
        _bench.Place(_bench.Alice, Linear, Side.Buy, 100_000m, 1_000m);
        _bench.Run();
    }

    private decimal Total() =>
        _bench.Exchange.Balance(_bench.Alice, CurrencyId.Usdt) + _bench.Exchange.Balance(_bench.Bob, CurrencyId.Usdt)
        + _bench.Exchange.Balance(AccountId.Market, CurrencyId.Usdt) + _bench.Exchange.FeesCollected(CurrencyId.Usdt);
}
