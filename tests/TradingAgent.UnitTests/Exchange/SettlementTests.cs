using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using Xunit;

namespace TradingAgent.UnitTests.Exchange;

public sealed class SettlementTests
{
    private const double Hour = 3_600;
    private readonly ExchangeBench _bench = new();

    [Theory]
    [InlineData(0.0001, -10)]
    [InlineData(-0.0002, 20)]
    public void Longs_pay_a_positive_rate_at_eight_o_clock(double rate, double received)
    {
        Buy(_bench.Alice, _bench.Market.Linear, 100_000m, 1m);
        Buy(_bench.Alice, _bench.Market.Inverse, 100_000m, 50_000m);
        _bench.Market.Desk.SetFundingRate(_bench.Market.Linear, (decimal)rate);
        _bench.Market.Desk.SetFundingRate(_bench.Market.Inverse, (decimal)rate);
        decimal before = _bench.Exchange.Balance(_bench.Alice, CurrencyId.Usdt);
        decimal coins = _bench.Exchange.Balance(_bench.Alice, CurrencyId.Btc);
        _bench.Run(0.999 * Hour);
        Assert.Empty(_bench.Heard.Fundings);
        _bench.Run(0.002 * Hour);

        Assert.Equal((decimal)received, _bench.Exchange.Balance(_bench.Alice, CurrencyId.Usdt) - before);
        Assert.Equal(-0.5m * (decimal)rate, _bench.Exchange.Balance(_bench.Alice, CurrencyId.Btc) - coins);
        Assert.Equal(2, _bench.Heard.Fundings.Count);
        ExecutionSnapshot row = _bench.Exchange.Executions(_bench.Alice).First(e => e.Type == ExecutionType.Funding);
        Assert.Equal(-(decimal)received, row.Fee);
        LedgerEntry entry = _bench.Exchange.Ledger(_bench.Alice).First(e => e.Kind == LedgerKind.Settlement);
        Assert.Equal((decimal)received, entry.Funding);
    }

    [Fact]
    public void An_option_pays_its_payoff_on_the_average_of_the_last_half_hour()
    {
        Buy(_bench.Alice, _bench.Market.Call, 2_000m, 1m);
        CommandOutcome open = _bench.Place(_bench.Bob, _bench.Market.Call, Side.Buy, 100m, 1m);
        decimal before = _bench.Exchange.Balance(_bench.Alice, CurrencyId.Usdt);
        Timestamp half = ScriptedMarket.Expiry - Duration.FromSeconds(900);
        _bench.Market.At(half, desk => _bench.Market.MoveTo(desk, 104_000));
        _bench.Exchange.Advance(ScriptedMarket.Expiry, _bench.Heard);

        DeliverySettlement delivered = _bench.Heard.Deliveries.Single(d => d.Instrument == _bench.Market.Call);
        Assert.Equal(102_000m, delivered.DeliveryPrice);
        decimal fee = 0.00015m * 102_000m;
        Assert.Equal(2_000m - fee, _bench.Exchange.Balance(_bench.Alice, CurrencyId.Usdt) - before);
        Assert.Equal(CancelReason.Delivery, _bench.Order(_bench.Bob, open).CancelReason);
        Assert.Equal(
            CommandResult.NotTrading, _bench.Place(_bench.Alice, _bench.Market.Call, Side.Buy, 100m, 1m).Result);
        Assert.DoesNotContain(_bench.Exchange.Positions(_bench.Alice), p => p.Instrument == _bench.Market.Call);
        _bench.Run(1800);
        Assert.Equal(InstrumentStatus.Closed, _bench.Exchange.Find(_bench.Market.Call)!.Status);
    }

    [Fact]
    public void A_coin_settled_put_pays_coin_at_the_delivery_price()
    {
        Buy(_bench.Alice, _bench.Market.CoinPut, 0.02m, 1m);
        decimal before = _bench.Exchange.Balance(_bench.Alice, CurrencyId.Btc);
        _bench.Exchange.Advance(ScriptedMarket.Expiry, _bench.Heard);

        // (101,000 − 100,000) / 100,000 coin, less 0.015 % of a coin.
        Assert.Equal(0.01m - 0.00015m, _bench.Exchange.Balance(_bench.Alice, CurrencyId.Btc) - before);
    }

