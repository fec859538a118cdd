namespace TradingAgent.Quant.Volatility;

/// <summary>How fast an exponentially weighted variance follows, per period.</summary>
/// <param name="DecayRising">λ when the squared return is above the variance.</param>
/// <param name="DecayFalling">λ when it is below; above DecayRising it falls more slowly than it rises.</param>
/// <param name="JumpDeviations">A return beyond so many standard deviations counts at once; 0 switches it off.</param>
/// <param name="JumpShare">Weight of such a squared return, in [0, 1].</param>
public readonly record struct EwmaSpeed(
    double DecayRising, double DecayFalling, double JumpDeviations, double JumpShare)
{
    /// <summary>
    /// RiskMetrics with a jump of five deviations taken in by half at once. It falls as fast as it rises: with 0.97 on
    /// the way down it would stand at 1.38 of the true variance for good, of normal returns.
    /// </summary>
    public static EwmaSpeed Guarded { get; } = new(0.94, 0.94, 5, 0.5);

    /// <summary>True when every figure lies in its range.</summary>
    public bool IsAdmissible =>
        DecayRising >= 0 && DecayRising < 1 && DecayFalling >= 0 && DecayFalling < 1
        && JumpDeviations >= 0 && double.IsFinite(JumpDeviations) && JumpShare >= 0 && JumpShare <= 1;
}
