using TradingAgent.Engine.Market;
using TradingAgent.Engine.Risk;
using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Hedging;
using TradingAgent.Quant.Options;
using TradingAgent.Quant.Sizing;

namespace TradingAgent.Engine.Scaling.Policies.Neutralisers;

/// <summary>
/// Sums over the held legs that a band needs: how far the delta that matters is from Black's, and the time and
/// volatility at which the gamma sits. Coins and years.
/// </summary>
internal readonly ref struct LegDeltas
{
    private readonly LegReader? _legs;
    private readonly UnderlyingId _underlying;

    public LegDeltas(in PolicyContext context) => (_legs, _underlying) = (context.Legs, context.Underlying);

    /// <summary>What the delta is more than Black's when the smile moves with the price; NaN without the
    /// smiles.</summary>
    public double StickyMoneyness()
    {
        double sum = 0;
        for (int group = 0; group < (_legs?.GroupCount ?? 0); group++)
        {
            if (!_legs!.TryRead(group, _underlying, out LegSlice slice)) continue;
            for (int i = 0; i < slice.Held.Length; i++)
            {
                if (slice.Held[i] == 0) continue;
                if (!_legs.TrySlope(slice.Slot, slice.Strikes[i], out SmileSlope slope)) return double.NaN;
                // Vega per point times points per dollar of forward is delta.
                sum += slice.Held[i] * slice.Vegas[i] * 100 * slope.PerForward * slice.Ratio * slice.Open;
            }
        }
        return sum;
    }

    /// <summary>The same for the delta of least variance (Hull and White 2017) with its three coefficients.</summary>
    public double MinimumVariance(double a, double b, double c)
    {
        double sum = 0;
        for (int group = 0; group < (_legs?.GroupCount ?? 0); group++)
        {
            if (!_legs!.TryRead(group, _underlying, out LegSlice slice)) continue;
            for (int i = 0; i < slice.Held.Length; i++)
            {
                if (slice.Held[i] == 0) continue;
                Figure delta = SmileDelta.OfMinimumVariance(
                    slice.Deltas[i], slice.Vegas[i] * 100, slice.Forward, slice.Years, a, b, c);
                // At expiry there is nothing to correct.
                if (delta.HasValue) sum += slice.Held[i] * (delta.Value - slice.Deltas[i]) * slice.Ratio * slice.Open;
            }
        }
        return sum;
    }

    /// <summary>
    /// The same for deltas at Leland's volatility, which carries the cost of hedging at fixed intervals; NaN where the
    /// interval is too short for the cost.
    /// </summary>
    public double Leland(double cost, double intervalYears)
    {
        double sum = 0;
        for (int group = 0; group < (_legs?.GroupCount ?? 0); group++)
        {
            if (!_legs!.TryRead(group, _underlying, out LegSlice slice)) continue;
            for (int i = 0; i < slice.Held.Length; i++)
            {
                if (slice.Held[i] == 0 || !(slice.Years > 0)) continue;
                Figure sigma = LelandVolatility.Adjusted(
                    cost, slice.Sigmas[i], intervalYears, isShortGamma: slice.Held[i] < 0);
                if (!sigma.HasValue) return double.NaN;
                sum += slice.Held[i] * (DeltaAt(slice, i, sigma.Value) - slice.Deltas[i]) * slice.Ratio * slice.Open;
            }
        }
        return sum;
    }

    /// <summary>The same for deltas at a volatility that is a factor of each leg's own.</summary>
    public double AtVolatilityFactor(double factor)
    {
        double sum = 0;
        for (int group = 0; group < (_legs?.GroupCount ?? 0); group++)
        {
            if (!_legs!.TryRead(group, _underlying, out LegSlice slice)) continue;
            for (int i = 0; i < slice.Held.Length; i++)
            {
                if (slice.Held[i] == 0 || !(slice.Years > 0)) continue;
                double delta = DeltaAt(slice, i, slice.Sigmas[i] * factor);
                sum += slice.Held[i] * (delta - slice.Deltas[i]) * slice.Ratio * slice.Open;
            }
        }
        return sum;
    }

    /// <summary>Years and volatility at which the gamma sits, weighted by its size; false without gamma.</summary>
    public bool TryGammaPoint(out double years, out double sigma)
    {
        double weight = 0;
        (years, sigma) = (0, 0);
        for (int group = 0; group < (_legs?.GroupCount ?? 0); group++)
        {
            if (!_legs!.TryRead(group, _underlying, out LegSlice slice)) continue;
            for (int i = 0; i < slice.Held.Length; i++)
            {
                double gamma = Math.Abs(slice.Held[i] * slice.Gammas[i]) * slice.Open;
                weight += gamma;
                years += gamma * slice.Years;
                sigma += gamma * slice.Sigmas[i];
            }
        }
        if (!(weight > 0)) return false;
        years /= weight;
        sigma /= weight;
        return true;
    }

    private static double DeltaAt(in LegSlice slice, int leg, double sigma) => Black76.Evaluate(
        slice.Sides[leg] > 0, slice.Forward, slice.Strikes[leg], slice.Years, sigma).Delta;
}
