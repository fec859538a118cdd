using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Signals;

/// <summary>
/// How much happens per unit of time, older amounts forgotten exponentially: Σ q·e^(-age/τ) / (τ·(1 - e^(-span/τ))).
/// The second factor makes it unbiased from the first moment on. Times are the caller's, all in one unit.
/// </summary>
public struct DecayedRate
{
    private double _sum;
    private double _covered;

    /// <summary>Share of the memory that has been seen, from 0 at the start to 1.</summary>
    public readonly double Covered => _covered;

    /// <summary>
    /// Takes an amount that came so long after the one before, 0 for the first; what is no amount changes nothing.
    /// </summary>
    public FigureStatus Add(double amount, double elapsed, double memory)
    {
        if (!double.IsFinite(amount) || !double.IsFinite(elapsed))
            return FigureStatus.NotFinite;
        if (elapsed < 0 || !(memory > 0))
            return FigureStatus.OutOfRange;
        var kept = Elementary.Exp(-elapsed / memory);
        _sum = (_sum * kept) + amount;
        _covered = 1 - ((1 - _covered) * kept);
        return FigureStatus.Ok;
    }

    /// <summary>Amount per unit of time, so long after the last one.</summary>
    public readonly Figure PerUnit(double elapsed, double memory)
    {
        if (!(elapsed >= 0) || !(memory > 0))
            return Figure.None(FigureStatus.OutOfRange);
        var kept = Elementary.Exp(-elapsed / memory);
        var covered = 1 - ((1 - _covered) * kept);
        return covered > 0 ? Figure.Of(_sum * kept / (memory * covered)) : Figure.None(FigureStatus.WarmingUp);
    }
}
