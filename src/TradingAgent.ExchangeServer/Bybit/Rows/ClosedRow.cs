using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Accounts;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Rows;

/// <summary>A row of closed-pnl; <c>side</c> is the side of the order that closed.</summary>
internal static class ClosedRow
{
    public static void Write(Utf8JsonWriter json, ListedInstrument instrument, ClosedLot lot, decimal leverage)
    {
        ExecutionSnapshot row = lot.First;
        InstrumentTerms terms = instrument.Terms;
        decimal entry = EntryValue(terms, lot);
        json.WriteStartObject();
        json.WriteString("symbol"u8, instrument.Symbol);
        json.WriteString("orderType"u8, Words.Of(row.OrderKind));
        json.Decimal("leverage"u8, leverage);
        json.Moment("updatedTime"u8, lot.UpdatedAt);
        json.WriteString("side"u8, Words.Of(row.Side));
        if (row.Order.IsNone) json.WriteString("orderId"u8, VenueUuid.Of(VenueUuid.Execution, row.Id));
        else json.WriteString("orderId"u8, VenueUuid.Of(VenueUuid.Order, row.Order.Value));
        json.Decimal("closedPnl"u8, decimal.Round(lot.Realised - lot.Fee, 8));
        json.Decimal("avgEntryPrice"u8, Average(terms, entry, lot.Closed));
        json.Decimal("qty"u8, row.OrderQuantity.IsZero ? lot.Closed : row.OrderQuantity.ToDecimal());
        json.Decimal("cumEntryValue"u8, entry);
        json.Moment("createdTime"u8, lot.CreatedAt);
        json.Decimal("orderPrice"u8, row.OrderPrice.ToDecimal());
        json.Decimal("closedSize"u8, lot.Closed);
        json.Decimal("avgExitPrice"u8, Average(terms, lot.ExitValue, lot.Closed));
        json.WriteString("execType"u8, Words.Of(row.Type, terms.IsInverse && !terms.IsOption));
        json.WholeText("fillCount"u8, lot.FillCount);
        json.Decimal("cumExitValue"u8, lot.ExitValue);
        json.WriteEndObject();
    }

    /// <summary>Options: here <c>side</c> is the side that opened the position.</summary>
    public static void WriteOption(Utf8JsonWriter json, ListedInstrument instrument, ClosedLot lot)
    {
        ExecutionSnapshot row = lot.First;
        bool isDelivery = row.Type == ExecutionType.Delivery;
        decimal entry = Average(instrument.Terms, EntryValue(instrument.Terms, lot), lot.Closed);
        json.WriteStartObject();
        json.WriteString("symbol"u8, instrument.Symbol);
        json.WriteString("side"u8, row.Side == Side.Buy ? "Sell" : "Buy");
        json.WriteString("totalOpenFee"u8, "0"u8);
        json.Decimal("deliveryFee"u8, isDelivery ? lot.Fee : 0);
        json.Decimal("totalCloseFee"u8, isDelivery ? 0 : lot.Fee);
        json.Decimal("qty"u8, lot.Closed);
        json.WriteNumber("closeTime"u8, lot.UpdatedAt.Milliseconds);
        json.Decimal(
            "avgExitPrice"u8,
            isDelivery ? row.Price.ToDecimal() : Average(instrument.Terms, lot.ExitValue, lot.Closed));
        json.Decimal("deliveryPrice"u8, isDelivery ? instrument.DeliveryPrice : 0);
        json.WriteNumber("openTime"u8, lot.CreatedAt.Milliseconds);
        json.Decimal("avgEntryPrice"u8, entry);
        json.Decimal("totalPnl"u8, decimal.Round(lot.Realised - lot.Fee, 8));
        json.WriteEndObject();
    }

    /// <summary>A delivery; <c>deliveryRpl</c> holds the premium or cost too, the fee stands apart.</summary>
    public static void WriteDelivery(Utf8JsonWriter json, ListedInstrument instrument, ClosedLot lot)
    {
        InstrumentTerms terms = instrument.Terms;
        json.WriteStartObject();
        json.WriteNumber("deliveryTime"u8, lot.UpdatedAt.Milliseconds);
        json.WriteString("symbol"u8, instrument.Symbol);
        json.WriteString("side"u8, Words.Of(lot.First.Side));
        json.Decimal("position"u8, lot.Closed);
        json.Decimal("entryPrice"u8, Average(terms, EntryValue(terms, lot), lot.Closed));
        json.Decimal("deliveryPrice"u8, instrument.DeliveryPrice);
        if (terms.IsOption) json.Decimal("strike"u8, terms.Strike.Raw, 0);
        else json.WriteString("strike"u8, ""u8);
        json.Decimal("fee"u8, lot.Fee);
        json.Decimal("deliveryRpl"u8, decimal.Round(lot.Realised, 8));
        json.WriteEndObject();
    }

    /// <summary>What the closed part had cost: its worth now less what it won.</summary>
    private static decimal EntryValue(in InstrumentTerms terms, ClosedLot lot)
    {
        bool isInverseFuture = terms.IsInverse && !terms.IsOption;
        bool adds = (lot.First.Side == Side.Buy) != isInverseFuture;
        return lot.ExitValue + (adds ? lot.Realised : -lot.Realised);
    }

    private static decimal Average(in InstrumentTerms terms, decimal value, decimal size)
    {
        if (value == 0 || size == 0) return 0;
        bool isInverseFuture = terms.IsInverse && !terms.IsOption;
        return decimal.Round(isInverseFuture ? size / value : value / size, 8);
    }
}
