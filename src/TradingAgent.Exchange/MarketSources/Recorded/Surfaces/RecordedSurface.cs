using TradingAgent.Quant.Maths;

namespace TradingAgent.Exchange.MarketSources.Recorded.Surfaces;

/// <summary>
/// The volatilities of a recorded chain, kept per time to expiry and standardised moneyness ln(K/F)/√T, so that they
/// can be put on another price and other dates. Between points it is linear, between expiries linear in total variance
/// at equal standardised moneyness; beyond the last point it is flat.
/// </summary>
public sealed class RecordedSurface
{
    private const double YearsMin = 1.0 / (365 * 24 * 60);

    private readonly SmileSlice[] _slices;

    internal RecordedSurface(IEnumerable<SmileSlice> slices)
    {
        _slices = [.. slices.OrderBy(s => s.Years)];
        if (_slices.Length == 0) throw new InvalidDataException("The surface has no expiry with usable volatilities.");
    }

    /// <summary>Number of expiries.</summary>
    public int Expiries => _slices.Length;

    /// <summary>Number of volatilities kept.</summary>
    public int Points => _slices.Sum(s => s.Count);

    /// <summary>Volatility per year.</summary>
    /// <param name="years">Time to expiry.</param>
    /// <param name="logMoneyness">ln(strike / forward).</param>
    public double Volatility(double years, double logMoneyness)
    {
        years = Math.Max(years, YearsMin);
        double standard = logMoneyness / Math.Sqrt(years);
        int above = 0;
        while (above < _slices.Length && _slices[above].Years < years) above++;
        if (above == 0) return _slices[0].At(standard);
        if (above == _slices.Length) return _slices[^1].At(standard);
        SmileSlice near = _slices[above - 1];
        SmileSlice far = _slices[above];
        double nearVolatility = near.At(standard);
        double farVolatility = far.At(standard);
        double weight = (years - near.Years) / (far.Years - near.Years);
        double variance = (nearVolatility * nearVolatility * near.Years * (1 - weight))
            + (farVolatility * farVolatility * far.Years * weight);
        return Math.Sqrt(variance / years);
    }

    /// <summary>Standardised moneyness, as the slices keep it.</summary>
    internal static double Standard(double strike, double forward, double years) =>
        Elementary.Log(strike / forward) / Math.Sqrt(years);
}
