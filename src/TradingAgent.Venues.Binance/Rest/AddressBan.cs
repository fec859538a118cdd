using System.Buffers.Text;

namespace TradingAgent.Venues.Binance.Rest;

/// <summary>
/// Until when the venue wants to hear no questions from this address, by what it says itself: 429 for the rest of the
/// minute, 418 until the moment its text names, 403 for two minutes. Asking on makes it longer. Thread-safe.
/// </summary>
internal sealed class AddressBan
{
    private const long FirewallMs = 120_000;
    private const long LongestMs = 3L * 24 * 3600 * 1000;

    private long _untilMs;

    /// <summary>True while nothing may be asked.</summary>
    public bool IsOn(long wallMs) => wallMs < Interlocked.Read(ref _untilMs);

    /// <summary>Takes an answer that refuses for being too fast; others change nothing.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="wallMs">Now, by the machine's monotonic clock.</param>
    /// <param name="venueMs">Now, by the venue's clock.</param>
    public void On(BinanceReply reply, long wallMs, long venueMs)
    {
        if (reply.Status is not (403 or 418 or 429)) return;
        long pauseMs = reply.Status == 403 ? FirewallMs
            : reply.RetryAfterSeconds > 0 ? reply.RetryAfterSeconds * 1000
            : reply.Status == 429 ? 60_000 - (venueMs % 60_000)
            : FirewallMs;
        if (BannedUntil(reply.Text) is { } until && until > venueMs) pauseMs = until - venueMs;
        long at = wallMs + Math.Min(pauseMs, LongestMs);
        if (at > Interlocked.Read(ref _untilMs)) Interlocked.Exchange(ref _untilMs, at);
    }

    /// <summary>
    /// The moment in «IP banned until 1790000000000», Unix milliseconds; null when the text has none.
    /// </summary>
    public static long? BannedUntil(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> head = "banned until "u8;
        int at = text.IndexOf(head);
        if (at < 0 || !Utf8Parser.TryParse(text[(at + head.Length)..], out long until, out _)) return null;
        return until;
    }
}
