namespace TradingAgent.Engine.Scaling;

/// <summary>
/// The pure decision: how far the delta should move now. Inside the no-trade band nothing; beyond it back to the inner
/// edge, whole or in fixed increments; once working, on until the inner edge is reached, so that a delta at the band's
/// rim does not flicker. A hedge of part of the way is over once that part is done; one that is over outside the band
/// is followed by another. Never across the target.
/// </summary>
internal static class ScalingController
{
    public static DeltaAdjustment Decide(in ScalingInput input)
    {
        double error = ErrorOf(input);
        double band = input.Band.WidthAt(error);
        double outer = band * input.Tolerance;
        if (input.Spot <= 0) return new DeltaAdjustment(DecisionRule.NotPriced, error, band, outer, 0);
        double inner = band * input.Band.InnerShare;
        double distance = Math.Abs(error) - inner;
        // Part of a way is measured from where the hedge began: without a goal on this side none has begun.
        bool isPart = input.Band.HedgeRatio < 1;
        bool hasGoal = isPart && input.Goal * error > 0;
        double start = input.IsWorking && (hasGoal || !isPart) ? 0 : band - inner;
        if (Math.Abs(error) == 0 || distance <= start)
        {
            DecisionRule rule = input.IsWorking ? DecisionRule.Reached : DecisionRule.InsideBand;
            return new DeltaAdjustment(rule, error, band, outer, 0);
        }
        double direction = error > 0 ? -1 : 1;
        double left = !isPart ? 0 : hasGoal ? Math.Abs(input.Goal) - inner : distance * (1 - input.Band.HedgeRatio);
        double wanted = distance - Math.Max(0, left);
        if (wanted <= 0) return new DeltaAdjustment(DecisionRule.Reached, error, band, outer, 0);
        double goal = isPart ? -direction * (inner + left) : 0;
        if (input.Step <= 0)
            return new DeltaAdjustment(DecisionRule.HedgeToEdge, error, band, outer, direction * wanted, goal);
        double steps = Math.Min(Math.Floor((wanted / input.Step) + 1e-9), input.StepsMax);
        return steps < 1
            ? new DeltaAdjustment(DecisionRule.BelowLot, error, band, outer, 0)
            : new DeltaAdjustment(DecisionRule.LinearStep, error, band, outer, direction * steps * input.Step, goal);
    }

    /// <summary>
    /// Delta less target; with unpriced legs, the end of the possible interval nearest to target, or 0 when the
    /// interval contains the target: only what helps in every case is hedged.
    /// </summary>
    private static double ErrorOf(in ScalingInput input)
    {
        double low = input.Delta - input.Target + input.UncertainBelow;
        double high = input.Delta - input.Target + input.UncertainAbove;
        return low > 0 ? low : high < 0 ? high : 0;
    }
}
