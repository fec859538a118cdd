using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Rows;

/// <summary>An order, as REST lists it and, with a few more fields, as the order stream shows it.</summary>
internal static class OrderRow
{
    public static void Write(Utf8JsonWriter json, ListedInstrument instrument, in OrderSnapshot order, bool isStream)
    {
        InstrumentTerms terms = instrument.Terms;
        int price = JsonText.DecimalsOf(terms.Tick.Raw);
        int lot = JsonText.DecimalsOf(terms.Lot.Raw);
        json.WriteStartObject();
        json.WriteString("symbol"u8, instrument.Symbol);
        json.WriteString("orderId"u8, VenueUuid.Of(VenueUuid.Order, order.Id.Value));
        json.WriteString("orderLinkId"u8, order.ClientId ?? "");
        json.WriteString("blockTradeId"u8, ""u8);
        json.WriteString("side"u8, Words.Of(order.Side));
        json.WriteString("isLeverage"u8, ""u8);
        json.WriteNumber("positionIdx"u8, 0);
        json.WriteString("orderStatus"u8, Words.Of(order.Status));
        json.WriteString("cancelType"u8, Words.CancelType(order, terms.IsOption));
        json.WriteString("rejectReason"u8, Words.RejectReason(order));
        json.WriteString("orderType"u8, Words.Of(order.Kind));
        json.WriteString("timeInForce"u8, Words.Of(order.Lifetime));
        json.Decimal("price"u8, order.Price.Raw, price);
        json.Decimal("qty"u8, order.Quantity.Raw, lot);
        WriteProgress(json, terms, order, lot);
        json.Moment("createdTime"u8, order.CreatedAt);
        json.Moment("updatedTime"u8, order.UpdatedAt);
        json.WriteBoolean("reduceOnly"u8, order.ReduceOnly);
        WriteConditions(json, terms, order);
        json.WriteString("smpType"u8, Words.Of(order.SelfTrade));
        json.WriteStartObject("cumFeeDetail"u8);
        if (order.Fee != 0) json.Decimal(CoinName(order.FeeCurrency), order.Fee);
        json.WriteEndObject();
        if (isStream) WriteStreamOnly(json, terms, order);
        json.WriteEndObject();
    }

    private static void WriteProgress(Utf8JsonWriter json, in InstrumentTerms terms, in OrderSnapshot order, int lot)
    {
        decimal filled = order.Filled.ToDecimal();
        bool isCoinSized = terms.IsInverse && !terms.IsOption;
        decimal average = filled == 0 ? 0 : isCoinSized ? filled / order.FilledValue : order.FilledValue / filled;
        decimal leaves = order.Leaves.ToDecimal();
        decimal price = order.Price.ToDecimal();
        decimal leavesValue = !isCoinSized ? leaves * price : price == 0 ? 0 : leaves / price;
        json.Decimal("avgPrice"u8, decimal.Round(average, 8));
        json.Decimal("leavesQty"u8, order.Leaves.Raw, lot);
        json.Decimal("leavesValue"u8, decimal.Round(leavesValue, 8));
        json.Decimal("cumExecQty"u8, order.Filled.Raw, lot);
        json.Decimal("cumExecValue"u8, order.FilledValue);
        json.Decimal("cumExecFee"u8, order.Fee);
    }

    /// <summary>Trigger, stops and what is always empty here.</summary>
    private static void WriteConditions(Utf8JsonWriter json, in InstrumentTerms terms, in OrderSnapshot order)
    {
        string none = terms.IsOption ? "" : "UNKNOWN";
        int price = JsonText.DecimalsOf(terms.Tick.Raw);
        bool isPlain = order.Purpose == StopPurpose.None;
        json.WriteBoolean("closeOnTrigger"u8, order.ClosesPosition);
        json.WriteString("stopOrderType"u8, isPlain ? none : Words.Of(order.Purpose));
        if (order.Volatility > 0) json.Figure("orderIv"u8, order.Volatility, 6);
        else json.WriteString("orderIv"u8, ""u8);
        json.PriceOrEmpty("triggerPrice"u8, order.Trigger.Price, price);
        json.PriceOrEmpty("takeProfit"u8, order.Stops.TakeProfit.Trigger, price);
        json.PriceOrEmpty("stopLoss"u8, order.Stops.StopLoss.Trigger, price);
        json.WriteString("tpTriggerBy"u8, SourceOf(order.Stops.TakeProfit, none));
        json.WriteString("slTriggerBy"u8, SourceOf(order.Stops.StopLoss, none));
        json.WriteNumber("triggerDirection"u8, order.Trigger.IsNone ? 0 : order.Trigger.OnRise ? 1 : 2);
        json.WriteString("triggerBy"u8, order.Trigger.IsNone ? none : Words.Of(order.Trigger.Source));
        if (isPlain) json.WriteString("lastPriceOnCreated"u8, ""u8);
        else json.Decimal("lastPriceOnCreated"u8, order.LastPriceAtStart.Raw, price);
        json.WriteNumber("smpGroup"u8, 0);
        json.WriteString("smpOrderId"u8, ""u8);
        bool isPartial = order.Stops.IsPartial
            || order.Purpose is StopPurpose.PartialTakeProfit or StopPurpose.PartialStopLoss;
        bool hasMode = !order.Stops.IsNone || order.Purpose > StopPurpose.Stop;
        json.WriteString("tpslMode"u8, !hasMode ? "" : isPartial ? "Partial" : "Full");
        json.PriceOrEmpty("tpLimitPrice"u8, order.Stops.TakeProfit.Limit, price);
        json.PriceOrEmpty("slLimitPrice"u8, order.Stops.StopLoss.Limit, price);
        json.WriteString("placeType"u8, !terms.IsOption ? "" : order.Volatility > 0 ? "iv" : "price");
        json.WriteString("slippageToleranceType"u8, "UNKNOWN"u8);
        json.WriteString("slippageTolerance"u8, ""u8);
        json.WriteString("extraFees"u8, ""u8);
        json.WriteBoolean("rpiTakerAccess"u8, false);
        json.WriteString("rpiMatchedQty"u8, "0"u8);
    }

    private static string SourceOf(in StopTerms stop, string none) => stop.IsNone ? none : Words.Of(stop.Source);

    private static void WriteStreamOnly(Utf8JsonWriter json, in InstrumentTerms terms, in OrderSnapshot order)
    {
        json.WriteString("category"u8, Categories.Of(terms.Kind).NameOf());
        json.Decimal("closedPnl"u8, decimal.Round(order.ClosedPnl, 8));
        json.WriteString("feeCurrency"u8, terms.IsOption ? "" : order.FeeCurrency.Code);
        if (!terms.IsOption) json.WriteString("createType"u8, Words.CreateType(order.Origin, order.Purpose));
    }

    private static ReadOnlySpan<byte> CoinName(CurrencyId coin) => System.Text.Encoding.ASCII.GetBytes(coin.Code);
}
