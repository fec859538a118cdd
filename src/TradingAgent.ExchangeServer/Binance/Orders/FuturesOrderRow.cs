using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Orders;

/// <summary>An order of a future: the short row that answers a command, and the long one of queries.</summary>
internal static class FuturesOrderRow
{
    /// <summary>
    /// Answers a command. An acknowledgement is given before the match: it shows a new order as untouched.
    /// </summary>
    public static void WriteAnswer(
        Utf8JsonWriter json, string symbol, ListedInstrument instrument, OrderSnapshot order, OrderNote note,
        bool isAcknowledgement)
    {
        if (isAcknowledgement)
            order = order with { Status = OrderStatus.New, Filled = Quantity.Zero, CancelReason = CancelReason.None };
        json.WriteStartObject();
        WriteAnswerFields(json, symbol, instrument, order, note);
        json.WriteEndObject();
    }

    /// <summary>Answers an amendment, which also says the pair and how the change was named.</summary>
    public static void WriteAmended(
        Utf8JsonWriter json, string symbol, ListedInstrument instrument, OrderSnapshot order, OrderNote note)
    {
        json.WriteStartObject();
        json.WriteString("pair"u8, SymbolBook.PairOf(instrument));
        if (note.ModifyId is { } id) json.WriteString("modifyId"u8, id);
        WriteAnswerFields(json, symbol, instrument, order, note);
        json.WriteEndObject();
    }

    public static void WriteFull(
        Utf8JsonWriter json, string symbol, ListedInstrument instrument, in OrderSnapshot order, OrderNote note)
    {
        json.WriteStartObject();
        WriteCommon(json, symbol, instrument, order, note);
        decimal filled = order.Filled.ToDecimal();
        int price = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        json.Padded("avgPrice"u8, filled == 0 ? 0 : (double)(order.FilledValue / filled), Math.Max(price, 2));
        json.Decimal("cumQuote"u8, order.FilledValue);
        json.WriteNumber("time"u8, order.CreatedAt.Milliseconds);
        json.WriteEndObject();
    }

    private static void WriteAnswerFields(
        Utf8JsonWriter json, string symbol, ListedInstrument instrument, in OrderSnapshot order, OrderNote note)
    {
        WriteCommon(json, symbol, instrument, order, note);
        json.Decimal("cumQty"u8, order.Filled.Raw, JsonText.DecimalsOf(instrument.Terms.Lot.Raw));
    }

    private static void WriteCommon(
        Utf8JsonWriter json, string symbol, ListedInstrument instrument, in OrderSnapshot order, OrderNote note)
    {
        int price = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        int lot = JsonText.DecimalsOf(instrument.Terms.Lot.Raw);
        bool isMarket = order.Kind == OrderKind.Market;
        json.WriteNumber("orderId"u8, OrderNumbers.Of(instrument, order.Id));
        json.WriteString("symbol"u8, symbol);
        json.WriteString("status"u8, Words.StatusOf(order, note));
        json.WriteString("clientOrderId"u8, Words.ClientIdOf(order));
        json.Decimal("price"u8, isMarket ? 0 : order.Price.Raw, price);
        json.Decimal("origQty"u8, order.Quantity.Raw, lot);
        json.Decimal("executedQty"u8, order.Filled.Raw, lot);
        json.WriteString("timeInForce"u8, Words.LifetimeOf(order, note));
        json.WriteString("type"u8, Words.Of(order.Kind));
        json.WriteBoolean("reduceOnly"u8, order.ReduceOnly);
        json.WriteBoolean("closePosition"u8, false);
        json.WriteString("side"u8, Words.Of(order.Side));
        json.WriteString("positionSide"u8, "BOTH"u8);
        json.Decimal("stopPrice"u8, 0, price);
        json.WriteString("workingType"u8, "CONTRACT_PRICE"u8);
        json.WriteBoolean("priceProtect"u8, false);
        json.WriteString("origType"u8, Words.Of(order.Kind));
        json.WriteString("priceMatch"u8, note.PriceMatch);
        json.WriteString("selfTradePreventionMode"u8, Words.Of(order.SelfTrade));
        json.WriteNumber("goodTillDate"u8, note.GoodTillDate);
        json.WriteNumber("updateTime"u8, order.UpdatedAt.Milliseconds);
    }
}
