using TradingAgent.Exchange.MarketSources.Generated;

namespace TradingAgent.UnitTests.Exchange.Matching;

/// <summary>The oracle: one list, sorted whenever somebody asks.</summary>
internal sealed class NaiveBook
{
    private readonly List<Row> _rows = [];

    public void Add(Side side, long price, long quantity, long order, int handle) =>
        _rows.Add(new Row { Side = side, Price = price, Quantity = quantity, Order = order, Handle = handle });

    public void Reduce(Row row, long by)
    {
        row.Quantity -= by;
        if (row.Quantity <= 0) _rows.Remove(row);
    }

    public bool Pick(Chance chance, out Row row)
    {
        row = _rows.Count == 0 ? new Row() : _rows[chance.Below(_rows.Count)];
        return _rows.Count > 0;
    }

    public bool Front(Side side, out Row row)
    {
        row = Sorted(side).FirstOrDefault() ?? new Row();
        return row.Order != 0;
    }

    public (long Price, long Quantity)[] Levels(Side side) =>
        [.. Sorted(side).GroupBy(row => row.Price).Select(level => (level.Key, level.Sum(row => row.Quantity)))];

    // Orders are numbered as they arrive, so the number is the time.
    private IEnumerable<Row> Sorted(Side side) => _rows
        .Where(row => row.Side == side)
        .OrderBy(row => side == Side.Buy ? -row.Price : row.Price)
        .ThenBy(row => row.Order);

    internal sealed class Row
    {
        public Side Side;
        public long Price;
        public long Quantity;
        public long Order;
        public int Handle;
    }
}
