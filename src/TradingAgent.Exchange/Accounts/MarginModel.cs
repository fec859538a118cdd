using TradingAgent.Exchange.Listings;

namespace TradingAgent.Exchange.Accounts;

/// <summary>
/// Cross margin in the venue's usual form: futures by leverage, short options by a part of the index less what the
/// option is out of the money, long options nothing once paid. Factors follow the public help pages roughly; the exact
/// tiers change too often to copy.
/// </summary>
internal static class MarginModel
{
    private const double ShortInitialHigh = 0.15;
    private const double ShortInitialLow = 0.10;
    private const double ShortMaintenanceHigh = 0.075;
    private const double ShortMaintenanceLow = 0.05;

    /// <summary>
    /// Initial margin of the position alone, with its open orders, and maintenance, in the settle coin.
    /// </summary>
    public static PositionMargin Of(Position position, double openBuyPremium)
    {
        InstrumentSlot slot = position.Slot;
        double net = FixedPoint.ToDouble(position.Quantity);
        double buys = FixedPoint.ToDouble(position.OpenBuys);
        double sells = FixedPoint.ToDouble(position.OpenSells);
        if (slot.Terms.IsOption)
        {
            double shortNow = Math.Max(-net, 0);
            double shortWorst = Math.Max(sells - net, shortNow);
            double initial = ShortUnit(slot, ShortInitialHigh, ShortInitialLow);
            double opening = buys <= 0 ? 0 : Math.Max(buys - shortNow, 0) / buys * openBuyPremium;
            double maintenance = shortNow * ShortUnit(slot, ShortMaintenanceHigh, ShortMaintenanceLow);
            return new PositionMargin(shortNow * initial, ((shortWorst - shortNow) * initial) + opening, maintenance);
        }
        double rate = (double)(1m / Math.Max(position.Leverage, 1m));
        double worst = Math.Max(Math.Abs(net), Math.Max(net + buys, sells - net));
        double size = Math.Abs(slot.ValueAtMark(net));
        double worstSize = Math.Abs(slot.ValueAtMark(worst));
        return new PositionMargin(size * rate, (worstSize - size) * rate, size * MaintenanceRate(slot, size));
    }

    /// <summary>The maintenance fraction of the tier a position value falls into.</summary>
    public static double MaintenanceRate(InstrumentSlot slot, double value)
    {
        IReadOnlyList<RiskLimit> tiers = slot.Listed.Listing.RiskLimits;
        if (tiers.Count == 0) return 0.005;
        for (int i = 0; i < tiers.Count; i++)
            if (value <= (double)tiers[i].Limit) return (double)tiers[i].MaintenanceRate;
        return (double)tiers[^1].MaintenanceRate;
    }

    private static double ShortUnit(InstrumentSlot slot, double high, double low)
    {
        double index = slot.Underlying.Index;
        if (index <= 0) return 0;
        double strike = slot.Terms.Strike.ToDouble();
        double outOfMoney = slot.Terms.OptionSide == OptionSide.Call ? strike - index : index - strike;
        double usd = Math.Max((high * index) - Math.Max(outOfMoney, 0), low * index);
        return (slot.Terms.IsInverse ? usd / index : usd) + slot.Mark;
    }
}
