using TradingAgent.Exchange.Matching;

namespace TradingAgent.ExchangeServer.Binance.Market;

/// <summary>The last aggregated trades of one future, oldest first, and the one that still grows.</summary>
internal sealed class AggregateTape
{
    private const int Kept = 2_000;
    private static readonly Duration Span = Duration.FromMilliseconds(100);

    private readonly List<AggregateTrade> _done = [];
    private AggregateTrade _open;
    private long _count;

    /// <summary>Finished ones, oldest first.</summary>
    public IReadOnlyList<AggregateTrade> Done => _done;

    /// <summary>Id of the last finished one; 0 when there is none.</summary>
    public long LastId => _done.Count == 0 ? 0 : _done[^1].Id;

    public void Add(in TradePrint trade)
    {
        bool joins = _open.Id != 0 && _open.Price == trade.Price && _open.TakerSide == trade.TakerSide
            && trade.Time - _open.Time < Span;
        if (joins)
        {
            _open = _open with { Quantity = _open.Quantity + trade.Quantity, LastTrade = trade.Id };
            return;
        }
        Close();
        _open = new AggregateTrade(
            ++_count, trade.Price, trade.Quantity, trade.Id, trade.Id, trade.Time, trade.TakerSide);
    }

    public void Flush(Timestamp now)
    {
        if (_open.Id != 0 && now - _open.Time >= Span) Close();
    }

    private void Close()
    {
        if (_open.Id == 0) return;
        _done.Add(_open);
        _open = default;
        if (_done.Count >= 2 * Kept) _done.RemoveRange(0, _done.Count - Kept);
    }
}
