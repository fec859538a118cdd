namespace TradingAgent.Exchange.Listings;

/// <summary>Round strikes about a forward.</summary>
public static class StrikeLadder
{
    private const double Deviations = 2.5;
    private const double SpanMax = 0.7;

    /// <summary>
    /// An odd number of strikes about the forward, on a round step (1, 2, 2.5 or 5 times a power of ten) such that the
    /// outermost lie about two and a half standard deviations away, and all are positive.
    /// </summary>
    /// <param name="forward">USD.</param>
    /// <param name="deviation">σ√T as a fraction.</param>
    /// <param name="count">How many.</param>
    /// <param name="stepMin">The finest step of the coin, USD.</param>
    public static IReadOnlyList<Price> About(double forward, double deviation, int count, decimal stepMin)
    {
        int half = count / 2;
        double span = Math.Min(deviation * Deviations, SpanMax) * forward;
        decimal step = Step(span / Math.Max(half, 1), stepMin);
        decimal centre = Math.Round((decimal)forward / step, MidpointRounding.AwayFromZero) * step;
        var strikes = new List<Price>(count);
        for (int i = -half; i <= half; i++)
        {
            decimal strike = centre + (i * step);
            if (strike > 0) strikes.Add(Price.From(strike));
        }
        return strikes;
    }

    /// <summary>The round step nearest to the wish.</summary>
    public static decimal Step(double wish, decimal stepMin)
    {
        decimal best = stepMin;
        for (decimal scale = stepMin; ; scale *= 10)
        {
            foreach (decimal factor in (ReadOnlySpan<decimal>)[1m, 2m, 2.5m, 5m])
            {
                decimal step = scale * factor;
                if (Math.Abs((double)step - wish) < Math.Abs((double)best - wish)) best = step;
                else if ((double)step > wish) return best;
            }
        }
    }
}
