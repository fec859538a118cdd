using System.Runtime.InteropServices;
using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Sizing;

/// <summary>
/// What closed trades earned, each net of its costs and as a share of its value: counts and means of all of them, and
/// the last ones as they were. Edge and odds come from the last ones, since a market of long ago is another market.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct RealisedTrades
{
    private TradeRecord _all;
    private OutcomeRow _last;

    /// <summary>Every trade since the record began.</summary>
    public readonly TradeRecord All => _all;

    /// <summary>Trades taken.</summary>
    public readonly long Count => _all.Count;

    /// <summary>Of them the last ones that are kept.</summary>
    public readonly int Kept => (int)Math.Min(_all.Count, OutcomeRow.Length);

    /// <summary>Takes a closed trade: its P&amp;L net of costs over its value.</summary>
    public FigureStatus Add(double outcome)
    {
        FigureStatus status = _all.Add(outcome);
        if (status == FigureStatus.Ok) _last[(int)((_all.Count - 1) % OutcomeRow.Length)] = outcome;
        return status;
    }

    /// <summary>
    /// The part of capital that grows fastest over the kept outcomes, each as likely as the other, up to a largest
    /// one; exactly 0 for no edge. WarmingUp with fewer trades than asked for.
    /// </summary>
    public readonly Figure Fraction(long tradesMin, double fractionMax) => Count < Math.Max(1, tradesMin)
        ? Figure.None(FigureStatus.WarmingUp)
        : OutcomeKelly.Fraction(Likely(stackalloc double[OutcomeRow.Length]), Outcomes, fractionMax);

    /// <summary>
    /// The same, but no more than keeps the probability of ever falling to the share of capital at or below the one
    /// that is borne.
    /// </summary>
    public readonly Figure Fraction(long tradesMin, double fractionMax, double share, double probability) =>
        Count < Math.Max(1, tradesMin) ? Figure.None(FigureStatus.WarmingUp)
        : OutcomeKelly.ConstrainedFraction(
            Likely(stackalloc double[OutcomeRow.Length]), Outcomes, share, probability, fractionMax);

    /// <summary>
    /// What of that fraction to keep because mean and spread are known from so few trades only
    /// (<see cref="EdgeShrinkage.EstimatedCovariance"/>); WarmingUp with five or fewer. Trades that all came out alike
    /// say nothing of their spread, and their edge is not shrunk for it beyond their number.
    /// </summary>
    public readonly Figure Confidence
    {
        get
        {
            TradeRecord kept = default;
            foreach (double outcome in Outcomes) kept.Add(outcome);
            Figure sharpe = kept.SharpePerTrade;
            double known = sharpe.HasValue ? sharpe.Value : 1;
            return EdgeShrinkage.EstimatedCovariance(known, kept.Count);
        }
    }

    private readonly ReadOnlySpan<double> Outcomes =>
        MemoryMarshal.CreateReadOnlySpan(in _last[0], Kept);

    private readonly ReadOnlySpan<double> Likely(Span<double> room)
    {
        room[..Kept].Fill(1);
        return room[..Kept];
    }
}
