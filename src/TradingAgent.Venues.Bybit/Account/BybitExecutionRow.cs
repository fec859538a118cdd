using System.Buffers.Binary;
using System.Text.Json;

namespace TradingAgent.Venues.Bybit.Account;

/// <summary>One row of the execution stream or list.</summary>
internal static class BybitExecutionRow
{
    /// <summary>
    /// Reads the object on whose opening brace the reader stands; empty for one of the spot market.
    /// </summary>
    public static ExecutionRow Read(ref Utf8JsonReader reader, RowContext context)
    {
        ExecutionRow row = default;
        ReadOnlySpan<byte> venueId = default;
        ReadOnlySpan<byte> linkId = default;
        ReadOnlySpan<byte> leaves = default;
        long extraFeeRaw = 0;
        VenueFrames.Expect(ref reader, JsonTokenType.StartObject);
        if (BybitWords.SkipsSpot(ref reader)) return row;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            VenueFrames.ToValue(ref reader);
            if (name.SequenceEqual("orderId"u8)) venueId = Utf8Fields.Text(ref reader);
            else if (name.SequenceEqual("orderLinkId"u8)) linkId = Utf8Fields.Text(ref reader);
            else if (name.SequenceEqual("leavesQty"u8)) leaves = Utf8Fields.Text(ref reader);
            else if (name.SequenceEqual("extraFees"u8)) extraFeeRaw = ReadExtraFees(ref reader);
            else if (!TryReadField(ref row, ref reader, name)) reader.Skip();
        }
        row.FeeRaw += extraFeeRaw;
        if (row.Execution.IsNone) row.Execution = IdOfContent(in row, venueId, linkId, leaves);
        row.Instrument = context.Resolve(row.Symbol);
        row.Order = context.OrderOf(linkId, venueId);
        if (row.FeeCurrency.IsNone && context.Instruments.Find(row.Instrument) is { } instrument)
            row.FeeCurrency = instrument.Terms.SettleCoin;
        return row;
    }

    private static bool TryReadField(ref ExecutionRow row, ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 3 when name.SequenceEqual("seq"u8):
                row.Sequence = VenueFrames.SequenceOrZero(ref reader);
                return true;
            case 4 when name.SequenceEqual("side"u8):
                row.Side = BybitWords.ReadSide(ref reader);
                return true;
            case 6 when name.SequenceEqual("symbol"u8):
                row.Symbol = Utf8Fields.Text(ref reader);
                return true;
            case 6 when name.SequenceEqual("execId"u8):
                ReadOnlySpan<byte> id = Utf8Fields.Text(ref reader);
                if (id.Length > 0) row.Execution = ExecutionId.Of(id);
                return true;
            case 7 when name.SequenceEqual("execFee"u8):
                row.FeeRaw = VenueFrames.AmountOrZero(ref reader);
                return true;
            case 7 when name.SequenceEqual("execQty"u8):
                row.Quantity = new Quantity(VenueFrames.SizeOrZero(ref reader));
                return true;
            case 7 when name.SequenceEqual("isMaker"u8):
                row.IsMaker = reader.TokenType == JsonTokenType.True;
                return true;
            case 8 when name.SequenceEqual("execType"u8):
                row.Type = TypeOf(Utf8Fields.Text(ref reader));
                return true;
            case 8 when name.SequenceEqual("execTime"u8):
                Utf8Fields.TryMilliseconds(ref reader, out row.At);
                return true;
            case 9 when name.SequenceEqual("execPrice"u8):
                row.Price = new Price(VenueFrames.PriceOrZero(ref reader));
                return true;
            case 11 when name.SequenceEqual("feeCurrency"u8):
                CurrencyId.TryFind(Utf8Fields.Text(ref reader), out row.FeeCurrency);
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// A row without an id is known by everything it says: the same row told again is the same execution, and two that
    /// differ in anything (what is left of the order, at least) are two.
    /// </summary>
    private static ExecutionId IdOfContent(
        in ExecutionRow row, ReadOnlySpan<byte> venueId, ReadOnlySpan<byte> linkId, ReadOnlySpan<byte> leaves)
    {
        Span<byte> text = stackalloc byte[256];
        int length = 0;
        Put(text, ref length, row.Symbol);
        Put(text, ref length, venueId);
        Put(text, ref length, linkId);
        Put(text, ref length, leaves);
        foreach (long value in (ReadOnlySpan<long>)
            [
                row.Sequence, row.At.Nanoseconds, row.Price.Raw, row.Quantity.Raw, row.FeeRaw, (long)row.Side,
                (long)row.Type,
            ])
        {
            BinaryPrimitives.WriteInt64LittleEndian(text[length..], value);
            length += sizeof(long);
        }
        return ExecutionId.Of(text[..length]);
    }

    private static void Put(Span<byte> text, ref int length, ReadOnlySpan<byte> part)
    {
        const int PartMax = 44;
        part[..Math.Min(part.Length, PartMax)].CopyTo(text[length..]);
        length += Math.Min(part.Length, PartMax);
        text[length++] = (byte)'|';
    }

    /// <summary>Taxes in some regions come on top of the fee, in the same coin: «""» or an array of {fee}.</summary>
    private static long ReadExtraFees(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return 0;
        long sum = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isFee = reader.ValueTextEquals("fee"u8);
                VenueFrames.ToValue(ref reader);
                if (isFee) sum += VenueFrames.AmountOrZero(ref reader);
                else reader.Skip();
            }
        }
        return sum;
    }

    private static ExecutionRowType TypeOf(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("Trade"u8)) return ExecutionRowType.Trade;
        if (text.SequenceEqual("Funding"u8)) return ExecutionRowType.Funding;
        if (text.SequenceEqual("AdlTrade"u8)) return ExecutionRowType.AutoDeleveraging;
        if (text.SequenceEqual("BustTrade"u8)) return ExecutionRowType.Liquidation;
        if (text.SequenceEqual("Delivery"u8)) return ExecutionRowType.Delivery;
        if (text.SequenceEqual("Settle"u8)) return ExecutionRowType.Settlement;
        return text.SequenceEqual("BlockTrade"u8) ? ExecutionRowType.BlockTrade : ExecutionRowType.Other;
    }
}
