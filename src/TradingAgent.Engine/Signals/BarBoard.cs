using TradingAgent.Engine.Kernel;
using TradingAgent.Quant.Covariance;
using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Volatility;

namespace TradingAgent.Engine.Signals;

/// <summary>
/// Bars of the reference prices and the volatilities and covariances made of them. Bars of all underlyings end at the
/// same moments, multiples of the interval; a span without a tick is no bar and not a quiet one. After as many of them
/// as a window has bars the estimates are those of another market: they begin anew.
/// </summary>
internal sealed class BarBoard
{
    /// <summary>Slow step of the two time scales, ticks.</summary>
    private const int TickStep = 8;

    /// <summary>Bars over which the true range is averaged, as an exponential mean.</summary>
    private const int TrueRangeBars = 14;

    private const double YearSeconds = 365.0 * 86_400;
    private readonly EngineParameters _parameters;
    private readonly EngineClock _clock;
    private readonly BarTrack[] _tracks = new BarTrack[UnderlyingId.Capacity];
    private readonly int[] _assets = new int[EwmaCovariance.AssetsMax];
    private EwmaCovariance _covariance;
    private Timestamp _nextClose;
    private int _assetCount;
    private long _interval;

    public BarBoard(EngineParameters parameters, EngineClock clock) => (_parameters, _clock) = (parameters, clock);

    /// <summary>Takes a reference price. Bars that ended before it are closed first.</summary>
    public void OnPrice(UnderlyingId underlying, double price)
    {
        ref BarTrack track = ref _tracks[underlying.Index];
        if (track.Count == 0) (track.Open, track.High, track.Low) = (price, price, price);
        track.High = Math.Max(track.High, price);
        track.Low = Math.Min(track.Low, price);
        track.Close = price;
        track.Count++;
        track.Ticks.Add(price, TickStep);
    }

    /// <summary>Parameters are in force; bars of another length say nothing about those of now.</summary>
    public void OnParameters()
    {
        long interval = _parameters.Milliseconds(ParameterId.BarInterval).Nanoseconds;
        if (interval == _interval) return;
        _interval = interval;
        _nextClose = Timestamp.None;
        Array.Clear(_tracks);
        _covariance = default;
        _assetCount = 0;
    }

    /// <summary>Closes what has ended; true when bars closed.</summary>
    public bool OnTime()
    {
        if (_clock.Now < _nextClose) return false;
        if (_interval == 0) OnParameters();
        bool first = _nextClose.IsNone;
        // By the clock, for several spans may end between two events.
        long ended = (_clock.Now.Nanoseconds / _interval) + 1 - (_nextClose.Nanoseconds / _interval);
        _nextClose = new Timestamp(((_clock.Now.Nanoseconds / _interval) + 1) * _interval);
        if (first) return false;
        bool closed = false;
        for (int i = 1; i < _tracks.Length; i++)
        {
            bool isBar = Close(ref _tracks[i]);
            closed |= isBar;
            long silent = isBar ? ended - 1 : ended;
            if (silent > 0) Silence(i, silent);
        }
        if (closed) Covary();
        return closed;
    }

    /// <summary>Bars and volatilities of an underlying as they are.</summary>
    public void Read(UnderlyingId underlying, ref Scaling.ScalingView view)
    {
        ref readonly BarTrack track = ref _tracks[underlying.Index];
        double perYear = YearSeconds / BarSeconds;
        int window = (int)_parameters[ParameterId.VolatilityBars];
        view.Bars = track.Closed;
        view.BarSeconds = BarSeconds;
        (view.BarOpen, view.BarHigh, view.BarLow) = (track.LastOpen, track.LastHigh, track.LastLow);
        view.BarClose = track.LastClose;
        view.TrueRange = track.Ranges > TrueRangeBars ? track.TrueRange : double.NaN;
        view.Volatility[(int)VolatilitySource.Ewma] = Smooth(underlying);
        Read(track, VolatilitySource.CloseToClose, BarEstimator.CloseToClose, window, perYear, ref view);
        Read(track, VolatilitySource.Parkinson, BarEstimator.Parkinson, window, perYear, ref view);
        Read(track, VolatilitySource.GarmanKlass, BarEstimator.GarmanKlass, window, perYear, ref view);
        Read(track, VolatilitySource.RogersSatchell, BarEstimator.RogersSatchell, window, perYear, ref view);
        Read(track, VolatilitySource.YangZhang, BarEstimator.YangZhang, window, perYear, ref view);
        view.Volatility[(int)VolatilitySource.Realised] = track.Realised.Count >= window
            ? ValueOf(track.Realised.Annualised(perYear)) : double.NaN;
    }

    /// <summary>Exponentially weighted volatility per year; NaN while not known.</summary>
    public double Smooth(UnderlyingId underlying)
    {
        ref readonly BarTrack track = ref _tracks[underlying.Index];
        bool warm = track.Smooth.Count >= (int)_parameters[ParameterId.VolatilityBars];
        return warm ? ValueOf(track.Smooth.Annualised(YearSeconds / BarSeconds)) : double.NaN;
    }

