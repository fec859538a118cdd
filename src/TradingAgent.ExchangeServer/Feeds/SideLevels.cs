using TradingAgent.Exchange.Matching;

namespace TradingAgent.ExchangeServer.Feeds;

/// <summary>
/// One side of a book as its subscribers know it, best first, and the difference that the last look made.
/// </summary>
internal sealed class SideLevels(int depth, bool isBid)
{
    private BookLevel[] _levels = new BookLevel[depth];
    private BookLevel[] _spare = new BookLevel[depth];
    private readonly BookLevel[] _changes = new BookLevel[depth * 2];
    private int _count;

    public ReadOnlySpan<BookLevel> Levels => _levels.AsSpan(0, _count);

    /// <summary>New and changed levels, and those that left with quantity zero.</summary>
    public ReadOnlySpan<BookLevel> Changes => _changes.AsSpan(0, ChangeCount);

    public int ChangeCount { get; private set; }

    /// <summary>Takes the levels as they are now and works out what changed.</summary>
    public void Replace(ReadOnlySpan<BookLevel> now)
    {
        ChangeCount = 0;
        int old = 0;
        foreach (BookLevel level in now)
        {
            while (old < _count && IsBetter(_levels[old].Price, level.Price)) Add(Gone(_levels[old++]));
            if (old < _count && _levels[old].Price == level.Price)
            {
                if (_levels[old].Quantity != level.Quantity) Add(level);
                old++;
            }
            else
            {
                Add(level);
            }
        }
        while (old < _count) Add(Gone(_levels[old++]));
        now.CopyTo(_spare);
        (_levels, _spare) = (_spare, _levels);
        _count = now.Length;
    }

    private void Add(BookLevel level) => _changes[ChangeCount++] = level;

    private bool IsBetter(Price left, Price right) => isBid ? left > right : left < right;

    private static BookLevel Gone(BookLevel level) => level with { Quantity = Quantity.Zero };
}
