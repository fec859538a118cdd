namespace TradingAgent.Runtime.Surfaces;

/// <summary>One strike of an expiry.</summary>
/// <param name="K">ln K/F.</param>
/// <param name="Volatility">What the quotes say it is.</param>
/// <param name="Doubt">How far off that may be.</param>
/// <param name="IsOut">True when it is said by the option that is out of the money.</param>
internal readonly record struct SmilePoint(double K, double Volatility, double Doubt, bool IsOut)
{
    private const double VolatilityMax = 20;
    private const double DoubtMin = 0.001;

    /// <summary>Without bid and ask nobody stands behind a mark.</summary>
    private const double DoubtOfMark = 0.02;

    /// <summary>
    /// A point from a ticker: the mark's volatility, but no further out than bid and ask; without a mark their mean.
    /// </summary>
    public static bool TryOf(double k, bool isOut, in OptionTick tick, out SmilePoint point)
    {
        bool hasBoth = tick.Bid > 0 && tick.Ask >= tick.Bid;
        double volatility = tick.Mark > 0 ? tick.Mark : hasBoth ? 0.5 * (tick.Bid + tick.Ask) : 0;
        if (hasBoth) volatility = Math.Clamp(volatility, tick.Bid, tick.Ask);
        double doubt = hasBoth ? Math.Max(DoubtMin, 0.5 * (tick.Ask - tick.Bid)) : DoubtOfMark;
        point = new SmilePoint(k, volatility, doubt, isOut);
        return volatility is > 0 and <= VolatilityMax && double.IsFinite(k) && double.IsFinite(doubt);
    }

    /// <summary>True when this one tells more of their strike than the other.</summary>
    public bool IsBetterThan(in SmilePoint other) =>
        IsOut != other.IsOut ? IsOut : Doubt < other.Doubt;
}
