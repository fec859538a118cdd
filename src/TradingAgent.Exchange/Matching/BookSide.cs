namespace TradingAgent.Exchange.Matching;

/// <summary>The levels of one side, worst first and best last.</summary>
internal sealed class BookSide(bool isBid)
{
    private Level[] _levels = new Level[8];

    public int Count { get; private set; }

    public long Best => Count == 0 ? 0 : _levels[Count - 1].Price;

    public ref Level At(int index) => ref _levels[index];

    /// <summary>The index of a price, or the complement of where it belongs.</summary>
    public int Find(long price)
    {
        int low = 0;
        int high = Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            long at = _levels[middle].Price;
            if (at == price) return middle;
            if (isBid ? at < price : at > price) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }

    public int FindOrInsert(long price)
    {
        int at = Find(price);
        if (at >= 0) return at;
        at = ~at;
        if (Count == _levels.Length) Array.Resize(ref _levels, Count * 2);
        Array.Copy(_levels, at, _levels, at + 1, Count - at);
        _levels[at] = new Level { Price = price };
        Count++;
        return at;
    }

    public void RemoveAt(int at)
    {
        Count--;
        Array.Copy(_levels, at + 1, _levels, at, Count - at);
    }

    internal struct Level
    {
        public long Price;
        public long Quantity;
        public int Head;
        public int Tail;
    }
}
