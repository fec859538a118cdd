namespace TradingAgent.Venues.Bybit.Rest;

/// <summary>
/// The venue answers an address that asks too much with HTTP 403 for ten minutes and more, cancels included; asking on
/// makes it longer. Questions stop for a while, then one is let through at a time. Orders are never held back here:
/// order entry has a limit of its own. Thread-safe.
/// </summary>
internal sealed class AddressBan
{
    /// <summary>Between two questions while banned.</summary>
    public const long PauseMs = 120_000;

    private long _untilMs;

    /// <summary>The venue said 403.</summary>
    public void Begin(long wallMs) => Interlocked.Exchange(ref _untilMs, wallMs + PauseMs);

    /// <summary>True while nothing may be asked.</summary>
    public bool IsOn(long wallMs) => wallMs < Interlocked.Read(ref _untilMs);
}
