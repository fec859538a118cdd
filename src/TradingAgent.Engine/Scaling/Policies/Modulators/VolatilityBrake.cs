namespace TradingAgent.Engine.Scaling.Policies.Modulators;

/// <summary>Shrinks every exposure in a loud market and, where allowed, grows it in a quiet one: σ*/σ within
/// bounds.</summary>
internal sealed class VolatilityBrake : IPolicy
{
    private const int TargetAt = 0;
    private const int SourceAt = 1;
    private const int FloorAt = 2;
    private const int MinAt = 3;
    private const int MaxAt = 4;

    public PolicyDefinition Definition { get; } = new(
        21, "volatility", PolicyStage.Modulator,
        "Multiplies exposures by a volatility of reference over the volatility of now.",
        [
            new("Reference", "per year", 0.001, 5, 0.5, "The volatility at which exposures have their own size."),
            PolicyWords.VolatilitySource,
            new("VolatilityMin", "per year", 0, 5, 0.1, "Least volatility that is believed: quiet is not safe."),
            new("FactorMin", "factor", 0, 1, 0, "Exposures are never multiplied by less."),
            new("FactorMax", "factor", 0, 10, 1, "Exposures are never multiplied by more."),
        ],
        ["volatility", "reference", "factor"])
    {
        Check = static values => PolicyWords.CheckRange(values, "FactorMin", "FactorMax"),
    };

    public Proposal Propose(in PolicyContext context)
    {
        ReadOnlySpan<double> values = context.Parameters;
        double sigma = context.View.VolatilityBy(values[SourceAt]);
        if (!double.IsFinite(sigma)) return Proposal.None(PolicyInput.Volatility, sigma, values[TargetAt]);
        double believed = Math.Max(sigma, values[FloorAt]);
        double wanted = believed > 0 ? values[TargetAt] / believed : double.PositiveInfinity;
        double factor = Math.Clamp(wanted, values[MinAt], values[MaxAt]);
        PolicyRule rule = wanted > factor ? PolicyRule.Capped : wanted < factor ? PolicyRule.Floored
            : sigma < believed ? PolicyRule.Floored : PolicyRule.Formula;
        return Proposal.Of(factor, rule, sigma, values[TargetAt], factor);
    }
}
