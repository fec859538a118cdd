using TradingAgent.Quant.Covariance;
using TradingAgent.Quant.Figures;

namespace TradingAgent.Engine.Scaling.Policies.Modulators;

/// <summary>
/// Shares the size out over the underlyings by their risk: inverse variance, inverse volatility, minimum variance or
/// equal risk. The factor is this underlying's weight times their number, so that equal risks change nothing.
/// </summary>
internal sealed class RiskParity : IPolicy
{
    private const int MethodAt = 0;
    private const int FactorMaxAt = 1;

    public PolicyDefinition Definition { get; } = new(
        39, "inverse-variance", PolicyStage.Modulator,
        "Weighs underlyings by their variance, so that none carries more of the risk than its share.",
        [
            new("Method", "0 inverse-variance, 1 inverse-volatility, 2 minimum-variance, 3 equal-risk", 0, 3, 0,
                "How weights follow from the covariance."),
            new("FactorMax", "times", 0, 8, 2, "Largest factor."),
        ],
        ["weight", "underlyings", "variance per year"]);

    public Proposal Propose(in PolicyContext context)
    {
        Span<int> members = stackalloc int[EwmaCovariance.AssetsMax];
        int count = 0, self = -1;
        for (int i = 1; i < UnderlyingId.Capacity && count < members.Length; i++)
        {
            var other = new UnderlyingId((byte)i);
            if (!context.AppliesTo(other)) continue;
            if (other == context.Underlying) self = count;
            members[count++] = i;
        }
        Span<double> covariance = stackalloc double[EwmaCovariance.AssetsMax * EwmaCovariance.AssetsMax];
        for (int i = 0; i < count; i++)
        {
            ref readonly ScalingView row = ref context.All[members[i]];
            for (int j = 0; j < count; j++)
            {
                int place = context.All[members[j]].CovarianceIndex;
                double value = row.Spot > 0 && place >= 0 ? row.Covariance[place] : double.NaN;
                if (!double.IsFinite(value)) return Proposal.None(PolicyInput.Covariance);
                covariance[(i * count) + j] = value;
            }
        }
        Span<double> weights = stackalloc double[EwmaCovariance.AssetsMax];
        FigureStatus status = Weigh(
            context.Parameters[MethodAt], covariance[..(count * count)], weights[..count]);
        if (status != FigureStatus.Ok || self < 0) return Proposal.None(PolicyInput.Covariance);
        double factor = Math.Max(0, weights[self] * count);
        double most = context.Parameters[FactorMaxAt];
        return Proposal.Of(
            Math.Min(factor, most), factor > most ? PolicyRule.Capped : PolicyRule.Formula, weights[self], count,
            covariance[(self * count) + self]);
    }

    private static FigureStatus Weigh(double method, ReadOnlySpan<double> covariance, Span<double> weights) =>
        method switch
        {
            0 => RiskWeights.InverseVariance(covariance, weights),
            1 => RiskWeights.InverseVolatility(covariance, weights),
            2 => RiskWeights.MinimumVariance(covariance, weights),
            _ => RiskWeights.EqualRisk(covariance, weights),
        };
}
