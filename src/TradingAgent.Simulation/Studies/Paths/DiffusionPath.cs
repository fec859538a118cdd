using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.Quant.Maths;

namespace TradingAgent.Simulation.Studies.Paths;

/// <summary>
/// A generated price in steps of equal length. The variance is stepped by Euler's rule with full truncation (Lord,
/// Koekkoek and van Dijk 2010), the logarithm of the price exactly for the variance of the step.
/// </summary>
public sealed class DiffusionPath : IPricePath
{
    private const double YearSeconds = 365.0 * 86_400;
    private readonly DiffusionSettings _settings;
    private readonly Chance _chance;
    private readonly double _years;
    private readonly double _root;
    private readonly double _correlation;
    private readonly double _startLog;
    private double _log;
    private double _variance;

    /// <param name="settings">What moves it.</param>
    /// <param name="seed">Chooses the path.</param>
    /// <param name="step">Length of a step.</param>
    /// <param name="correlation">With what the coins share, from -1 to 1.</param>
    public DiffusionPath(DiffusionSettings settings, ulong seed, Duration step, double correlation)
    {
        (_settings, _chance, _correlation) = (settings, new Chance(seed), correlation);
        _years = step.Seconds / YearSeconds;
        _root = Math.Sqrt(_years);
        _log = _startLog = Elementary.Log(settings.Start);
        _variance = settings.Volatility * settings.Volatility;
        Price = settings.Start;
        Volatility = settings.Volatility;
    }

    public double Price { get; private set; }

    public double Volatility { get; private set; }

    public bool TryStep(double common)
    {
        double own = _chance.Normal();
        double normal = (_correlation * common) + (Math.Sqrt(1 - (_correlation * _correlation)) * own);
        double sigma = Volatility;
        double pull = _settings.ReversionSpeed * (_startLog - _log);
        _log += ((pull - (sigma * sigma / 2)) * _years) + (sigma * _root * normal) + Jump();
        StepVariance(normal);
        Price = Elementary.Exp(_log);
        return true;
    }

    private double Jump()
    {
        if (_settings.JumpsPerYear == 0 || _chance.Uniform() >= _settings.JumpsPerYear * _years) return 0;
        return (_settings.JumpSize * _chance.Normal()) - (_settings.JumpSize * _settings.JumpSize / 2);
    }

    private void StepVariance(double normal)
    {
        if (_settings.VarianceVolatility == 0) return;
        double rho = _settings.VarianceCorrelation;
        double shock = (rho * normal) + (Math.Sqrt(1 - (rho * rho)) * _chance.Normal());
        double mean = _settings.Volatility * _settings.Volatility;
        double truncated = Math.Max(0, _variance);
        _variance += (_settings.VarianceSpeed * (mean - truncated) * _years)
            + (_settings.VarianceVolatility * Math.Sqrt(truncated) * _root * shock);
        Volatility = Math.Sqrt(Math.Max(0, _variance));
    }
}
