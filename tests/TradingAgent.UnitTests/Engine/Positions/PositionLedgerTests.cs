using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Positions;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Positions;

/// <summary>Exactness: what goes in comes out, whatever the order of the fills.</summary>
public sealed class PositionLedgerTests
{
    private static readonly EngineLimits Limits = new() { Instruments = 64 };
    private static readonly InstrumentId Id = new(1);

    public static IEnumerable<TheoryDataRow<ContractKind, ulong>> Cases =>
        from kind in new[]
        {
            ContractKind.LinearPerpetual, ContractKind.InversePerpetual, ContractKind.LinearFuture,
            ContractKind.InverseFuture, ContractKind.LinearOption, ContractKind.InverseOption,
        }
        from seed in new ulong[] { 1, 2, 3 }
        select new TheoryDataRow<ContractKind, ulong>(kind, seed);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Realised_is_cash_in_less_cash_out_and_a_closed_position_costs_exactly_nothing(
        ContractKind kind, ulong seed)
    {
        InstrumentTerms terms = Terms(kind);
        var ledger = new PositionLedger(Limits);
        var random = new SeededRandom(seed);
        decimal position = 0, paid = 0, realised = 0;
        for (int i = 0; i < 5_000; i++)
        {
            bool closes = i % 100 == 99 && position != 0;
            decimal signed = closes ? -position : (random.Below(4_001) - 2_000) * terms.Lot.ToDecimal();
            if (signed == 0) continue;
            decimal price = kind == ContractKind.InverseOption
                ? (1 + random.Below(900)) * 0.0001m : (200_000 + random.Below(50_000)) * 0.5m;
            realised += ledger.Fill(Id, terms, NetQuantity.From(signed), Price.From(price), SmallMarket.Start);
            paid += Worth(kind, signed, position, price);
            position += signed;
            ref readonly PositionEntry entry = ref ledger[Id];
            Assert.Equal(position, entry.Quantity.ToDecimal());
            Assert.Equal(paid, entry.Cost - realised);
            Assert.Equal(realised, entry.Realised);
            if (position == 0) Assert.Equal(0m, entry.Cost);
        }
    }

    [Fact]
    public void An_average_price_follows_from_the_cost()
    {
        InstrumentTerms terms = Terms(ContractKind.LinearPerpetual);
        var ledger = new PositionLedger(Limits);
        ledger.Fill(Id, terms, NetQuantity.From(1), Price.From(100), SmallMarket.Start);
        ledger.Fill(Id, terms, NetQuantity.From(3), Price.From(200), SmallMarket.Start);
        Assert.Equal(700m, ledger[Id].Cost);
        decimal realised = ledger.Fill(Id, terms, NetQuantity.From(-2), Price.From(300), SmallMarket.Start);
        Assert.Equal(2 * (300m - 175m), realised);
        Assert.Equal(350m, ledger[Id].Cost);
    }

    [Fact]
    public void Turning_over_realises_the_old_side_only()
    {
        InstrumentTerms terms = Terms(ContractKind.LinearPerpetual);
        var ledger = new PositionLedger(Limits);
        ledger.Fill(Id, terms, NetQuantity.From(2), Price.From(100), SmallMarket.Start);
        Assert.Equal(20m, ledger.Fill(Id, terms, NetQuantity.From(-5), Price.From(110), SmallMarket.Start));
        Assert.Equal(-330m, ledger[Id].Cost);
    }

    [Fact]
    public void An_inverse_contract_realises_coins_rounded_as_the_venue_does()
    {
        InstrumentTerms terms = Terms(ContractKind.InversePerpetual);
        var ledger = new PositionLedger(Limits);
        ledger.Fill(Id, terms, NetQuantity.From(10_000), Price.From(30_000), SmallMarket.Start);
        decimal realised = ledger.Fill(Id, terms, NetQuantity.From(-10_000), Price.From(40_000), SmallMarket.Start);
        Assert.Equal(decimal.Round(10_000m / 30_000, 8) - 0.25m, realised);
    }

    [Fact]
    public void What_is_adopted_costs_the_first_price_seen()
    {
        InstrumentTerms terms = Terms(ContractKind.LinearPerpetual);
        var ledger = new PositionLedger(Limits);
        ledger.Adopt(Id, NetQuantity.From(2), 5);
        ledger.GiveCost(Id, terms, 150);
        Assert.Equal(300m, ledger[Id].Cost);
        Assert.Equal(50m, ledger.Fill(Id, terms, NetQuantity.From(-1), Price.From(200), SmallMarket.Start));
        ledger.Adopt(Id, NetQuantity.From(3), 6);
        Assert.Equal((150m, NetQuantity.From(2)), (ledger[Id].Cost, ledger[Id].WithoutCost));
        ledger.Adopt(Id, NetQuantity.From(-1), 7);
        Assert.Equal((0m, NetQuantity.From(-1)), (ledger[Id].Cost, ledger[Id].WithoutCost));
    }

    [Fact]
    public void What_is_gone_of_a_position_half_of_which_has_no_cost_yet_takes_its_share_of_both()
    {
        InstrumentTerms terms = Terms(ContractKind.LinearPerpetual);
        var ledger = new PositionLedger(Limits);
        ledger.Fill(Id, terms, NetQuantity.From(6), Price.From(100), SmallMarket.Start);
        ledger.Adopt(Id, NetQuantity.From(10), 5);
        ledger.Adopt(Id, NetQuantity.From(5), 6);
        Assert.Equal((300m, NetQuantity.From(2)), (ledger[Id].Cost, ledger[Id].WithoutCost));
    }

    [Fact]
    public void A_delivery_of_what_is_gone_already_realises_nothing_more()
    {
        InstrumentTerms terms = Terms(ContractKind.LinearOption);
        var ledger = new PositionLedger(Limits);
        ledger.Fill(Id, terms, NetQuantity.From(-1), Price.From(1_000), SmallMarket.Start);
        ledger.Adopt(Id, NetQuantity.Zero, 5);
        Assert.Equal(0m, ledger.Deliver(Id, -1_500));
    }

    [Fact]
    public void A_delivered_option_realises_its_cash_less_its_cost()
    {
        InstrumentTerms terms = Terms(ContractKind.LinearOption);
        var ledger = new PositionLedger(Limits);
        ledger.Fill(Id, terms, NetQuantity.From(2), Price.From(500), SmallMarket.Start);
        Assert.Equal(2_400m - 1_000m, ledger.Deliver(Id, 2_400));
        Assert.Equal((NetQuantity.Zero, 0m), (ledger[Id].Quantity, ledger[Id].Cost));
    }

    private static InstrumentTerms Terms(ContractKind kind) =>
        kind is ContractKind.LinearOption or ContractKind.InverseOption
            ? SmallMarket.Option(kind, CurrencyId.Btc, 100_000, OptionSide.Call, SmallMarket.Start)
            : SmallMarket.Future(kind, CurrencyId.Btc);

    /// <summary>
    /// Value of a fill at its own price in settle currency. An inverse fill that turns the position over is two, each
    /// rounded for itself.
    /// </summary>
    private static decimal Worth(ContractKind kind, decimal signed, decimal position, decimal price)
    {
        if (kind is not (ContractKind.InversePerpetual or ContractKind.InverseFuture)) return signed * price;
        bool reduces = position != 0 && (position > 0) != (signed > 0);
        decimal closing = reduces ? Math.Sign(signed) * Math.Min(Math.Abs(signed), Math.Abs(position)) : 0;
        return -decimal.Round(closing / price, 8) - decimal.Round((signed - closing) / price, 8);
    }
}
