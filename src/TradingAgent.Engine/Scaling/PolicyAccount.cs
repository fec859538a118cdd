using TradingAgent.Engine.Scaling.Policies;

namespace TradingAgent.Engine.Scaling;

/// <summary>Keeps a policy's account: time, clips, and for an exposure its paper P&amp;L and trades.</summary>
internal static class PolicyAccount
{
    /// <summary>Takes one answer into the account.</summary>
    /// <param name="tally">The account.</param>
    /// <param name="stage">The policy's stage.</param>
    /// <param name="proposal">What it said.</param>
    /// <param name="value">What stands.</param>
    /// <param name="before">Target before it, coins.</param>
    /// <param name="after">Target after it, coins.</param>
    /// <param name="view">The snapshot it saw.</param>
    public static void Count(
        ref PolicyTally tally, PolicyStage stage, in Proposal proposal, double value, double before, double after,
        in ScalingView view)
    {
        tally.Decisions++;
        if (!tally.CountedAt.IsNone && tally.HasLast != 0)
        {
            double seconds = (view.Now - tally.CountedAt).Seconds;
            tally.Seconds += seconds;
            tally.ValueSeconds += seconds * tally.Last;
        }
        tally.CountedAt = view.Now;
        tally.LastRule = proposal.Rule;
        tally.LastMissing = proposal.Missing;
        if (stage == PolicyStage.Exposure) CountExposure(ref tally, after - before, view.Spot);
        else tally.Clipped += Math.Max(0, Math.Abs(before) - Math.Abs(after));
        if (!proposal.HasValue)
        {
            tally.MissingCount++;
            return;
        }
        tally.Last = value;
        tally.HasLast = 1;
    }

    /// <summary>Marks the part held so far to the price of now, then takes the new part.</summary>
    private static void CountExposure(ref PolicyTally tally, double part, double spot)
    {
        if (!(spot > 0)) return;
        if (tally.MarkedAt > 0) tally.PnlUsd += tally.Part * (spot - tally.MarkedAt);
        tally.MarkedAt = spot;
        if (part == tally.Part) return;
        tally.Turnover += Math.Abs(part - tally.Part);
        bool ends = tally.Part != 0 && Math.Sign(part) != Math.Sign(tally.Part);
        if (ends) EndTrade(ref tally);
        if (tally.Part == 0 || ends)
        {
            tally.TradeFrom = tally.PnlUsd;
            tally.TradeUsd = 0;
        }
        tally.TradeUsd = Math.Max(tally.TradeUsd, Math.Abs(part) * spot);
        tally.Part = part;
    }

    private static void EndTrade(ref PolicyTally tally)
    {
        if (!(tally.TradeUsd > 0)) return;
        double outcome = (tally.PnlUsd - tally.TradeFrom) / tally.TradeUsd;
        tally.Trades.Add(outcome);
        if (outcome > 0) tally.Streak = Math.Max(0, tally.Streak) + 1;
        else tally.Streak = Math.Min(0, tally.Streak) - 1;
    }
}
