using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Rows;
using TradingAgent.ExchangeServer.Feeds;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Topics;

/// <summary>
/// <c>allLiquidation.{symbol}</c>: what the venue closed by force: the side of the position, and the price
/// at which its account would have been worth nothing.
/// </summary>
internal sealed class LiquidationFeed(string topic, ListedInstrument instrument) : ITopicFeed
{
    private readonly List<ExecutionSnapshot> _waiting = [];

    public Duration Interval { get; } = Duration.FromMilliseconds(500);

    public void OnLiquidation(in ExecutionSnapshot execution) => _waiting.Add(execution);

    public bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now)
    {
        if (isFirst) _waiting.Clear();
        return false;
    }

    public bool TryWriteChange(Utf8JsonWriter json, Timestamp now)
    {
        if (_waiting.Count == 0) return false;
        json.WriteStartObject();
        json.WriteString("topic"u8, topic);
        json.WriteString("type"u8, "snapshot"u8);
        json.WriteNumber("ts"u8, now.Milliseconds);
        json.WriteStartArray("data"u8);
        foreach (ExecutionSnapshot execution in _waiting)
        {
            json.WriteStartObject();
            json.WriteNumber("T"u8, execution.Time.Milliseconds);
            json.WriteString("s"u8, instrument.Symbol);
            json.WriteString("S"u8, Words.Of(execution.Side == Side.Buy ? Side.Sell : Side.Buy));
            json.Decimal("v"u8, execution.Quantity.Raw, JsonText.DecimalsOf(instrument.Terms.Lot.Raw));
            Price price = execution.BankruptcyPrice.IsZero ? execution.Price : execution.BankruptcyPrice;
            json.Decimal("p"u8, price.Raw, JsonText.DecimalsOf(instrument.Terms.Tick.Raw));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        _waiting.Clear();
        return true;
    }
}
