using System.Text;

namespace TradingAgent.Venues.CryptoExchangeNet.Calls;

/// <summary>The library's decimals, texts and times as ours. What does not fit is refused, as on the wire.</summary>
internal static class LibraryNumbers
{
    public static Price PriceOf(decimal? value) => new(NotNegative(value));

    public static Quantity SizeOf(decimal? value) => new(NotNegative(value));

    /// <summary>Units of 1e-8; zero when absent.</summary>
    public static long RawOf(decimal? value) => value is { } number ? FixedPoint.FromDecimal(number) : 0;

    public static double DoubleOf(decimal? value) => value is { } number ? (double)number : double.NaN;

    public static Timestamp TimeOf(DateTime? moment) => moment is { } known && known != default
        ? Timestamp.From(new DateTimeOffset(DateTime.SpecifyKind(known, DateTimeKind.Utc)))
        : Timestamp.None;

    /// <summary>A moment of ours as the library's questions want it.</summary>
    public static DateTime MomentOf(Timestamp moment) => moment.ToDateTimeOffset().UtcDateTime;

    public static byte[] Bytes(string? text) => text is null ? [] : Encoding.ASCII.GetBytes(text);

    private static long NotNegative(decimal? value)
    {
        long raw = RawOf(value);
        return raw >= 0 ? raw : throw new BadFrameException("a price or size is negative");
    }
}