    /// <summary>The underlying's place and row in the yearly covariance.</summary>
    public void ReadCovariance(UnderlyingId underlying, ref Scaling.ScalingView view)
    {
        double perYear = YearSeconds / BarSeconds;
        int index = Array.IndexOf(_assets, underlying.Index, 0, _assetCount);
        bool warm = index >= 0 && _covariance.Count >= (int)_parameters[ParameterId.VolatilityBars];
        view.CovarianceIndex = index;
        for (int j = 0; j < EwmaCovariance.AssetsMax; j++)
            view.Covariance[j] = warm && j < _assetCount ? ValueOf(_covariance.Of(index, j)) * perYear : double.NaN;
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(_nextClose);
        writer.Write(_covariance);
        writer.Write(_assetCount);
        writer.Write(_interval);
        writer.Write<int>(_assets);
        for (int i = 1; i < _tracks.Length; i++)
        {
            // Most underlyings have no price; their tracks are zero and left out.
            writer.Write(IsUsed(_tracks[i]) ? 1 : 0);
            if (IsUsed(_tracks[i])) writer.Write(_tracks[i]);
        }
    }

    public void Load(ref SnapshotReader reader)
    {
        _nextClose = reader.Read<Timestamp>();
        _covariance = reader.Read<EwmaCovariance>();
        _assetCount = reader.Read<int>();
        _interval = reader.Read<long>();
        reader.Read<int>(_assets);
        for (int i = 1; i < _tracks.Length; i++)
            _tracks[i] = reader.Read<int>() != 0 ? reader.Read<BarTrack>() : default;
    }

    private double BarSeconds => _parameters.Milliseconds(ParameterId.BarInterval).Seconds;

    private static bool IsUsed(in BarTrack track) => track.Count != 0 || track.Closed != 0;

    /// <summary>Closes the bar that formed; false when there was none.</summary>
    private static bool Close(ref BarTrack track)
    {
        track.HasReturn = 0;
        if (track.Count == 0)
        {
            track.LastClose = 0;
            return false;
        }
        var bar = new PriceBar(track.Open, track.High, track.Low, track.Close);
        track.Window.Add(bar.WithUnseen(track.Count));
        bool follows = track.LastClose > 0 && track.Silent == 0;
        double reach = follows
            ? Math.Max(track.High, track.LastClose) - Math.Min(track.Low, track.LastClose) : track.High - track.Low;
        track.TrueRange = track.Ranges == 0
            ? reach : track.TrueRange + ((reach - track.TrueRange) / TrueRangeBars);
        if (follows)
        {
            track.LastReturn = Elementary.LogRatio(track.Close, track.LastClose);
            track.HasReturn = 1;
            track.Smooth.Add(track.LastReturn, EwmaSpeed.Guarded);
        }
        Figure realised = track.Ticks.Variance();
        // The deviation of a bar stands for its variance, as a return would.
        if (realised.HasValue) track.Realised.Add(Math.Sqrt(realised.Value), EwmaSpeed.Guarded);
        track.Ticks.Reset();
        (track.LastOpen, track.LastHigh, track.LastLow, track.LastClose) =
            (track.Open, track.High, track.Low, track.Close);
        (track.Count, track.Silent) = (0, 0);
        track.Closed++;
        track.Ranges++;
        return true;
    }

    /// <summary>So many spans ended without a tick: the next bar follows none, and after a window of them all is
    /// forgotten.</summary>
    private void Silence(int underlying, long spans)
    {
        ref BarTrack track = ref _tracks[underlying];
        track.Window.BreakSequence();
        track.Silent = (int)Math.Min(int.MaxValue, track.Silent + spans);
        bool isForgotten = track.Silent >= _parameters[ParameterId.VolatilityBars];
        if (!isForgotten || track.Ranges == 0) return;
        track = new BarTrack { Closed = track.Closed, LastClose = track.LastClose, Silent = track.Silent };
        int at = Array.IndexOf(_assets, underlying, 0, _assetCount);
        if (at < 0) return;
        // The others' covariance would wait for its returns for ever; it comes back with its first one.
        _assets.AsSpan(at + 1, _assetCount - at - 1).CopyTo(_assets.AsSpan(at));
        _assets[--_assetCount] = 0;
        _covariance = default;
    }

    /// <summary>One period counts only when every asset has a return: a missing one is not a zero.</summary>
    private void Covary()
    {
        for (int i = 1; i < _tracks.Length && _assetCount < _assets.Length; i++)
        {
            if (_tracks[i].HasReturn == 0 || Array.IndexOf(_assets, i, 0, _assetCount) >= 0) continue;
            _assets[_assetCount++] = i;
            _covariance = default;
        }
        if (_assetCount == 0) return;
        Span<double> returns = stackalloc double[EwmaCovariance.AssetsMax];
        for (int i = 0; i < _assetCount; i++)
        {
            if (_tracks[_assets[i]].HasReturn == 0) return;
            returns[i] = _tracks[_assets[i]].LastReturn;
        }
        _covariance.Add(returns[.._assetCount], 0.97);
    }

    private static void Read(
        in BarTrack track, VolatilitySource source, BarEstimator estimator, int window, double perYear,
        ref Scaling.ScalingView view)
    {
        view.Volatility[(int)source] = ValueOf(track.Window.Annualised(estimator, window, perYear));
        view.VolatilityErrors[(int)source] = ValueOf(track.Window.ErrorSquared(estimator, window));
    }

    private static double ValueOf(Figure figure) => figure.HasValue ? figure.Value : double.NaN;
}
