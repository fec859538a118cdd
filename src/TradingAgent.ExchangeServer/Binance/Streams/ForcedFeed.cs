using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Orders;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Feeds;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>
/// <c>@forceOrder</c>: of the liquidations of each symbol in a second the largest, and only that one.
/// </summary>
internal sealed class ForcedFeed(string subject, ExchangeView view, SymbolBook symbols) : ITopicFeed, IStreamEar
{
    private readonly SortedDictionary<int, ExecutionSnapshot> _largest = [];

    public Duration Interval { get; } = Duration.FromMilliseconds(1000);

    public bool HasMore => _largest.Count > 0;

    public void OnForced(in ExecutionSnapshot execution)
    {
        ListedInstrument instrument = view.Listed(execution.Instrument);
        string symbol = symbols.NameOf(execution.Instrument);
        if (instrument.Terms.IsOption || symbol.Length == 0 || (subject.Length > 0 && symbol != subject)) return;
        bool isLarger = !_largest.TryGetValue(execution.Instrument.Index, out ExecutionSnapshot known)
            || execution.Quantity > known.Quantity;
        if (isLarger) _largest[execution.Instrument.Index] = execution;
    }

    public bool TryWriteSnapshot(Utf8JsonWriter json, bool isFirst, Timestamp now) => false;

    public bool TryWriteChange(Utf8JsonWriter json, Timestamp now)
    {
        if (_largest.Count == 0) return false;
        ExecutionSnapshot row = _largest.First().Value;
        _largest.Remove(row.Instrument.Index);
        ListedInstrument instrument = view.Listed(row.Instrument);
        int price = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        int lot = JsonText.DecimalsOf(instrument.Terms.Lot.Raw);
        json.WriteStartObject();
        json.WriteString("e"u8, "forceOrder"u8);
        json.WriteNumber("E"u8, now.Milliseconds);
        json.WriteStartObject("o"u8);
        json.WriteString("s"u8, symbols.NameOf(row.Instrument));
        json.WriteString("S"u8, Words.Of(row.Side));
        json.WriteString("o"u8, "LIMIT"u8);
        json.WriteString("f"u8, "IOC"u8);
        json.Decimal("q"u8, row.OrderQuantity.Raw, lot);
        json.Decimal("p"u8, row.OrderPrice.Raw, price);
        json.Decimal("ap"u8, row.Price.Raw, price);
        json.WriteString("X"u8, row.Leaves.IsZero ? "FILLED"u8 : "PARTIALLY_FILLED"u8);
        json.Decimal("l"u8, row.Quantity.Raw, lot);
        json.Decimal("z"u8, (row.OrderQuantity - row.Leaves).Raw, lot);
        json.WriteNumber("T"u8, row.Time.Milliseconds);
        json.WriteEndObject();
        Marks.Contract(json, instrument);
        json.WriteEndObject();
        return true;
    }
}
