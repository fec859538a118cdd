using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Rows;
using TradingAgent.ExchangeServer.Feeds;

namespace TradingAgent.ExchangeServer.Bybit.Topics;

/// <summary>
/// <c>adlAlert.{fund}</c>, every second, and <c>insurance.{fund}</c>, once: a steady fund has no changes to tell.
/// </summary>
internal sealed class FundFeed(string topic, bool isAlert, string fund, ExchangeView view) : ITopicFeed
{
    public Duration Interval { get; } = Duration.FromSeconds(1);

    public bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now) => Write(json, now);

    public bool TryWriteChange(Utf8JsonWriter json, Timestamp now) => isAlert && Write(json, now);

    private bool Write(Utf8JsonWriter json, Timestamp now)
    {
        json.WriteStartObject();
        json.WriteString("topic"u8, topic);
        json.WriteString("type"u8, "snapshot"u8);
        json.WriteNumber("ts"u8, now.Milliseconds);
        json.WriteStartArray("data"u8);
        foreach (ListedInstrument instrument in view.Exchange.Instruments)
        {
            if (!FundRows.Belongs(instrument, fund)) continue;
            if (isAlert) FundRows.StreamAlert(json, instrument);
            else FundRows.Insurance(json, instrument.Terms.SettleCoin.Code, instrument.Symbol, now, isStream: true);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        return true;
    }
}
