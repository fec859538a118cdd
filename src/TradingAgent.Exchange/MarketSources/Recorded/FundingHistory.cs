namespace TradingAgent.Exchange.MarketSources.Recorded;

/// <summary>Recorded funding rates, each known by the moment at which it was settled.</summary>
public sealed class FundingHistory
{
    private readonly List<(Timestamp Time, decimal Rate)> _rows = [];

    /// <summary>How many settlements it knows.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds a settlement; rows come in rising order, and one that does not is put in its place.</summary>
    public void Add(Timestamp time, decimal rate)
    {
        int at = _rows.Count;
        while (at > 0 && _rows[at - 1].Time > time) at--;
        _rows.Insert(at, (time, rate));
    }

    /// <summary>The rate of the settlement that comes next, or that of the last one when there is none.</summary>
    public decimal RateAt(Timestamp now)
    {
        // Recorded settlements are late by some milliseconds; at the hour itself theirs is still the one that counts.
        int low = 0;
        int high = _rows.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_rows[middle].Time < now) low = middle + 1;
            else high = middle;
        }
        return _rows.Count == 0 ? 0m : _rows[Math.Min(low, _rows.Count - 1)].Rate;
    }
}
