namespace TradingAgent.ConcurrencyTests.Shims;

/// <summary>
/// Stands in for the system's in the sources explored. A sleep ends only when it is woken, never by time: what would
/// wait for its time-out stands for ever, and shows.
/// </summary>
internal sealed class AutoResetEvent(bool isSet) : IDisposable
{
    private bool _isSet = isSet;

    public void Set()
    {
        Explorer.Point();
        _isSet = true;
    }

    public void WaitOne(TimeSpan longest)
    {
        _ = longest;
        Explorer.WaitUntil(() => _isSet);
        _isSet = false;
    }

    public void Dispose()
    {
    }
}
