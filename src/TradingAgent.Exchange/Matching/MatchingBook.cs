namespace TradingAgent.Exchange.Matching;

/// <summary>
/// A price-time priority limit book. Orders are nodes of one pool, named by handles; each side is an array of levels
/// sorted so that the best is last, because almost everything happens there. It decides nothing: whoever takes walks
/// the front orders and says what fills. Allocates only while growing.
/// </summary>
public sealed class MatchingBook
{
    private BookNode[] _nodes = new BookNode[64];
    private int _free;
    private readonly BookSide _bids = new(isBid: true);
    private readonly BookSide _asks = new(isBid: false);

    public MatchingBook() => ChainFree(1);

    /// <summary>Best price of a side, or zero.</summary>
    public long Best(Side side) => Of(side).Best;

    /// <summary>Number of levels of a side.</summary>
    public int LevelCount(Side side) => Of(side).Count;

    /// <summary>Adds an order at the back of its level and returns its handle (never 0).</summary>
    public int Add(Side side, long price, long quantity, int account, long order)
    {
        if (_free == 0) Grow();
        int handle = _free;
        _free = _nodes[handle].Next;
        BookSide ladder = Of(side);
        int at = ladder.FindOrInsert(price);
        ref BookSide.Level level = ref ladder.At(at);
        _nodes[handle] = new BookNode
        {
            Price = price,
            Quantity = quantity,
            Order = order,
            Account = account,
            Side = side,
            Previous = level.Tail,
        };
        if (level.Tail == 0) level.Head = handle;
        else _nodes[level.Tail].Next = handle;
        level.Tail = handle;
        level.Quantity += quantity;
        return handle;
    }

    /// <summary>The order that trades first on a side; 0 when the side is empty.</summary>
    public int Front(Side side)
    {
        BookSide ladder = Of(side);
        return ladder.Count == 0 ? 0 : ladder.At(ladder.Count - 1).Head;
    }

    /// <summary>The order behind this one at the same price; 0 at the end.</summary>
    public int Next(int handle) => _nodes[handle].Next;

    /// <summary>The first order at a price; 0 when there is none.</summary>
    public int FrontAt(Side side, long price)
    {
        int at = Of(side).Find(price);
        return at < 0 ? 0 : Of(side).At(at).Head;
    }

    /// <summary>The last order at a price; 0 when there is none.</summary>
    public int BackAt(Side side, long price)
    {
        int at = Of(side).Find(price);
        return at < 0 ? 0 : Of(side).At(at).Tail;
    }

    /// <summary>The order before this one at the same price; 0 at the front.</summary>
    public int Previous(int handle) => _nodes[handle].Previous;

    public long PriceOf(int handle) => _nodes[handle].Price;

    public long QuantityOf(int handle) => _nodes[handle].Quantity;

    public int AccountOf(int handle) => _nodes[handle].Account;

    public long OrderOf(int handle) => _nodes[handle].Order;

    /// <summary>Total at a price; zero when there is none.</summary>
    public long QuantityAt(Side side, long price)
    {
        int at = Of(side).Find(price);
        return at < 0 ? 0 : Of(side).At(at).Quantity;
    }

    /// <summary>Takes a part away without losing the place; the order leaves when nothing is left.</summary>
    public void Reduce(int handle, long by)
    {
        ref BookNode node = ref _nodes[handle];
        if (by >= node.Quantity)
        {
            Remove(handle);
            return;
        }
        node.Quantity -= by;
        BookSide ladder = Of(node.Side);
        ladder.At(ladder.Find(node.Price)).Quantity -= by;
    }

    /// <summary>Takes an order out.</summary>
    public void Remove(int handle)
    {
        BookNode node = _nodes[handle];
        BookSide ladder = Of(node.Side);
        int at = ladder.Find(node.Price);
        ref BookSide.Level level = ref ladder.At(at);
        if (node.Previous == 0) level.Head = node.Next;
        else _nodes[node.Previous].Next = node.Next;
        if (node.Next == 0) level.Tail = node.Previous;
        else _nodes[node.Next].Previous = node.Previous;
        level.Quantity -= node.Quantity;
        if (level.Head == 0) ladder.RemoveAt(at);
        _nodes[handle] = new BookNode { Next = _free };
        _free = handle;
    }

    /// <summary>Copies the best levels, best first, and returns how many.</summary>
    public int CopyLevels(Side side, Span<BookLevel> destination)
    {
        BookSide ladder = Of(side);
        int count = Math.Min(destination.Length, ladder.Count);
        for (int i = 0; i < count; i++)
        {
            ref BookSide.Level level = ref ladder.At(ladder.Count - 1 - i);
            destination[i] = new BookLevel(new Price(level.Price), new Quantity(level.Quantity));
        }
        return count;
    }

    /// <summary>Sum of what rests at or better than a price, as a taker of that limit would find it.</summary>
    /// <param name="side">Which side rests.</param>
    /// <param name="limit">The taker's.</param>
    /// <param name="own">An account whose orders the taker does not trade with; 0 for none.</param>
    /// <param name="ends">True where meeting one of those ends the taker.</param>
    public long QuantityWithin(Side side, long limit, int own = 0, bool ends = false)
    {
        BookSide ladder = Of(side);
        long sum = 0;
        for (int i = ladder.Count - 1; i >= 0; i--)
        {
            ref BookSide.Level level = ref ladder.At(i);
            if (side == Side.Buy ? level.Price < limit : level.Price > limit) break;
            if (own == 0)
            {
                sum += level.Quantity;
                continue;
            }
            for (int handle = level.Head; handle != 0; handle = _nodes[handle].Next)
            {
                if (_nodes[handle].Account != own) sum += _nodes[handle].Quantity;
                else if (ends) return sum;
            }
        }
        return sum;
    }

    private BookSide Of(Side side) => side == Side.Buy ? _bids : _asks;

    private void Grow()
    {
        int old = _nodes.Length;
        Array.Resize(ref _nodes, old * 2);
        ChainFree(old);
    }

    private void ChainFree(int from)
    {
        for (int i = from; i < _nodes.Length; i++) _nodes[i].Next = i + 1 < _nodes.Length ? i + 1 : 0;
        _free = from;
    }

    private struct BookNode
    {
        public long Price;
        public long Quantity;
        public long Order;
        public int Account;
        public int Next;
        public int Previous;
        public Side Side;
    }
}
