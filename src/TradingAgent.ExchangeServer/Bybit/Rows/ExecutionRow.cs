using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Rows;

/// <summary>
/// A fill or a movement by the venue: the REST row, the stream's longer one and the fast stream's short one.
/// </summary>
internal static class ExecutionRow
{
    public static void Write(
        Utf8JsonWriter json, ListedInstrument instrument, in ExecutionSnapshot execution, bool isStream)
    {
        InstrumentTerms terms = instrument.Terms;
        int price = JsonText.DecimalsOf(terms.Tick.Raw);
        int lot = JsonText.DecimalsOf(terms.Lot.Raw);
        json.WriteStartObject();
        if (isStream) json.WriteString("category"u8, Categories.Of(terms.Kind).NameOf());
        json.WriteString("symbol"u8, instrument.Symbol);
        json.Decimal("closedSize"u8, execution.Closed.Raw, 0);
        json.Decimal("execFee"u8, execution.Fee);
        json.Decimal("execFeeV2"u8, execution.Fee);
        json.WriteString("execId"u8, VenueUuid.Of(VenueUuid.Execution, execution.Id));
        json.Decimal("execPrice"u8, execution.Price.Raw, price);
        json.Decimal("execQty"u8, execution.Quantity.Raw, lot);
        json.WriteString("execType"u8, Words.Of(execution.Type, terms.IsInverse && !terms.IsOption));
        json.Decimal("execValue"u8, execution.Value);
        json.Decimal("feeRate"u8, execution.FeeRate);
        WriteOptionFigures(json, terms, execution);
        json.WriteString("blockTradeId"u8, ""u8);
        json.Figure("markPrice"u8, execution.MarkPrice, 8);
        WriteOrder(json, execution, price, lot);
        json.WriteString("side"u8, Words.Of(execution.Side));
        json.Moment("execTime"u8, execution.Time);
        json.WriteString("isLeverage"u8, "0"u8);
        json.WriteBoolean("isMaker"u8, execution.IsMaker);
        json.WriteNumber("seq"u8, execution.Sequence);
        json.WriteString("marketUnit"u8, ""u8);
        string made = execution.Order.IsNone ? "" : Words.CreateType(execution.Origin, execution.Purpose);
        json.WriteString("createType"u8, terms.IsOption ? "" : made);
        json.WriteString("extraFees"u8, ""u8);
        json.WriteString("feeCurrency"u8, execution.FeeCurrency.Code);
        if (isStream) json.Decimal("execPnl"u8, execution.RealisedPnl);
        json.WriteEndObject();
    }

    /// <summary>The fast stream's row: trades only, and no client id on what rested.</summary>
    public static void WriteFast(Utf8JsonWriter json, ListedInstrument instrument, in ExecutionSnapshot execution)
    {
        InstrumentTerms terms = instrument.Terms;
        json.WriteStartObject();
        json.WriteString("category"u8, Categories.Of(terms.Kind).NameOf());
        json.WriteString("symbol"u8, instrument.Symbol);
        json.WriteString("execId"u8, VenueUuid.Of(VenueUuid.Execution, execution.Id));
        json.Decimal("execPrice"u8, execution.Price.Raw, JsonText.DecimalsOf(terms.Tick.Raw));
        json.Decimal("execQty"u8, execution.Quantity.Raw, JsonText.DecimalsOf(terms.Lot.Raw));
        json.WriteString("orderId"u8, VenueUuid.Of(VenueUuid.Order, execution.Order.Value));
        json.WriteBoolean("isMaker"u8, execution.IsMaker);
        json.WriteString("orderLinkId"u8, execution.IsMaker ? "" : execution.ClientId ?? "");
        json.WriteString("side"u8, Words.Of(execution.Side));
        json.Moment("execTime"u8, execution.Time);
        json.WriteNumber("seq"u8, execution.Sequence);
        json.WriteEndObject();
    }

    private static void WriteOrder(Utf8JsonWriter json, in ExecutionSnapshot execution, int price, int lot)
    {
        json.Decimal("leavesQty"u8, execution.Leaves.Raw, lot);
        if (execution.Order.IsNone) json.WriteString("orderId"u8, VenueUuid.Of(VenueUuid.Execution, execution.Id));
        else json.WriteString("orderId"u8, VenueUuid.Of(VenueUuid.Order, execution.Order.Value));
        bool isOrder = !execution.Order.IsNone;
        json.WriteString("orderLinkId"u8, execution.Type == ExecutionType.Trade ? execution.ClientId ?? "" : "");
        json.Decimal("orderPrice"u8, execution.OrderPrice.Raw, price);
        json.Decimal("orderQty"u8, execution.OrderQuantity.Raw, lot);
        json.WriteString("orderType"u8, isOrder ? Words.Of(execution.OrderKind) : "UNKNOWN");
        json.WriteString("stopOrderType"u8, Words.Of(execution.Purpose));
    }

    private static void WriteOptionFigures(
        Utf8JsonWriter json, in InstrumentTerms terms, in ExecutionSnapshot execution)
    {
        bool isOption = terms.IsOption;
        json.Figure("tradeIv"u8, isOption ? execution.TradeVolatility : double.NaN, 4);
        json.Figure("markIv"u8, isOption ? execution.MarkVolatility : double.NaN, 4);
        json.Figure("indexPrice"u8, isOption ? execution.IndexPrice : double.NaN, 2);
        json.Figure("underlyingPrice"u8, isOption ? execution.UnderlyingPrice : double.NaN, 2);
    }
}
