using System.Globalization;

namespace TradingAgent.ExchangeServer.Wire;

/// <summary>Trace ids and connection ids: unique within the process, of no meaning. Safe from any thread.</summary>
internal static class Trace
{
    private static readonly ulong Start = unchecked((ulong)System.Diagnostics.Stopwatch.GetTimestamp());
    private static long _count;

    /// <summary>32 hexadecimal digits.</summary>
    public static string Next()
    {
        ulong low = (ulong)Interlocked.Increment(ref _count);
        ulong high = unchecked((Start ^ low) * 0x9e3779b97f4a7c15UL);
        return high.ToString("x16", CultureInfo.InvariantCulture) + low.ToString("x16", CultureInfo.InvariantCulture);
    }
}
