namespace TradingAgent.Venues.Market;

/// <summary>
/// One side of a book, best first, in two arrays. Levels beyond the capacity are the worst and are dropped.
/// </summary>
internal sealed class BookSide(bool isBid, int capacity)
{
    private readonly long[] _prices = new long[capacity];
    private readonly long[] _sizes = new long[capacity];

    public int Count { get; private set; }

    /// <summary>Zero when the side is empty.</summary>
    public long BestPrice => Count == 0 ? 0 : _prices[0];

    public long BestSize => Count == 0 ? 0 : _sizes[0];

    public void Clear() => Count = 0;

    /// <summary>Inserts, overwrites, or with size zero removes a level.</summary>
    public void Set(long price, long size)
    {
        int at = Find(price);
        bool known = at < Count && _prices[at] == price;
        if (size == 0)
        {
            if (known) Remove(at);
            return;
        }
        if (!known)
        {
            if (at == capacity) return;
            if (Count == capacity) Count--;
            int moved = Count - at;
            if (moved > 0)
            {
                Array.Copy(_prices, at, _prices, at + 1, moved);
                Array.Copy(_sizes, at, _sizes, at + 1, moved);
            }
            Count++;
            _prices[at] = price;
        }
        _sizes[at] = size;
    }

    /// <summary>Summed size not further than that many basis points from the mid.</summary>
    public Quantity Within(long mid, int basisPoints)
    {
        long reach = (long)((Int128)mid * basisPoints / 10_000);
        long sum = 0;
        for (int i = 0; i < Count; i++)
        {
            long distance = isBid ? mid - _prices[i] : _prices[i] - mid;
            if (distance > reach) break;
            sum = SizeSum.Of(sum, _sizes[i]);
        }
        return new Quantity(sum);
    }

    private void Remove(int at)
    {
        Count--;
        int moved = Count - at;
        if (moved == 0) return;
        Array.Copy(_prices, at + 1, _prices, at, moved);
        Array.Copy(_sizes, at + 1, _sizes, at, moved);
    }

    private int Find(long price)
    {
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            bool before = isBid ? _prices[middle] > price : _prices[middle] < price;
            if (before) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
