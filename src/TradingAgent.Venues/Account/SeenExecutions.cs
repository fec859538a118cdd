namespace TradingAgent.Venues.Account;

/// <summary>The last N execution ids, so that a fill told twice is published once. Not thread-safe.</summary>
internal sealed class SeenExecutions(int capacity)
{
    private readonly HashSet<ExecutionId> _known = new(capacity + 1);
    private readonly ExecutionId[] _order = new ExecutionId[capacity];
    private int _next;

    /// <summary>True the first time an id is given.</summary>
    public bool IsNew(ExecutionId id)
    {
        if (!_known.Add(id)) return false;
        if (!_order[_next].IsNone) _known.Remove(_order[_next]);
        _order[_next] = id;
        _next = _next + 1 == capacity ? 0 : _next + 1;
        return true;
    }
}
