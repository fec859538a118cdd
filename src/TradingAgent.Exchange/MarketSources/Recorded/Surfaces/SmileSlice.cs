namespace TradingAgent.Exchange.MarketSources.Recorded.Surfaces;

/// <summary>The smile of one recorded expiry over standardised moneyness ln(K/F)/√T.</summary>
internal sealed class SmileSlice
{
    private readonly double[] _moneyness;
    private readonly double[] _volatilities;

    public SmileSlice(double years, IReadOnlyList<(double Moneyness, double Volatility)> points)
    {
        Years = years;
        (double Moneyness, double Volatility)[] sorted = [.. points.OrderBy(p => p.Moneyness)];
        _moneyness = Array.ConvertAll(sorted, p => p.Moneyness);
        _volatilities = Array.ConvertAll(sorted, p => p.Volatility);
    }

    public double Years { get; }

    public int Count => _moneyness.Length;

    public double At(double moneyness)
    {
        int low = 0;
        int high = _moneyness.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_moneyness[middle] < moneyness) low = middle + 1;
            else high = middle;
        }
        if (low == 0) return _volatilities[0];
        if (low == _moneyness.Length) return _volatilities[^1];
        double span = _moneyness[low] - _moneyness[low - 1];
        double part = span > 0 ? (moneyness - _moneyness[low - 1]) / span : 0;
        return _volatilities[low - 1] + (part * (_volatilities[low] - _volatilities[low - 1]));
    }
}
