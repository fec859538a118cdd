namespace TradingAgent.Exchange.Accounts;

/// <summary>The last rows of something that never ends.</summary>
internal sealed class Remembered<T>(int kept)
{
    private readonly Queue<T> _rows = [];

    public void Add(in T row)
    {
        _rows.Enqueue(row);
        if (_rows.Count > kept) _rows.Dequeue();
    }

    /// <summary>Oldest first.</summary>
    public T[] ToArray() => _rows.ToArray();
}
