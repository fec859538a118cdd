namespace TradingAgent.Engine.Risk;

/// <summary>What an order or fill is worth in delta and in USD.</summary>
internal static class OrderExposure
{
    /// <summary>Delta in coins of one unit of quantity of a future; 0 when the price is not known.</summary>
    public static double UnitDelta(in InstrumentTerms terms, double spot)
    {
        if (!terms.IsFuture || spot <= 0) return 0;
        double multiplier = terms.Multiplier.ToDouble();
        return terms.IsInverse ? multiplier / spot : multiplier;
    }

    /// <summary>USD notional of a quantity at a price.</summary>
    public static double NotionalUsd(in InstrumentTerms terms, Quantity quantity, double price) =>
        quantity.ToDouble() * terms.Multiplier.ToDouble() * (terms.IsInverse && terms.IsFuture ? 1 : price);

    /// <summary>Signed delta of a quantity on a side.</summary>
    public static double Delta(in InstrumentTerms terms, Side side, Quantity quantity, double spot) =>
        quantity.ToDouble() * UnitDelta(terms, spot) * (side == Side.Buy ? 1 : -1);

    /// <summary>
    /// The size whose delta is nearest below the wish, in whole lots; the one place a double becomes a size.
    /// </summary>
    public static Quantity FloorToLots(in InstrumentTerms terms, double deltaMagnitude, double spot)
    {
        double unit = UnitDelta(terms, spot);
        if (unit <= 0 || !(deltaMagnitude > 0)) return Quantity.Zero;
        double lots = deltaMagnitude / unit / terms.Lot.ToDouble();
        double most = (double)terms.QuantityMax.Raw / terms.Lot.Raw;
        long whole = (long)Math.Floor(Math.Min(lots + 1e-9, most > 0 ? most : lots));
        return new Quantity(whole * terms.Lot.Raw);
    }
}
