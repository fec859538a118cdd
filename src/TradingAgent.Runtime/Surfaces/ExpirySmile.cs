using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Surface;

namespace TradingAgent.Runtime.Surfaces;

/// <summary>
/// The smile of one expiry at one venue: takes its quotes, fits them, and looks for arbitrage, in itself and against
/// the expiries beside it. One thread.
/// </summary>
internal sealed class ExpirySmile(UnderlyingId underlying, VenueId venue, Timestamp expiry)
{
    /// <summary>Further from the quotes than this it is not their smile, in volatility points.</summary>
    public const double ErrorVolPointsMax = 3;

    /// <summary>Older tickers say nothing of the smile now.</summary>
    private static readonly Duration TickAgeMax = Duration.FromSeconds(60);

    /// <summary>So near to expiry volatilities are noise.</summary>
    private static readonly Duration LeftMin = Duration.FromSeconds(300);

    /// <summary>A smile older than this is no neighbour to measure against.</summary>
    private static readonly Duration NeighbourAgeMax = Duration.FromSeconds(10);

    private const int PointsMax = 128;

    /// <summary>Strikes further out are all rounding.</summary>
    private const double DeviationsMax = 5;

    private const double ReachOverQuotes = 1.25;
    private readonly SortedDictionary<decimal, SmilePoint> _byStrike = [];
    private readonly double[] _k = new double[PointsMax];
    private readonly double[] _w = new double[PointsMax];
    private readonly double[] _weights = new double[PointsMax];
    private readonly List<SmilePoint> _points = [];
    private SviSlice _slice;
    private double _years;
    private double _error;
    private double _reach;
    private Timestamp _fittedAt;
    private Timestamp _newest;

    public UnderlyingId Underlying => underlying;

    public VenueId Venue => venue;

    public Timestamp Expiry => expiry;

    /// <summary>True when a ticker has come since the last fit.</summary>
    public bool HasNews { get; private set; }

    /// <summary>What became of the last fit.</summary>
    public SurfaceStatus Status { get; private set; }

    /// <summary>Begins to take the tickers as they are now.</summary>
    public void Begin(Timestamp now)
    {
        _byStrike.Clear();
        _years = YearFraction.FromNanoseconds((expiry - now).Nanoseconds);
        HasNews = false;
    }

    /// <summary>Takes one option's ticker.</summary>
    public void Add(in InstrumentTerms terms, in OptionTick tick, Timestamp now)
    {
        if (now - tick.At > TickAgeMax || !(tick.Forward > 0) || expiry - now < LeftMin) return;
        double k = Elementary.LogRatio(terms.Strike.ToDouble(), tick.Forward);
        bool isOut = terms.OptionSide == OptionSide.Call ? k >= 0 : k < 0;
        if (!SmilePoint.TryOf(k, isOut, tick, out SmilePoint point)) return;
        if (Math.Abs(k) > DeviationsMax * point.Volatility * Math.Sqrt(_years)) return;
        decimal strike = terms.Strike.ToDecimal();
        if (!_byStrike.TryGetValue(strike, out SmilePoint there) || point.IsBetterThan(there))
            _byStrike[strike] = point;
        if (tick.At <= _newest) return;
        _newest = tick.At;
        HasNews = true;
    }

    /// <summary>Fits what was taken and compares it with the expiries beside it.</summary>
    public SurfaceFitted Fit(Timestamp now, ExpirySmile? earlier, ExpirySmile? later)
    {
        int count = LayOut();
        var result = new SurfaceFitted { Expiry = expiry, Underlying = underlying, Quotes = count };
        if (count < SviFit.QuotesMin) return Refuse(result, SurfaceStatus.TooFewQuotes, 0);
        var quotes = new SviQuotes(_k.AsSpan(0, count), _w.AsSpan(0, count), _weights.AsSpan(0, count));
        if (!TrySolve(quotes, out SviSlice slice, out double error))
            return Refuse(result, SurfaceStatus.NoSolution, 0);
        double reach = ReachOverQuotes * Math.Max(Math.Abs(_k[0]), Math.Abs(_k[count - 1]));
        result = result with
        {
            A = slice.A,
            B = slice.B,
            Rho = slice.Rho,
            M = slice.M,
            Sigma = slice.Sigma,
            YearFraction = _years,
            ErrorVolPoints = error,
            Reach = reach,
        };
        if (!(error <= ErrorVolPointsMax)) return Refuse(result, SurfaceStatus.PoorFit, error);
        ButterflyScan butterfly = ButterflyScan.Of(slice, reach);
        if (!butterfly.IsFree) return Refuse(result, SurfaceStatus.Butterfly, butterfly.MinimumG);
        (_slice, _error, _reach) = (slice, error, reach);
        _fittedAt = Timestamp.None;
        double crossing = 0;
        if (earlier?.IsNeighbour(now) == true) crossing = Crossing(earlier, this);
        if (later?.IsNeighbour(now) == true) crossing = Math.Max(crossing, Crossing(this, later));
        if (crossing > 0) return Refuse(result, SurfaceStatus.Calendar, crossing);
        _fittedAt = now;
        Status = SurfaceStatus.Fitted;
        return result with { Status = SurfaceStatus.Fitted };
    }

