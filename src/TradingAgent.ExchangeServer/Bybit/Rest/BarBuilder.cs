using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Bybit.Json;

namespace TradingAgent.ExchangeServer.Bybit.Rest;

/// <summary>Price bars made from single trades.</summary>
internal static class BarBuilder
{
    private const long NanosecondsOfMinute = 60_000_000_000;

    /// <summary>Length of an interval name; months count as thirty days.</summary>
    public static int? Minutes(string? interval) => interval switch
    {
        "D" => 1440,
        "W" => 10_080,
        "M" => 43_200,
        "1" or "3" or "5" or "15" or "30" or "60" or "120" or "240" or "360" or "720" =>
            int.Parse(interval, System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>Writes <c>[start, open, high, low, close, volume, turnover]</c> rows, newest first.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="instrument">Whose trades they are.</param>
    /// <param name="trades">Newest first.</param>
    /// <param name="minutes">Length of a bar.</param>
    /// <param name="from">Earliest start, nanoseconds.</param>
    /// <param name="to">Latest start, nanoseconds.</param>
    /// <param name="limit">Bars at most.</param>
    public static void Write(
        Utf8JsonWriter json, ListedInstrument instrument, IReadOnlyList<TradePrint> trades, int minutes, long from,
        long to, int limit)
    {
        long length = minutes * NanosecondsOfMinute;
        int at = 0;
        int rows = 0;
        while (at < trades.Count && rows < limit)
        {
            long start = trades[at].Time.Nanoseconds / length * length;
            int end = at;
            while (end < trades.Count && trades[end].Time.Nanoseconds >= start) end++;
            if (start >= from && start <= to)
            {
                WriteBar(json, instrument, trades, at, end, start);
                rows++;
            }
            at = end;
        }
    }

    private static void WriteBar(
        Utf8JsonWriter json, ListedInstrument instrument, IReadOnlyList<TradePrint> trades, int from, int to,
        long start)
    {
        long high = 0;
        long low = long.MaxValue;
        decimal volume = 0;
        decimal turnover = 0;
        for (int i = from; i < to; i++)
        {
            high = Math.Max(high, trades[i].Price.Raw);
            low = Math.Min(low, trades[i].Price.Raw);
            decimal quantity = trades[i].Quantity.ToDecimal();
            volume += quantity;
            decimal price = trades[i].Price.ToDecimal();
            turnover += instrument.Terms.IsInverse ? quantity / price : quantity * price;
        }
        int decimals = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        json.WriteStartArray();
        json.WriteStringValue((start / 1_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.DecimalValue(trades[to - 1].Price.Raw, decimals);
        json.DecimalValue(high, decimals);
        json.DecimalValue(low, decimals);
        json.DecimalValue(trades[from].Price.Raw, decimals);
        json.DecimalValue(FixedPoint.FromDecimal(volume), 0);
        json.DecimalValue(FixedPoint.FromDecimal(turnover), 0);
        json.WriteEndArray();
    }
}
