using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Orders;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Options;

/// <summary>An option order, as commands are answered and queries list it.</summary>
internal static class OptionOrderRow
{
    /// <summary>Answers a new order; an acknowledgement shows it as untouched.</summary>
    public static void WriteAnswer(
        Utf8JsonWriter json, string symbol, ListedInstrument option, OrderSnapshot order, bool isAcknowledgement)
    {
        if (isAcknowledgement)
            order = order with { Status = OrderStatus.New, Filled = Quantity.Zero, CancelReason = CancelReason.None };
        json.WriteStartObject();
        WriteCommon(json, symbol, option, order, "createTime"u8);
        json.Decimal("fee"u8, isAcknowledgement ? 0 : -order.Fee);
        json.WriteString("source"u8, "API"u8);
        json.WriteBoolean("postOnly"u8, order.Lifetime == OrderLifetime.PostOnly);
        json.WriteEndObject();
    }

    /// <summary>Answers a single cancel, which has a name of its own for one field.</summary>
    public static void WriteCancelled(
        Utf8JsonWriter json, string symbol, ListedInstrument option, in OrderSnapshot order, bool isSingle)
    {
        json.WriteStartObject();
        WriteCommon(json, symbol, option, order, isSingle ? "createDate"u8 : "createTime"u8);
        json.WriteString("source"u8, "API"u8);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, string symbol, ListedInstrument option, in OrderSnapshot order)
    {
        json.WriteStartObject();
        WriteCommon(json, symbol, option, order, "createTime"u8);
        json.WriteBoolean("postOnly"u8, order.Lifetime == OrderLifetime.PostOnly);
        json.WriteEndObject();
    }

    private static void WriteCommon(
        Utf8JsonWriter json, string symbol, ListedInstrument option, in OrderSnapshot order,
        ReadOnlySpan<byte> createdName)
    {
        InstrumentTerms terms = option.Terms;
        int price = JsonText.DecimalsOf(terms.Tick.Raw);
        int lot = JsonText.DecimalsOf(terms.Lot.Raw);
        decimal filled = order.Filled.ToDecimal();
        json.WriteNumber("orderId"u8, OrderNumbers.Of(option, order.Id));
        json.WriteString("symbol"u8, symbol);
        json.Decimal("price"u8, order.Price.Raw, 0);
        json.Decimal("quantity"u8, order.Quantity.Raw, 0);
        json.Decimal("executedQty"u8, order.Filled.Raw, 0);
        json.WriteString("side"u8, Words.Of(order.Side));
        json.WriteString("type"u8, Words.Of(order.Kind));
        json.WriteString("timeInForce"u8, Words.LifetimeOf(order, OrderNote.Plain));
        json.WriteBoolean("reduceOnly"u8, order.ReduceOnly);
        json.WriteNumber(createdName, order.CreatedAt.Milliseconds);
        json.WriteNumber("updateTime"u8, order.UpdatedAt.Milliseconds);
        json.WriteString("status"u8, Words.StatusOf(order, OrderNote.Plain));
        json.Decimal("avgPrice"u8, filled == 0 ? 0 : decimal.Round(order.FilledValue / filled, 8));
        json.WriteString("clientOrderId"u8, Words.ClientIdOf(order));
        json.WriteNumber("priceScale"u8, price);
        json.WriteNumber("quantityScale"u8, lot);
        json.WriteString("optionSide"u8, terms.OptionSide == OptionSide.Call ? "CALL"u8 : "PUT"u8);
        json.WriteString("quoteAsset"u8, terms.QuoteCoin.Code);
        json.WriteBoolean("mmp"u8, false);
        json.WriteString("selfTradePreventionMode"u8, Words.Of(order.SelfTrade));
    }
}