    private SurfaceFitted Refuse(in SurfaceFitted found, SurfaceStatus status, double worst)
    {
        Status = status;
        return found with { Status = status, Worst = worst };
    }

    /// <summary>The points nearest to the money, by k; returns how many.</summary>
    private int LayOut()
    {
        _points.Clear();
        _points.AddRange(_byStrike.Values);
        if (_points.Count > PointsMax)
        {
            _points.Sort((a, b) => Math.Abs(a.K).CompareTo(Math.Abs(b.K)));
            _points.RemoveRange(PointsMax, _points.Count - PointsMax);
        }
        // Tickers of one moment may have forwards of another, so that strikes near each other may change places.
        _points.Sort((a, b) => a.K.CompareTo(b.K));
        int count = 0;
        double heaviest = 0;
        foreach (SmilePoint point in _points)
        {
            if (count > 0 && point.K <= _k[count - 1]) continue;
            double doubt = 2 * point.Volatility * _years * point.Doubt;
            _k[count] = point.K;
            _w[count] = point.Volatility * point.Volatility * _years;
            _weights[count] = 1 / (doubt * doubt);
            heaviest = Math.Max(heaviest, _weights[count]);
            count++;
        }
        for (int i = 0; i < count; i++) _weights[i] /= heaviest;
        return count;
    }

    /// <summary>From the last smile, which is usually near, and from nothing when that leads nowhere good.</summary>
    private bool TrySolve(in SviQuotes quotes, out SviSlice slice, out double error)
    {
        if (Status == SurfaceStatus.Fitted && Run(SviFit.StartFrom(_slice, quotes), quotes, out slice, out error)
            && error <= Math.Max(0.1, 2 * _error))
            return true;
        return Run(SviFit.Start(), quotes, out slice, out error);
    }

    private bool Run(SviFit fit, in SviQuotes quotes, out SviSlice slice, out double error)
    {
        while (fit.Step(quotes))
        {
        }
        slice = fit.Slice;
        // One that was still improving at its bound of work is judged by its error, like the others.
        bool isFound = fit.Status is FigureStatus.Ok or FigureStatus.NotConverged && slice.Check() == FigureStatus.Ok;
        error = isFound ? ErrorOf(slice, quotes.Count) : double.PositiveInfinity;
        return isFound;
    }

    private double ErrorOf(in SviSlice slice, int count)
    {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < count; i++)
        {
            double off = Math.Sqrt(Math.Max(0, slice.TotalVariance(_k[i]) / _years)) - Math.Sqrt(_w[i] / _years);
            sum += _weights[i] * off * off;
            weights += _weights[i];
        }
        return 100 * Math.Sqrt(sum / weights);
    }

    /// <summary>By how much total variance the later smile runs below the earlier, beyond what both may miss.</summary>
    private static double Crossing(ExpirySmile earlier, ExpirySmile later)
    {
        CalendarScan scan = CalendarScan.Of(
            earlier._slice, later._slice, Math.Min(earlier._reach, later._reach) / ReachOverQuotes);
        if (scan.Status != FigureStatus.Ok || scan.IsFree) return 0;
        return -scan.MinimumGap > earlier.Slack(scan.At) + later.Slack(scan.At) ? -scan.MinimumGap : 0;
    }

    private bool IsNeighbour(Timestamp now) => !_fittedAt.IsNone && now - _fittedAt <= NeighbourAgeMax;

    /// <summary>Total variance that twice the fit's error makes at k.</summary>
    private double Slack(double k) =>
        4 * Math.Sqrt(Math.Max(0, _slice.TotalVariance(k)) * _years) * Math.Max(_error, 0.1) * 0.01;
}
