using System.Buffers.Text;

namespace TradingAgent.Venues.Binance.Rest;

/// <summary>
/// Until when the venue wants to hear nothing from this address, by what it says itself on any road: 429 for the rest
/// of the minute, 418 until the moment its text names, 403 for two minutes. Asking on makes it longer. Thread-safe.
/// </summary>
internal sealed class AddressBan
{
    private const long FirewallMs = 120_000;
    private const long LongestMs = 3L * 24 * 3600 * 1000;

    private const int TooManyRequests = -1003;

    /// <summary>The account's orders are too many, not the address's requests: cancels go on.</summary>
    private const int TooManyOrders = -1015;

    private long _untilMs;

    /// <summary>True while nothing may be sent, by the machine's monotonic clock.</summary>
    public bool IsStanding => IsOn(Environment.TickCount64);

    /// <summary>
    /// True while an order command is not to be sent: none over REST, and over the order-entry stream cancels alone,
    /// which are worth making the ban longer.
    /// </summary>
    public bool Holds(CommandKind kind, bool overStream) =>
        IsStanding && !(overStream && kind == CommandKind.CancelOrder);

    /// <inheritdoc cref="IsStanding"/>
    public bool IsOn(long wallMs) => wallMs < Interlocked.Read(ref _untilMs);

    /// <summary>Takes an answer that refuses for being too fast; others change nothing.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="wallMs">Now, by the machine's monotonic clock.</param>
    /// <param name="venueMs">Now, by the venue's clock.</param>
    public void On(BinanceReply reply, long wallMs, long venueMs) =>
        On(reply.Status, reply.Code, reply.Text, reply.RetryAfterSeconds, wallMs, venueMs);

    /// <summary>Takes the same from an answer of the order-entry stream.</summary>
    /// <param name="status">HTTP's, which that stream repeats.</param>
    /// <param name="code">The venue's.</param>
    /// <param name="text">The venue's words.</param>
    /// <param name="retryAfterSeconds">When to ask again; 0 when not told.</param>
    /// <param name="wallMs">Now, by the machine's monotonic clock.</param>
    /// <param name="venueMs">Now, by the venue's clock.</param>
    public void On(
        int status, int code, ReadOnlySpan<byte> text, long retryAfterSeconds, long wallMs, long venueMs)
    {
        if (code == TooManyOrders || (status is not (403 or 418 or 429) && code != TooManyRequests)) return;
        long pauseMs = status == 403 ? FirewallMs
            : retryAfterSeconds > 0 ? retryAfterSeconds * 1000
            : status == 418 ? FirewallMs
            : 60_000 - (venueMs % 60_000);
        if (BannedUntil(text) is { } until && until > venueMs) pauseMs = until - venueMs;
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
