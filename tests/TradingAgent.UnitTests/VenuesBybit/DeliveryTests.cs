using System.Text.Json;
using TradingAgent.TestKit.Engine;
using TradingAgent.Venues.Bybit.Account;
using Xunit;

namespace TradingAgent.UnitTests.VenuesBybit;

/// <summary>Rows of the delivery record: their side is the one that closed the position.</summary>
public sealed class DeliveryTests
{
    [Theory]
    [InlineData("Sell", "101000", 4.0)]
    [InlineData("Buy", "101000", -4.0)]
    [InlineData("Buy", "99000", 0.0)]
    public void A_bought_call_is_closed_by_selling_and_brings_its_payoff(string side, string price, double thousands)
    {
        Delivered delivered = Read(ContractKind.LinearOption, side, price);
        Assert.Equal(FixedPoint.FromDecimal((decimal)thousands * 1000), delivered.CashRaw);
        Assert.Equal(FixedPoint.FromDecimal(1.5m), delivered.FeeRaw);
        Assert.Equal(CurrencyId.Usdt, delivered.Currency);
    }

    [Fact]
    public void A_coin_settled_payoff_is_in_coin()
    {
        Delivered delivered = Read(ContractKind.InverseOption, "Sell", "125000");
        Assert.Equal(FixedPoint.FromDecimal(0.8m), delivered.CashRaw);
        Assert.Equal(CurrencyId.Btc, delivered.Currency);
    }

    [Theory]
    [InlineData("Sell", 6.25000013)]
    [InlineData("Buy", -6.25000013)]
    public void Half_a_unit_of_a_payoff_goes_away_from_zero(string side, double cash)
    {
        Delivered delivered = Read(ContractKind.LinearOption, side, "100012.50000025", "0.5");
        Assert.Equal(FixedPoint.FromDecimal((decimal)cash), delivered.CashRaw);
    }

    /// <summary>Calls at 100,000, four if not said otherwise.</summary>
    private static Delivered Read(ContractKind kind, string side, string price, string size = "4")
    {
        InstrumentTerms terms = SmallMarket.Option(
            kind, CurrencyId.Btc, 100_000, OptionSide.Call, SmallMarket.Start);
        string row = $$"""{"side":"{{side}}","position":"{{size}}","deliveryPrice":"{{price}}","fee":"1.5"}""";
        using JsonDocument record = JsonDocument.Parse(row);
        var instrument = new Instrument(new InstrumentId(1), "BTC-1JUN26-100000-C", terms);
        Assert.True(DeliveryWatch.TryRead(instrument, record.RootElement, out Delivered delivered));
        return delivered;
    }
}