    [Fact]
    public void The_delivery_fee_rounds_up_at_the_eighth_decimal()
    {
        Buy(_bench.Alice, _bench.Market.Call, 2_000m, 0.02m);
        _bench.Market.At(
            ScriptedMarket.Expiry - Duration.FromSeconds(1799), desk => _bench.Market.MoveTo(desk, 107_281.77));
        _bench.Exchange.Advance(ScriptedMarket.Expiry, _bench.Heard);

        LedgerEntry row = _bench.Exchange.Ledger(_bench.Alice).Single(e => e.Kind == LedgerKind.Delivery);
        decimal exact = 0.00015m * _bench.Heard.Deliveries[0].DeliveryPrice * 0.02m;
        Assert.NotEqual(exact, row.Fee);
        Assert.InRange(row.Fee - exact, 0m, 0.00000001m);
        Assert.Equal(row.Fee, decimal.Round(row.Fee, 8));
    }

    [Fact]
    public void Funding_and_delivery_fall_on_the_same_second()
    {
        Buy(_bench.Alice, _bench.Market.Linear, 100_000m, 1m);
        Buy(_bench.Alice, _bench.Market.Call, 2_000m, 1m);
        _bench.Market.Desk.SetFundingRate(_bench.Market.Linear, 0.0001m);
        _bench.Exchange.Advance(ScriptedMarket.Expiry, _bench.Heard);

        ExecutionSnapshot[] rows =
            [.. _bench.Heard.Executions.Where(row => row.Time == ScriptedMarket.Expiry && row.Account == _bench.Alice)];
        Assert.Contains(rows, row => row.Type == ExecutionType.Funding);
        Assert.Contains(rows, row => row.Type == ExecutionType.Delivery);
        Assert.All(rows, row => Assert.Equal("", row.ClientId));
    }

    [Fact]
    public void A_dated_future_delivers_against_its_cost()
    {
        Buy(_bench.Alice, _bench.Market.Future, 100_500m, 1m);
        decimal before = _bench.Exchange.Balance(_bench.Alice, CurrencyId.Usdt);
        _bench.Exchange.Advance(ScriptedMarket.Expiry, _bench.Heard);

        Assert.Equal(-500m - 50m, _bench.Exchange.Balance(_bench.Alice, CurrencyId.Usdt) - before);
        Assert.Contains(_bench.Heard.Executions, e => e.Type == ExecutionType.Delivery);
    }

    [Fact]
    public void Asking_for_the_predicted_price_does_not_change_it()
    {
        var asked = new ExchangeBench();
        foreach (ExchangeBench bench in new[] { _bench, asked })
        {
            for (int i = 0; i < 1_500; i++)
            {
                double price = 100_000 + (i * 1.01);
                bench.Market.At(
                    ScriptedMarket.Expiry - Duration.FromSeconds(1790 - (i * 1.1)), d => bench.Market.MoveTo(d, price));
            }
        }
        for (int i = 3; i > 0; i--)
        {
            asked.Exchange.Advance(ScriptedMarket.Expiry - Duration.FromSeconds(i * 333.3), asked.Heard);
            asked.Exchange.ReadTicker(asked.Market.Call, out TickerSnapshot ticker);
            Assert.True(ticker.PredictedDeliveryPrice > 100_000);
        }
        asked.Exchange.Advance(ScriptedMarket.Expiry, asked.Heard);
        _bench.Exchange.Advance(ScriptedMarket.Expiry, _bench.Heard);

        Assert.Equal(_bench.Heard.Deliveries[0].DeliveryPrice, asked.Heard.Deliveries[0].DeliveryPrice);
    }

    private void Buy(AccountId account, InstrumentId instrument, decimal price, decimal quantity)
    {
        _bench.Depth(instrument, Side.Sell, price, quantity);
        CommandOutcome outcome = _bench.Place(account, instrument, Side.Buy, price, quantity);
        Assert.Equal(OrderStatus.Filled, _bench.Order(account, outcome).Status);
    }
}
