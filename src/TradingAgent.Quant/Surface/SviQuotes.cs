using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Solvers;

namespace TradingAgent.Quant.Surface;

/// <summary>
/// The quotes of one expiry for a calibration: log strikes k in ascending order, total variances and weights, such as
/// vega²/spread² or 1. At most 128.
/// </summary>
public readonly ref struct SviQuotes
{
    private const int CountMax = 128;
    private readonly ReadOnlySpan<double> _k;
    private readonly ReadOnlySpan<double> _w;
    private readonly ReadOnlySpan<double> _weights;

    /// <summary>Takes the three columns.</summary>
    public SviQuotes(ReadOnlySpan<double> k, ReadOnlySpan<double> totalVariances, ReadOnlySpan<double> weights)
    {
        _k = k;
        _w = totalVariances;
        _weights = weights;
    }

    /// <summary>Number of quotes.</summary>
    public int Count => _k.Length;

    internal double Low => _k[0];

    internal double High => _k[^1];

    /// <summary>Ok, or why these quotes cannot be fitted.</summary>
    public FigureStatus Check()
    {
        if (_k.Length is 0 or > CountMax || _w.Length != _k.Length || _weights.Length != _k.Length)
            return FigureStatus.OutOfRange;
        for (var i = 0; i < _k.Length; i++)
        {
            if (!double.IsFinite(_k[i] + _w[i] + _weights[i]))
                return FigureStatus.NotFinite;
            if (_w[i] <= 0 || _weights[i] <= 0 || (i > 0 && _k[i] <= _k[i - 1]))
                return FigureStatus.OutOfRange;
        }

        return FigureStatus.Ok;
    }

    /// <summary>Σ weight·(w(k) - w)² of a smile.</summary>
    public double Error(in SviSlice slice)
    {
        var sum = 0.0;
        for (var i = 0; i < _k.Length; i++)
        {
            var off = slice.TotalVariance(_k[i]) - _w[i];
            sum += _weights[i] * off * off;
        }

        return sum;
    }

    /// <summary>
    /// The smile moved up or down as a whole, for expiries with too few quotes to fit: the weighted mean of what the
    /// quotes are off, never below zero variance.
    /// </summary>
    public FigureStatus Shift(in SviSlice previous, out SviSlice shifted)
    {
        shifted = previous;
        var status = Check();
        if (status != FigureStatus.Ok || previous.Check() != FigureStatus.Ok)
            return status != FigureStatus.Ok ? status : previous.Check();
        double off = 0, weight = 0;
        for (var i = 0; i < _k.Length; i++)
        {
            off += _weights[i] * (_w[i] - previous.TotalVariance(_k[i]));
            weight += _weights[i];
        }

        var least = previous.MinimumTotalVariance;
        shifted = previous with { A = previous.A + Math.Max(off / weight, -0.999 * least) };
        return FigureStatus.Ok;
    }

    /// <summary>The best a, b and ρ for given m and σ: w = a + d·y + c·√(y²+1), y = (k-m)/σ, c = bσ, d = ρbσ.</summary>
    internal bool SolveLinear(double m, double sigma, out SviSlice slice)
    {
        slice = default;
        Span<double> normal = stackalloc double[9];
        Span<double> values = stackalloc double[3];
        normal.Clear();
        values.Clear();
        for (var i = 0; i < _k.Length; i++)
        {
            var y = (_k[i] - m) / sigma;
            var z = Math.Sqrt((y * y) + 1);
            var weight = _weights[i];
            normal[0] += weight;
            normal[3] += weight * y;
            normal[4] += weight * y * y;
            normal[6] += weight * z;
            normal[7] += weight * y * z;
            normal[8] += weight * z * z;
            values[0] += weight * _w[i];
            values[1] += weight * _w[i] * y;
            values[2] += weight * _w[i] * z;
        }

        if (Cholesky.Factor(normal, 3) != FigureStatus.Ok)
            return false;
        Cholesky.Solve(normal, 3, values);
        if (values[2] <= 0)
            return false;
        var rho = Math.Clamp(values[1] / values[2], -0.99, 0.99);
        slice = new SviSlice(values[0], values[2] / sigma, rho, m, sigma);
        return true;
    }

    /// <summary>Normal matrix and gradient of half the error in (a, b, ρ, m, σ).</summary>
    internal void Linearise(in SviSlice slice, Span<double> normal, Span<double> gradient)
    {
        Span<double> row = stackalloc double[5];
        normal.Clear();
        gradient.Clear();
        for (var i = 0; i < _k.Length; i++)
        {
            var x = _k[i] - slice.M;
            var root = Math.Sqrt((x * x) + (slice.Sigma * slice.Sigma));
            row[0] = 1;
            row[1] = (slice.Rho * x) + root;
            row[2] = slice.B * x;
            row[3] = -slice.B * (slice.Rho + (x / root));
            row[4] = slice.B * slice.Sigma / root;
            var off = slice.A + (slice.B * row[1]) - _w[i];
            for (var j = 0; j < 5; j++)
            {
                gradient[j] += _weights[i] * row[j] * off;
                for (var l = 0; l <= j; l++)
                    normal[(j * 5) + l] += _weights[i] * row[j] * row[l];
            }
        }
    }
}
