namespace TradingAgent.Venues.Binance.Market;

/// <summary>
/// The options whose tickers are wanted, of all that come in one array. One thread adds, any number asks.
/// </summary>
internal sealed class TickerSet
{
    private bool[] _wanted = new bool[64];

    public void Add(IEnumerable<InstrumentId> ids)
    {
        foreach (InstrumentId id in ids)
        {
            if (id.Index >= _wanted.Length)
            {
                bool[] larger = new bool[Math.Max(id.Index + 1, _wanted.Length * 2)];
                _wanted.CopyTo(larger, 0);
                Volatile.Write(ref _wanted, larger);
            }
            Volatile.Write(ref _wanted[id.Index], true);
        }
    }

    public bool Has(InstrumentId id)
    {
        bool[] wanted = Volatile.Read(ref _wanted);
        return id.Index < wanted.Length && wanted[id.Index];
    }
}
