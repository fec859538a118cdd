using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Feeds;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>
/// Rows of one or many contracts, written anew each time the interval is over: one object, or an array of them.
/// </summary>
internal sealed class ListFeed(
    Func<IEnumerable<ListedInstrument>> chosen, bool isArray, ListFeed.RowWriter writer, Duration interval) : ITopicFeed
{
    /// <summary>Writes one complete object; false when there is nothing to say of the contract.</summary>
    public delegate bool RowWriter(Utf8JsonWriter json, ListedInstrument instrument, Timestamp now);

    public Duration Interval => interval;

    public bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now) => false;

    public bool TryWriteChange(Utf8JsonWriter json, Timestamp now)
    {
        if (isArray) json.WriteStartArray();
        int rows = 0;
        foreach (ListedInstrument instrument in chosen())
            if (instrument.Status == InstrumentStatus.Trading && writer(json, instrument, now)) rows++;
        if (isArray) json.WriteEndArray();
        return rows > 0;
    }
}
