using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Quant.Costs;

/// <summary>
/// The schedule of Almgren and Chriss (2000): X units over N equal steps, linear permanent and temporary impact. Units
/// of time are the caller's, the same for sigma, eta and the horizon.
/// </summary>
/// <param name="Status">Whether there is a schedule, or why not.</param>
/// <param name="Decay">κ; 1/κ is the time in which the rest falls by the factor e.</param>
/// <param name="ExpectedCost">E, dollars, less what the drift earns on what is still held.</param>
/// <param name="Variance">V, dollars squared.</param>
public readonly record struct ExecutionSchedule(
    FigureStatus Status, double Decay, double ExpectedCost, double Variance)
{
    /// <summary>E + λV.</summary>
    public double Objective(double riskAversion) => ExpectedCost + (riskAversion * Variance);

    /// <summary>
    /// Writes the N+1 holdings x₀ = X … x_N = 0 (N from the length of the span). Refused when a step is so long that
    /// permanent impact outweighs the temporary one, η - γτ/2 ≤ 0.
    /// </summary>
    public static ExecutionSchedule Solve(
        double quantity, double horizon, in ImpactCoefficients impact, double riskAversion, Span<double> holdings)
    {
        var status = Check(quantity, horizon, impact, riskAversion, holdings.Length);
        if (status != FigureStatus.Ok)
            return Refused(status, holdings);
        var steps = holdings.Length - 1;
        var step = horizon / steps;
        var temporary = impact.Temporary - (0.5 * impact.Permanent * step);
        if (temporary <= 0)
            return Refused(FigureStatus.NoSolution, holdings);
        var squared = riskAversion * impact.Sigma * impact.Sigma / temporary;
        var decay = Decayed(squared, step);
        for (var j = 0; j <= steps; j++)
            holdings[j] = quantity * Share(decay * step, steps - j, steps);
        return Cost(quantity, step, impact, temporary, decay, 0, holdings);
    }

    /// <summary>
    /// The holdings of least risk-adjusted cost for a drift α of the price: those of the plain schedule around
    /// α/(2λσ²), the size worth holding for its own sake.
    /// </summary>
    public static ExecutionSchedule SolveWithDrift(
        double quantity, double horizon, in ImpactCoefficients impact, double riskAversion, double drift,
        Span<double> holdings)
    {
        var plain = Solve(quantity, horizon, impact, riskAversion, holdings);
        if (plain.Status != FigureStatus.Ok || drift == 0)
            return plain;
        var scale = 2 * riskAversion * impact.Sigma * impact.Sigma;
        if (!double.IsFinite(drift) || scale <= 0)
            return Refused(double.IsFinite(drift) ? FigureStatus.NoSolution : FigureStatus.NotFinite, holdings);
        var steps = holdings.Length - 1;
        var step = horizon / steps;
        var rest = drift / scale;
        for (var j = 0; j <= steps; j++)
        {
            var fromStart = Share(plain.Decay * step, steps - j, steps);
            var fromEnd = Share(plain.Decay * step, j, steps);
            holdings[j] = rest + ((quantity - rest) * fromStart) - (rest * fromEnd);
        }

        holdings[steps] = 0;
        var temporary = impact.Temporary - (0.5 * impact.Permanent * step);
        return Cost(quantity, step, impact, temporary, plain.Decay, drift, holdings);
    }

    /// <summary>cosh κτ = 1 + κ̃²τ²/2, solved as κτ = 2·asinh(κ̃τ/2), which keeps its digits for small steps.</summary>
    private static double Decayed(double squared, double step)
    {
        var half = 0.5 * Math.Sqrt(squared) * step;
        var root = Math.Sqrt(1 + (half * half));
        return 2 * Elementary.LogRatio(1 + (half + (half * half / (1 + root))), 1) / step;
    }

    /// <summary>sinh(n·a)/sinh(N·a) in a form that cannot overflow; n/N for a = 0.</summary>
    private static double Share(double a, int left, int all)
    {
        if (a * all < 1e-9)
            return (double)left / all;
        var numerator = -Expm1(-2 * a * left);
        return Elementary.Exp(a * (left - all)) * numerator / -Expm1(-2 * a * all);
    }

    /// <summary>e^x - 1 without cancellation near 0.</summary>
    private static double Expm1(double x)
    {
        if (Math.Abs(x) > 0.5)
            return Elementary.Exp(x) - 1;
        double term = x, sum = x;
        for (var k = 2; k <= 16; k++)
        {
            term *= x / k;
            sum += term;
        }

        return sum;
    }

    private static ExecutionSchedule Cost(
        double quantity, double step, in ImpactCoefficients impact, double temporary, double decay, double drift,
        ReadOnlySpan<double> holdings)
    {
        double traded = 0, squares = 0, held = 0, sum = 0;
        for (var j = 1; j < holdings.Length; j++)
        {
            var n = holdings[j - 1] - holdings[j];
            traded += Math.Abs(n);
            squares += n * n;
            held += holdings[j] * holdings[j];
            sum += holdings[j];
        }

        var cost = (0.5 * impact.Permanent * quantity * quantity) + (impact.FixedPerUnit * traded)
            + (temporary / step * squares) - (drift * step * sum);
        var variance = impact.Sigma * impact.Sigma * step * held;
        return double.IsFinite(cost) && double.IsFinite(variance)
            ? new ExecutionSchedule(FigureStatus.Ok, decay, cost, variance)
            : new ExecutionSchedule(FigureStatus.NotFinite, 0, 0, 0);
    }

    private static FigureStatus Check(
        double quantity, double horizon, in ImpactCoefficients impact, double riskAversion, int points)
    {
        if (!double.IsFinite(quantity + horizon + riskAversion) || !impact.IsFinite)
            return FigureStatus.NotFinite;
        var inside = horizon > 0 && riskAversion >= 0 && points >= 2 && impact.Sigma >= 0 && impact.Permanent >= 0
            && impact.Temporary > 0 && impact.FixedPerUnit >= 0;
        return inside ? FigureStatus.Ok : FigureStatus.OutOfRange;
    }

    private static ExecutionSchedule Refused(FigureStatus status, Span<double> holdings)
    {
        holdings.Clear();
        return new ExecutionSchedule(status, 0, 0, 0);
    }
}
