using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources.Generated;
using Xunit;

namespace TradingAgent.UnitTests.Exchange;

/// <summary>Nothing is created: positions sum to zero, and cash moves between accounts and the fee box alone.</summary>
public sealed class ConservationTests
{
    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    public void Positions_and_cash_are_conserved_to_the_last_digit(ulong seed)
    {
        var bench = new ExchangeBench();
        var chance = new Chance(seed);
        InstrumentId[] instruments =
            [bench.Market.Linear, bench.Market.Inverse, bench.Market.Future, bench.Market.Call, bench.Market.CoinPut];
        for (int i = 0; i < 3_000; i++)
        {
            Act(bench, chance, instruments[chance.Below(instruments.Length)]);
            if (i % 50 != 0) continue;
            bench.Market.Desk.SetFundingRate(bench.Market.Inverse, (decimal)Math.Round(chance.Between(-1e-3, 1e-3), 8));
            bench.Market.MoveTo(bench.Market.Desk, Math.Round(chance.Between(97_000, 103_000), 1));
            bench.Run(120);
            foreach (InstrumentId instrument in instruments) Assert.Equal(0, NetOf(bench, instrument));
        }
        Assert.True(bench.Exchange.Executions(bench.Alice).Count > 200);
        CloseAll(bench);
        bench.Exchange.Advance(ScriptedMarket.Expiry, bench.Heard);

        Assert.Contains(bench.Heard.Orders, order => order.Status == OrderStatus.Triggered);
        Assert.Contains(bench.Heard.Executions, row => row.Origin == OrderOrigin.Stop);
        bench.Run();
        foreach (AccountId account in new[] { bench.Alice, bench.Bob })
        {
            Assert.Empty(bench.Exchange.OpenOrders(account));
            Assert.Equal(0, bench.Exchange.Wallet(account).TotalInitialMarginUsd, 6);
        }
        Assert.Empty(bench.Exchange.Positions(bench.Alice));
        Assert.Equal(20_000_000m, CashOf(bench, CurrencyId.Usdt));
        Assert.Equal(100m, CashOf(bench, CurrencyId.Btc));
        Assert.NotEqual(10_000_000m, bench.Exchange.Balance(bench.Alice, CurrencyId.Usdt));
    }

    private static void Act(ExchangeBench bench, Chance chance, InstrumentId instrument)
    {
        InstrumentTerms terms = bench.Exchange.Find(instrument)!.Terms;
        bool inverseFuture = terms.Kind == ContractKind.InversePerpetual;
        decimal size = (1 + chance.Below(40)) * (inverseFuture ? 997m : terms.Lot.ToDecimal());
        double centre = terms.Kind switch
        {
            ContractKind.LinearOption => 2_500,
            ContractKind.InverseOption => 0.03,
            _ => 100_000,
        };
        double around = centre * (1 + (chance.Between(-4, 4) * (terms.IsOption ? 0.01 : 0.0005)));
        decimal tick = terms.Tick.ToDecimal();
        decimal price = Math.Round((decimal)around / tick) * tick;
        Side side = chance.Below(2) == 0 ? Side.Buy : Side.Sell;
        AccountId account = chance.Below(2) == 0 ? bench.Alice : bench.Bob;
        switch (chance.Below(8))
        {
            case 0: bench.Depth(instrument, side, price, size); break;
            case 1:
                bench.Market.Desk.Take(instrument, side, Price.From(price), Quantity.From(size));
                break;
            case 2: bench.Exchange.CancelAll(account, new CancelFilter { Instrument = instrument }); break;
            case 3: Wait(bench, chance, account, instrument, side, price, size); break;
            case 4: Protect(bench, chance, account, instrument, tick); break;
            default: bench.Place(account, instrument, side, price, size); break;
        }
    }

    private static void Wait(
        ExchangeBench bench, Chance chance, AccountId account, InstrumentId instrument, Side side, decimal price,
        decimal size) => bench.Exchange.Place(account, new PlaceRequest
        {
            Instrument = instrument,
            Side = side,
            Kind = chance.Below(2) == 0 ? OrderKind.Market : OrderKind.Limit,
            Price = Price.From(price),
            Quantity = Quantity.From(size),
            ReduceOnly = chance.Below(3) == 0,
            Trigger = new Trigger(
                Price.From(Math.Round((decimal)chance.Between(98_000, 102_000))), chance.Below(2) == 0,
                (TriggerSource)chance.Below(3)),
        });

    /// <summary>Stops a little away from the mark, whole or partial, or none any more.</summary>
    private static void Protect(
        ExchangeBench bench, Chance chance, AccountId account, InstrumentId instrument, decimal tick)
    {
        PositionSnapshot position = bench.Exchange.Position(account, instrument);
        int sign = position.Quantity.Raw > 0 ? 1 : -1;
        bench.Exchange.SetStops(account, instrument, new PositionStops
        {
            TakeProfit = Stop(1 + (sign * 0.01)),
            StopLoss = chance.Below(4) == 0 ? default(StopTerms) : Stop(1 - (sign * 0.01)),
            Trailing = chance.Below(4) == 0 ? Price.From(500 * tick) : null,
            PartialQuantity = chance.Below(2) == 0
                ? Quantity.Zero
                : bench.Exchange.Find(instrument)!.Terms.FloorToLot(new Quantity(position.Quantity.Magnitude.Raw / 2)),
        });

        StopTerms Stop(double factor) => new(
            Price.From(Math.Max(Math.Round((decimal)(position.MarkPrice * factor) / tick), 1) * tick),
            TriggerSource.MarkPrice, Price.Zero);
    }

    private static long NetOf(ExchangeBench bench, InstrumentId instrument)
    {
        long net = 0;
        foreach (AccountId account in new[] { AccountId.Market, bench.Alice, bench.Bob })
            net += bench.Exchange.Positions(account).Where(p => p.Instrument == instrument).Sum(p => p.Quantity.Raw);
        return net;
    }

    private static void CloseAll(ExchangeBench bench)
    {
        bench.Market.MoveTo(bench.Market.Desk, 100_000);
        foreach (AccountId account in new[] { bench.Alice, bench.Bob })
        {
            bench.Exchange.CancelAll(account, default);
            foreach (InstrumentId instrument in new[] { bench.Market.Linear, bench.Market.Inverse })
            {
                long held = bench.Exchange.Position(account, instrument).Quantity.Raw;
                if (held == 0) continue;
                Side side = held > 0 ? Side.Sell : Side.Buy;
                Side resting = held > 0 ? Side.Buy : Side.Sell;
                bench.Market.Desk.SetDepth(
                    instrument, resting, Price.From(100_000m), new Quantity(Math.Abs(held) * 2));
                bench.TakeAtMarket(account, instrument, side, FixedPoint.ToDecimal(Math.Abs(held)));
            }
        }
    }

    private static decimal CashOf(ExchangeBench bench, CurrencyId currency) =>
        bench.Exchange.Balance(AccountId.Market, currency)
        + bench.Exchange.Balance(bench.Alice, currency)
        + bench.Exchange.Balance(bench.Bob, currency)
        + bench.Exchange.FeesCollected(currency);
}
