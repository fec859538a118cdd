using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Solvers;

namespace TradingAgent.Quant.Hedging;

/// <summary>
/// min ½xᵀHx + qᵀx + Σ cost·|x| with low ≤ x ≤ high for a positive definite H, by an active-set search: each unknown
/// either rests at a corner of its piecewise function or moves freely on one side of zero. A step goes to the minimum
/// of the face or to the first corner on the way; a face is never visited twice, so the search ends. All memory is the
/// caller's.
/// </summary>
internal ref struct FaceSearch
{
    public const int SizeMax = 8;
    private const int StepsMax = 160;
    private const double Tolerance = 1e-11;

    private readonly Span<double> _hessian;
    private readonly Span<double> _linear;
    private readonly Span<double> _cost;
    private readonly Span<double> _low;
    private readonly Span<double> _high;
    private readonly Span<double> _factor;
    private readonly Span<double> _target;
    private readonly Span<double> _x;
    private readonly Span<int> _side;
    private readonly Span<int> _free;
    private readonly int _size;
    private int _freeCount;

    /// <summary>Works in the caller's memory, whose problem the caller fills in through the spans below.</summary>
    public FaceSearch(Span<double> memory, Span<int> marks, int size)
    {
        _size = size;
        _hessian = memory[..64];
        _factor = memory.Slice(64, 64);
        _linear = memory.Slice(128, SizeMax);
        _cost = memory.Slice(136, SizeMax);
        _low = memory.Slice(144, SizeMax);
        _high = memory.Slice(152, SizeMax);
        _target = memory.Slice(160, SizeMax);
        _x = memory.Slice(168, SizeMax);
        _side = marks[..SizeMax];
        _free = marks.Slice(SizeMax, SizeMax);
        _freeCount = 0;
        Iterations = 0;
    }

    public static int MemorySize => 176;

    public static int MarksSize => 2 * SizeMax;

    public readonly Span<double> Hessian => _hessian;

    public readonly Span<double> Linear => _linear;

    public readonly Span<double> Cost => _cost;

    public readonly Span<double> Low => _low;

    public readonly Span<double> High => _high;

    public readonly Span<double> X => _x;

    public int Iterations { get; private set; }

    /// <summary>Rests every unknown at the admissible value nearest to zero.</summary>
    public void Rest()
    {
        for (var j = 0; j < _size; j++)
        {
            _x[j] = Math.Clamp(0, _low[j], _high[j]);
            _side[j] = 0;
        }
    }

    /// <summary>Narrows an unknown to one value, from which later searches start.</summary>
    public void Pin(int index, double value)
    {
        _low[index] = value;
        _high[index] = value;
        _x[index] = value;
        _side[index] = 0;
    }

    /// <summary>Searches on from the present x.</summary>
    public FigureStatus Search()
    {
        for (var step = 0; step < StepsMax; step++)
        {
            Iterations++;
            var status = SolveFace();
            if (status != FigureStatus.Ok)
                return status;
            if (StepToCorner())
                continue;
            if (!Release())
                return FigureStatus.Ok;
        }

        return OptimalityError() <= 1e-8 ? FigureStatus.Ok : FigureStatus.NotConverged;
    }

    /// <summary>bᵀ·H⁻¹·b over the free unknowns of the last face: how fast b·x follows a shift of q along b.</summary>
    public readonly double FreeResponse(ReadOnlySpan<double> b, Span<double> scratch)
    {
        if (_freeCount == 0)
            return 0;
        for (var i = 0; i < _freeCount; i++)
            scratch[i] = b[_free[i]];
        Cholesky.Solve(_factor, _freeCount, scratch);
        var sum = 0.0;
        for (var i = 0; i < _freeCount; i++)
            sum += b[_free[i]] * scratch[i];
        return sum;
    }

    /// <summary>
    /// The least shift of q along b, forwards or backwards, that sets a resting unknown with b ≠ 0 in motion;
    /// infinite when none can move.
    /// </summary>
    public readonly double NextRelease(ReadOnlySpan<double> b, double direction)
    {
        var least = double.PositiveInfinity;
        for (var j = 0; j < _size; j++)
        {
            if (_side[j] != 0 || b[j] == 0)
                continue;
            var gradient = Gradient(j);
            // The unknown falls when its gradient grows and rises when it shrinks.
            var falls = direction * b[j] > 0;
            var room = falls ? _x[j] > _low[j] : _x[j] < _high[j];
            if (!room)
                continue;
            var slope = gradient + (_cost[j] * (falls ? (_x[j] > 0 ? 1 : -1) : _x[j] >= 0 ? 1 : -1));
            // Beyond the tolerance, so that the unknown is seen to move.
            var slack = Math.Max(0, falls ? -slope : slope) + (4 * Tolerance * Scale(j));
            least = Math.Min(least, slack / Math.Abs(b[j]));
        }

        return least;
    }

    /// <summary>Largest violation of the optimality conditions over the size of the terms it is made of.</summary>
    public readonly double OptimalityError()
    {
        var worst = 0.0;
        for (var j = 0; j < _size; j++)
        {
            if (_side[j] != 0)
                worst = Math.Max(worst, Math.Abs(Gradient(j) + (_side[j] * _cost[j])) / Scale(j));
            else
                worst = Math.Max(worst, Math.Max(0, Violation(j, out _)) / Scale(j));
        }

        return worst;
    }

    private FigureStatus SolveFace()
    {
        _freeCount = 0;
        for (var j = 0; j < _size; j++)
        {
            if (_side[j] != 0)
                _free[_freeCount++] = j;
        }

        for (var i = 0; i < _freeCount; i++)
        {
            var row = _free[i];
            var sum = _linear[row] + (_side[row] * _cost[row]);
            for (var k = 0; k < _size; k++)
            {
                if (_side[k] == 0)
                    sum += _hessian[(row * SizeMax) + k] * _x[k];
            }

            _target[i] = -sum;
            for (var k = 0; k <= i; k++)
                _factor[(i * _freeCount) + k] = _hessian[(row * SizeMax) + _free[k]];
        }

        var status = Cholesky.Factor(_factor, _freeCount);
        if (status == FigureStatus.Ok)
            Cholesky.Solve(_factor, _freeCount, _target);
        return status;
    }

    /// <summary>Moves towards the minimum of the face; true when a corner came first and now holds one.</summary>
    private readonly bool StepToCorner()
    {
        var blocking = -1;
        double share = 1, corner = 0;
        for (var i = 0; i < _freeCount; i++)
        {
            var j = _free[i];
            double low = _low[j], high = _high[j];
            if (_cost[j] > 0)
            {
                low = _side[j] > 0 ? Math.Max(low, 0) : low;
                high = _side[j] < 0 ? Math.Min(high, 0) : high;
            }

            var limit = _target[i] > high ? high : _target[i] < low ? low : double.NaN;
            if (double.IsNaN(limit))
                continue;
            var reach = (limit - _x[j]) / (_target[i] - _x[j]);
            if (blocking >= 0 && reach >= share)
                continue;
            share = reach;
            blocking = j;
            corner = limit;
        }

        for (var i = 0; i < _freeCount; i++)
        {
            var j = _free[i];
            _x[j] = blocking < 0 ? _target[i] : _x[j] + (share * (_target[i] - _x[j]));
        }

        if (blocking < 0)
            return false;
        _x[blocking] = corner;
        _side[blocking] = 0;
        return true;
    }

    /// <summary>Sets the resting unknown with the steepest way down in motion; false when all rest rightly.</summary>
    private readonly bool Release()
    {
        var best = -1;
        double steepest = 0;
        var side = 0;
        for (var j = 0; j < _size; j++)
        {
            if (_side[j] != 0 || _low[j] == _high[j])
                continue;
            var violation = Violation(j, out var towards);
            if (violation <= Tolerance * Scale(j))
                continue;
            var slope = violation / Math.Sqrt(_hessian[(j * SizeMax) + j]);
            if (best >= 0 && slope <= steepest)
                continue;
            steepest = slope;
            best = j;
            side = towards;
        }

        if (best < 0)
            return false;
        _side[best] = _x[best] != 0 ? Math.Sign(_x[best]) : side;
        return true;
    }

    /// <summary>How steeply the objective falls when a resting unknown moves, and which way.</summary>
    private readonly double Violation(int j, out int towards)
    {
        var gradient = Gradient(j);
        var up = _x[j] < _high[j] ? -(gradient + (_cost[j] * (_x[j] >= 0 ? 1 : -1))) : 0;
        var down = _x[j] > _low[j] ? gradient + (_cost[j] * (_x[j] > 0 ? 1 : -1)) : 0;
        towards = up >= down ? 1 : -1;
        return Math.Max(up, down);
    }

    private readonly double Gradient(int j)
    {
        var sum = _linear[j];
        for (var k = 0; k < _size; k++)
            sum += _hessian[(j * SizeMax) + k] * _x[k];
        return sum;
    }

    private readonly double Scale(int j)
    {
        var sum = Math.Abs(_linear[j]) + _cost[j];
        for (var k = 0; k < _size; k++)
            sum += Math.Abs(_hessian[(j * SizeMax) + k] * _x[k]);
        return sum > 0 ? sum : 1;
    }
}
