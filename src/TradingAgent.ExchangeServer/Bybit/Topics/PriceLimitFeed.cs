using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Feeds;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Topics;

/// <summary><c>priceLimit.{symbol}</c>: the price band whenever it moved; a frame without a type.</summary>
internal sealed class PriceLimitFeed(string topic, ListedInstrument instrument, ExchangeView view) : ITopicFeed
{
    private (Price BuyMax, Price SellMin) _sent;

    public Duration Interval { get; } = Duration.FromMilliseconds(300);

    public bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now)
    {
        _sent = view.Exchange.PriceBand(instrument.Id);
        Write(json, now);
        return true;
    }

    public bool TryWriteChange(Utf8JsonWriter json, Timestamp now)
    {
        (Price, Price) band = view.Exchange.PriceBand(instrument.Id);
        if (band == _sent) return false;
        _sent = band;
        Write(json, now);
        return true;
    }

    private void Write(Utf8JsonWriter json, Timestamp now)
    {
        int decimals = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        json.WriteStartObject();
        json.WriteString("topic"u8, topic);
        json.WriteStartObject("data"u8);
        json.WriteString("symbol"u8, instrument.Symbol);
        json.Decimal("buyLmt"u8, _sent.BuyMax.Raw, decimals);
        json.Decimal("sellLmt"u8, _sent.SellMin.Raw, decimals);
        json.WriteEndObject();
        json.WriteNumber("ts"u8, now.Milliseconds);
        json.WriteEndObject();
    }
}
