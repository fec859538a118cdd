using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.Exchange.MarketSources.Recorded.Surfaces;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Exchange.MarketSources.Recorded;

/// <summary>
/// What a recorded price implies for the rest of its coin's market: a smoothed index, a forward with a constant yearly
/// basis, and volatilities from a recorded surface or from what the price has done lately.
/// </summary>
internal sealed class RecordedPath : IChainModel
{
    private const double IndexSeconds = 2;
    private const double FastSeconds = 1_800;
    private const double SlowSeconds = 86_400;
    private const double YearSeconds = 31_536_000;
    private const double ReversionPerYear = 25;

    private readonly double _basisPerYear;
    private readonly RecordedSurface? _surface;
    private Timestamp _followedAt;
    private double _lastMid;
    private double _fast;
    private double _slow;

    public RecordedPath(double mid, double volatility, double basisPerYear, RecordedSurface? surface, Timestamp now)
    {
        _basisPerYear = basisPerYear;
        _surface = surface;
        _followedAt = now;
        _lastMid = mid;
        _fast = volatility * volatility;
        _slow = _fast;
        Index = mid;
    }

    /// <summary>USD per coin.</summary>
    public double Index { get; private set; }

    /// <summary>Lets the index follow the recorded price.</summary>
    public void Follow(double mid, Timestamp now)
    {
        double seconds = (now - _followedAt).Seconds;
        if (seconds <= 0) return;
        _followedAt = now;
        Index += (mid - Index) * (1 - Elementary.Exp(-seconds / IndexSeconds));
    }

    /// <summary>One second has passed.</summary>
    public void Observe(double mid)
    {
        double change = Elementary.Log(mid / _lastMid);
        _lastMid = mid;
        double variance = change * change * YearSeconds;
        _fast += (variance - _fast) / FastSeconds;
        _slow += (variance - _slow) / SlowSeconds;
    }

    /// <summary>Forgets the change since the last second, after a stretch without data.</summary>
    public void Restart(double mid, Timestamp now)
    {
        _lastMid = mid;
        _followedAt = now;
        Index = mid;
    }

    public double Forward(double years) => Index * (1 + (_basisPerYear * years));

    public double AtTheMoney(double years)
    {
        if (_surface is not null) return _surface.Volatility(years, logMoneyness: 0);
        double near = Math.Clamp(Math.Sqrt(_fast), 0.25, 2.0);
        double far = Math.Clamp(Math.Sqrt(_slow), 0.35, 1.2);
        double x = Math.Max(ReversionPerYear * years, 1e-6);
        double weight = (1 - Elementary.Exp(-x)) / x;
        return Math.Sqrt((far * far) + (((near * near) - (far * far)) * weight));
    }

    public double VolatilityAt(double strike, double forward, double years, double atTheMoney) => _surface is null
        ? new SmileModel(forward, years, atTheMoney).Volatility(strike)
        : _surface.Volatility(years, Elementary.Log(strike / forward));
}
