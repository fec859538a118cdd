using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Solvers;

namespace TradingAgent.Quant.Surface;

/// <summary>
/// Calibration of one smile in bounded steps: the state is plain numbers, each step costs a few tens of nanoseconds a
/// quote. Without a start it first tries a grid of (m, σ), the other three being linear (the quasi-explicit method of
/// Zeliade 2009), then descends in all five (Levenberg and Marquardt) inside the admissible set. Minimises
/// Σ weight·(w(k) - w)².
/// </summary>
public struct SviFit
{
    /// <summary>Fewest quotes that five parameters are fitted to.</summary>
    public const int QuotesMin = 5;

    private const int GridM = 9;
    private const int GridSigma = 7;
    private const int StepsMax = 400;
    private const double DampingMax = 1e12;

    private SviSlice _best;
    private double _error;
    private double _damping;
    private int _grid;
    private int _steps;
    private long _status;

    /// <summary>Ok when done, WarmingUp while steps are due, else why it failed.</summary>
    public readonly FigureStatus Status => (FigureStatus)_status;

    /// <summary>The best smile so far; meaningful when Status is Ok.</summary>
    public readonly SviSlice Slice => _best;

    /// <summary>Σ weight·(w(k) - w)² of it.</summary>
    public readonly double WeightedError => _error;

    /// <summary>Steps done.</summary>
    public readonly int Steps => _steps;

    /// <summary>Starts from the grid.</summary>
    public static SviFit Start() => new() { _error = double.PositiveInfinity, _status = (long)FigureStatus.WarmingUp };

    /// <summary>Starts from the last fit, which is usually near.</summary>
    public static SviFit StartFrom(in SviSlice previous, in SviQuotes quotes)
    {
        if (previous.Check() != FigureStatus.Ok)
            return Start();
        return new SviFit
        {
            _best = previous,
            _error = quotes.Error(previous),
            _damping = 1e-3,
            _grid = GridM * GridSigma,
            _status = (long)FigureStatus.WarmingUp,
        };
    }

    /// <summary>All steps at once: a pure function of its inputs.</summary>
    public static SviFit Solve(in SviQuotes quotes)
    {
        var fit = Start();
        while (fit.Step(quotes))
        {
        }

        return fit;
    }

    /// <summary>One step; true while more are due. The quotes must be the same at every step.</summary>
    public bool Step(in SviQuotes quotes)
    {
        if (Status != FigureStatus.WarmingUp)
            return false;
        var status = quotes.Check();
        if (status != FigureStatus.Ok || quotes.Count < QuotesMin)
        {
            _status = (long)(status != FigureStatus.Ok ? status : FigureStatus.OutOfRange);
            return false;
        }

        _steps++;
        if (_grid < GridM * GridSigma)
            TryGrid(quotes, _grid++);
        else if (!double.IsFinite(_error))
            _status = (long)FigureStatus.NoSolution;
        else if (!Descend(quotes))
            _status = (long)FigureStatus.Ok;
        else if (_steps >= StepsMax)
            _status = (long)FigureStatus.NotConverged;
        return Status == FigureStatus.WarmingUp;
    }

    private void TryGrid(in SviQuotes quotes, int index)
    {
        double low = quotes.Low, width = quotes.High - quotes.Low;
        var m = low + (width * ((index % GridM) + 0.5) / GridM);
        var sigma = width * 0.02;
        for (var i = 0; i < index / GridM; i++)
            sigma *= 1.9;
        if (!quotes.SolveLinear(m, sigma, out var slice) || slice.Check() != FigureStatus.Ok)
            return;
        var error = quotes.Error(slice);
        if (!(error < _error))
            return;
        _error = error;
        _best = slice;
        _damping = 1e-3;
    }

    /// <summary>One damped Gauss-Newton step; false when no direction leads further down.</summary>
    private bool Descend(in SviQuotes quotes)
    {
        Span<double> normal = stackalloc double[25];
        Span<double> factor = stackalloc double[25];
        Span<double> gradient = stackalloc double[5];
        Span<double> move = stackalloc double[5];
        quotes.Linearise(_best, normal, gradient);
        for (var tries = 0; tries < 6; tries++)
        {
            if (_damping > DampingMax)
                return false;
            normal.CopyTo(factor);
            gradient.CopyTo(move);
            for (var i = 0; i < 5; i++)
                factor[i * 6] *= 1 + _damping;
            if (Cholesky.Factor(factor, 5) == FigureStatus.Ok)
            {
                Cholesky.Solve(factor, 5, move);
                var next = new SviSlice(
                    _best.A - move[0], _best.B - move[1], _best.Rho - move[2], _best.M - move[3],
                    _best.Sigma - move[4]);
                var error = next.Check() == FigureStatus.Ok ? quotes.Error(next) : double.PositiveInfinity;
                if (error < _error)
                {
                    var isLast = _error - error <= 1e-15 * _error;
                    _error = error;
                    _best = next;
                    _damping = Math.Max(1e-12, _damping * 0.2);
                    return !isLast;
                }
            }

            _damping = Math.Max(1e-9, _damping * 6);
        }

        return true;
    }
}
