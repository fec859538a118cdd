using System.Text.Json;

namespace TradingAgent.Venues.Bybit.Account;

/// <summary>One row of the order stream or of an order list; both have the same fields.</summary>
internal static class BybitOrderRow
{
    /// <summary>
    /// Reads the object on whose opening brace the reader stands; empty for one of the spot market.
    /// </summary>
    public static OrderRow Read(ref Utf8JsonReader reader, RowContext context)
    {
        OrderRow row = default;
        ReadOnlySpan<byte> cancelType = default;
        ReadOnlySpan<byte> rejectReason = default;
        bool isImmediate = false;
        VenueFrames.Expect(ref reader, JsonTokenType.StartObject);
        if (BybitWords.SkipsSpot(ref reader)) return row;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            VenueFrames.ToValue(ref reader);
            if (name.SequenceEqual("cancelType"u8)) cancelType = Utf8Fields.Text(ref reader);
            else if (name.SequenceEqual("rejectReason"u8)) rejectReason = Utf8Fields.Text(ref reader);
            else if (name.SequenceEqual("timeInForce"u8)) isImmediate = IsImmediate(ref reader);
            else if (name.SequenceEqual("symbol"u8)) row.Symbol = Utf8Fields.Text(ref reader);
            else if (name.SequenceEqual("orderId"u8)) row.VenueId = Utf8Fields.Text(ref reader);
            else if (name.SequenceEqual("orderLinkId"u8)) row.LinkId = Utf8Fields.Text(ref reader);
            else if (!TryReadField(ref row, ref reader, name)) reader.Skip();
        }
        row.Instrument = context.Resolve(row.Symbol);
        row.Order = context.OrderOf(row.LinkId, row.VenueId);
        row.CancelReason = BybitErrorMap.CancelOf(cancelType, rejectReason, isImmediate);
        row.RejectReason = BybitErrorMap.RejectOf(rejectReason);
        return row;
    }

    private static bool TryReadField(ref OrderRow row, ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 3 when name.SequenceEqual("qty"u8):
                row.Quantity = new Quantity(VenueFrames.SizeOrZero(ref reader));
                return true;
            case 4 when name.SequenceEqual("side"u8):
                row.Side = BybitWords.ReadSide(ref reader);
                return true;
            case 5 when name.SequenceEqual("price"u8):
                row.Price = new Price(VenueFrames.PriceOrZero(ref reader));
                return true;
            case 10 when name.SequenceEqual("cumExecQty"u8):
                row.Filled = new Quantity(VenueFrames.SizeOrZero(ref reader));
                return true;
            case 11 when name.SequenceEqual("orderStatus"u8):
                row.Status = StatusOf(Utf8Fields.Text(ref reader));
                return true;
            case 11 when name.SequenceEqual("updatedTime"u8):
                Utf8Fields.TryMilliseconds(ref reader, out row.UpdatedAt);
                return true;
            default:
                return false;
        }
    }

    private static bool IsImmediate(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> force = Utf8Fields.Text(ref reader);
        return force.SequenceEqual("IOC"u8) || force.SequenceEqual("FOK"u8);
    }

    private static OrderRowStatus StatusOf(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("New"u8) || text.SequenceEqual("PartiallyFilled"u8)
            || text.SequenceEqual("Untriggered"u8)
            || text.SequenceEqual("Triggered"u8)) return OrderRowStatus.Open;
        if (text.SequenceEqual("Filled"u8)) return OrderRowStatus.Filled;
        if (text.SequenceEqual("Cancelled"u8) || text.SequenceEqual("Deactivated"u8)
            || text.SequenceEqual("PartiallyFilledCanceled"u8)) return OrderRowStatus.Cancelled;
        return text.SequenceEqual("Rejected"u8) ? OrderRowStatus.Rejected : OrderRowStatus.Other;
    }
}
