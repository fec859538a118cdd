using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Learning;

/// <summary>
/// Weights over a few experts that follow their results: positive, summing to one, in the caller's memory. A refusal
/// leaves them as they were.
/// </summary>
public static class ExpertWeights
{
    /// <summary>
    /// Hedge (Freund and Schapire 1997): w ← w·e^(η·gain), normalised. With η = √(8 ln N/T) for gains in [0, 1] the
    /// regret against the best expert is at most √(T ln N/2).
    /// </summary>
    public static FigureStatus Hedge(Span<double> weights, ReadOnlySpan<double> gains, double rate)
    {
        var status = Check(weights, gains, rate);
        if (status != FigureStatus.Ok)
            return status;
        var top = double.NegativeInfinity;
        foreach (var gain in gains)
            top = Math.Max(top, rate * gain);
        for (var i = 0; i < weights.Length; i++)
            weights[i] *= Elementary.Exp((rate * gains[i]) - top);
        Normalise(weights);
        return FigureStatus.Ok;
    }

    /// <summary>
    /// Exponentiated gradient (Helmbold and others 1998): w ← w·e^(ηx/(w·x)) for the price relatives x of a period.
    /// </summary>
    public static FigureStatus ExponentiatedGradient(
        Span<double> weights, ReadOnlySpan<double> priceRelatives, double rate)
    {
        var status = Check(weights, priceRelatives, rate);
        if (status != FigureStatus.Ok)
            return status;
        double mean = 0, top = double.NegativeInfinity;
        for (var i = 0; i < weights.Length; i++)
        {
            if (priceRelatives[i] <= 0)
                return FigureStatus.OutOfRange;
            mean += weights[i] * priceRelatives[i];
            top = Math.Max(top, priceRelatives[i]);
        }

        if (!(mean > 0))
            return FigureStatus.OutOfRange;
        for (var i = 0; i < weights.Length; i++)
            weights[i] *= Elementary.Exp(rate * (priceRelatives[i] - top) / mean);
        Normalise(weights);
        return FigureStatus.Ok;
    }

    /// <summary>
    /// Fixed share (Herbster and Warmuth 1998): gives so much of all weight to everyone, so that a fallen expert can
    /// come back; about one over the expected length of a regime.
    /// </summary>
    public static FigureStatus Share(Span<double> weights, double share)
    {
        if (!(share >= 0 && share <= 1) || weights.Length == 0)
            return FigureStatus.OutOfRange;
        foreach (ref var weight in weights)
            weight = ((1 - share) * weight) + (share / weights.Length);
        return FigureStatus.Ok;
    }

    private static FigureStatus Check(ReadOnlySpan<double> weights, ReadOnlySpan<double> results, double rate)
    {
        if (weights.Length == 0 || results.Length != weights.Length || !(rate >= 0) || !double.IsFinite(rate))
            return FigureStatus.OutOfRange;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!double.IsFinite(results[i]) || !double.IsFinite(weights[i]))
                return FigureStatus.NotFinite;
        }

        return FigureStatus.Ok;
    }

    private static void Normalise(Span<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights)
            sum += weight;
        foreach (ref var weight in weights)
            weight = sum > 0 ? weight / sum : 1.0 / weights.Length;
    }
}
