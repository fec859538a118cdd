using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.MeanReversion;

/// <summary>
/// The process dx = κ(μ - x)dt + σdW as read from equally spaced values: x' = a + b·x + e gives κ = -ln b/δt,
/// μ = a/(1 - b), σ² = s²·2κ/(1 - b²). Without reversion (b outside (0, 1)) the status is NoSolution and all is 0.
/// </summary>
/// <param name="Status">Whether the process reverts, or why there are no figures.</param>
/// <param name="Slope">b.</param>
/// <param name="Intercept">a.</param>
/// <param name="ResidualVariance">s², mean of the squared residuals.</param>
/// <param name="Speed">κ per unit of time.</param>
/// <param name="Mean">μ.</param>
/// <param name="Sigma">σ per square root of the unit of time.</param>
public readonly record struct OrnsteinUhlenbeck(
    FigureStatus Status, double Slope, double Intercept, double ResidualVariance, double Speed, double Mean,
    double Sigma)
{
    private const double Ln2 = 0.6931471805599453;

    /// <summary>ln 2/κ, in the unit of time.</summary>
    public Figure HalfLife => Of(Speed > 0 ? Ln2 / Speed : double.NaN);

    /// <summary>σ/√(2κ): the deviation of the process in the long run.</summary>
    public Figure StationaryDeviation => Of(Speed > 0 ? Sigma / Math.Sqrt(2 * Speed) : double.NaN);

    /// <summary>From the regression over steps of δt.</summary>
    public static OrnsteinUhlenbeck From(double slope, double intercept, double residualVariance, double timeStep)
    {
        if (!double.IsFinite(slope) || !double.IsFinite(intercept) || !double.IsFinite(residualVariance))
            return None(FigureStatus.NotFinite);
        if (!(timeStep > 0) || residualVariance < 0)
            return None(FigureStatus.OutOfRange);
        if (slope <= 0 || slope >= 1)
            return None(FigureStatus.NoSolution);
        var speed = -Elementary.LogRatio(slope, 1) / timeStep;
        var variance = residualVariance * 2 * speed / ((1 - slope) * (1 + slope));
        return new OrnsteinUhlenbeck(
            FigureStatus.Ok, slope, intercept, residualVariance, speed, intercept / (1 - slope), Math.Sqrt(variance));
    }

    /// <summary>(x - μ) over the stationary deviation.</summary>
    public Figure Score(double value)
    {
        var deviation = StationaryDeviation;
        return !deviation.HasValue ? deviation
            : deviation.Value > 0 ? Figure.Of((value - Mean) / deviation.Value)
            : Figure.None(FigureStatus.Singular);
    }

    /// <summary>Expected value after a span of time, from x now.</summary>
    public Figure Expected(double value, double span) =>
        Of(Mean + ((value - Mean) * Elementary.Exp(-Speed * span)));

    /// <summary>Standard deviation of the value after a span of time.</summary>
    public Figure DeviationAfter(double span) =>
        Of(Speed > 0 ? Sigma * Math.Sqrt((1 - Elementary.Exp(-2 * Speed * span)) / (2 * Speed)) : double.NaN);

    /// <summary>Units of the process that logarithmic utility holds for each unit of wealth: κ(μ - x)/σ².</summary>
    public Figure LogUtilitySize(double value) =>
        Of(Sigma > 0 ? Speed * (Mean - value) / (Sigma * Sigma) : double.NaN);

    internal static OrnsteinUhlenbeck None(FigureStatus reason) => new(reason, 0, 0, 0, 0, 0, 0);

    private Figure Of(double value) => Status == FigureStatus.Ok ? Figure.Of(value) : Figure.None(Status);
}
