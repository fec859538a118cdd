using TradingAgent.Quant.Covariance;
using TradingAgent.Quant.Figures;

namespace TradingAgent.Engine.Scaling.Policies.Modulators;

/// <summary>
/// The targets of all underlyings as one risk: √(x'Σx) with a covariance that is shrunk, and all of them smaller by
/// the same factor where that is more than the budget. What another underlying asks for counts, not what it was given:
/// otherwise the first to ask would have everything.
/// </summary>
internal sealed class AccountRisk : IPolicy
{
    private const int RiskMaxAt = 0;
    private const int ShrinkageAt = 1;
    private const int CapitalAt = 2;

    /// <summary>What was asked longer ago is not asked any more: the target in force counts.</summary>
    private static readonly Duration AskedMax = Duration.FromSeconds(3600);

    public PolicyDefinition Definition { get; } = new(
        24, "correlation", PolicyStage.Modulator,
        "Shrinks exposures until all underlyings together are within one volatility of the capital.",
        [
            new("RiskMax", "share of the capital per year", 0, 10, 0.3,
                "Largest volatility of all targets together."),
            new("Shrinkage", "share", 0, 1, 0.1, "How far the covariance is pulled to one without correlation."),
            PolicyWords.Capital,
        ],
        ["own risk USD", "risk together USD", "budget USD", "underlyings", "factor"]);

    public Proposal Propose(in PolicyContext context)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        ref Memory memory = ref context.Memory<Memory>();
        (memory.Asked, memory.At) = (context.Target, view.Now);
        double capital = PolicyWords.CapitalOf(values[CapitalAt], view);
        if (!(capital > 0)) return Proposal.None(PolicyWords.MissingOf(view));
        double budget = values[RiskMaxAt] * capital;
        if (context.Target == 0) return Proposal.Of(1, PolicyRule.Passed, 0, double.NaN, budget, 0, 1);
        Span<double> deltas = stackalloc double[EwmaCovariance.AssetsMax];
        Span<int> members = stackalloc int[EwmaCovariance.AssetsMax];
        int count = Gather(context, deltas, members);
        Span<double> covariance = stackalloc double[EwmaCovariance.AssetsMax * EwmaCovariance.AssetsMax];
        if (count == 0 || !TryCovariance(context, members[..count], covariance, values[ShrinkageAt]))
            return Proposal.None(PolicyInput.Covariance, double.NaN, double.NaN, budget, count);
        Figure risk = HedgedDelta.Risk(deltas[..count], covariance[..(count * count)]);
        Figure factor = HedgedDelta.Factor(risk, budget);
        if (!factor.HasValue) return Proposal.None(PolicyInput.Covariance, double.NaN, double.NaN, budget, count);
        double own = Math.Abs(deltas[0]) * Math.Sqrt(covariance[0]);
        PolicyRule rule = factor.Value < 1 ? PolicyRule.Capped : PolicyRule.Passed;
        return Proposal.Of(factor.Value, rule, own, risk.Value, budget, count, factor.Value);
    }

    /// <summary>
    /// USD of delta that is asked for, this underlying first; no underlying at all when one that counts has no
    /// covariance: what is not known is not zero.
    /// </summary>
    private static int Gather(in PolicyContext context, Span<double> deltas, Span<int> members)
    {
        ref readonly ScalingView own = ref context.View;
        if (own.CovarianceIndex < 0) return 0;
        (deltas[0], members[0]) = (context.Target * own.Spot, context.Underlying.Index);
        int count = 1;
        for (int i = 1; i < context.All.Length; i++)
        {
            ref readonly ScalingView other = ref context.All[i];
            if (i == context.Underlying.Index || other.Now.IsNone) continue;
            ref readonly Memory asked = ref context.MemoryOn<Memory>(new UnderlyingId((byte)i));
            bool asks = !asked.At.IsNone && own.Now - asked.At <= AskedMax;
            double target = asks ? asked.Asked : other.Target;
            if (target == 0) continue;
            if (other.CovarianceIndex < 0 || !(other.Spot > 0) || count == deltas.Length) return 0;
            (deltas[count], members[count]) = (target * other.Spot, i);
            count++;
        }
        return count;
    }

    private static bool TryCovariance(
        in PolicyContext context, ReadOnlySpan<int> members, Span<double> covariance, double shrinkage)
    {
        int count = members.Length;
        for (int i = 0; i < count; i++)
        {
            ref readonly ScalingView row = ref context.All[members[i]];
            for (int j = 0; j < count; j++)
            {
                double value = row.Covariance[context.All[members[j]].CovarianceIndex];
                if (!double.IsFinite(value)) return false;
                covariance[(i * count) + j] = value;
            }
        }
        return Shrinkage.Apply(covariance[..(count * count)], count, shrinkage) == FigureStatus.Ok;
    }

    private struct Memory
    {
        /// <summary>Coins that the policies before asked for.</summary>
        public double Asked;

        public Timestamp At;
    }
}
