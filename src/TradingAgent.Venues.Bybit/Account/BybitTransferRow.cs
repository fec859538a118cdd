using System.Text.Json;

namespace TradingAgent.Venues.Bybit.Account;

/// <summary>A row of the transaction log that no trade, funding or delivery of ours explains.</summary>
internal static class BybitTransferRow
{
    /// <summary>
    /// Reads the object on whose opening brace the reader stands. False for what the execution stream tells (trades,
    /// funding and session settlement, delivery, liquidation, deleveraging), for nothing moved, and for unknown coins;
    /// every other type, listed or new, is cash that is no profit or loss.
    /// </summary>
    public static bool TryRead(ref Utf8JsonReader reader, out TransferRow row)
    {
        row = default;
        ReadOnlySpan<byte> type = default, id = default, change = default, time = default, balance = default;
        Utf8JsonReader amount = default;
        VenueFrames.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            VenueFrames.ToValue(ref reader);
            if (name.SequenceEqual("type"u8)) type = Utf8Fields.Text(ref reader);
            else if (name.SequenceEqual("id"u8)) id = Utf8Fields.Text(ref reader);
            else if (name.SequenceEqual("cashBalance"u8)) balance = Utf8Fields.Text(ref reader);
            else if (name.SequenceEqual("currency"u8))
                CurrencyId.TryFind(Utf8Fields.Text(ref reader), out row.Currency);
            else if (name.SequenceEqual("change"u8))
            {
                change = Utf8Fields.Text(ref reader);
                amount = reader;
                reader.Skip();
            }
            else if (name.SequenceEqual("transactionTime"u8))
            {
                time = Utf8Fields.Text(ref reader);
                Utf8Fields.TryMilliseconds(ref reader, out row.At);
            }
            else reader.Skip();
        }
        // Of an unknown coin it may be larger than our numbers.
        if (row.Currency.IsNone || amount.TokenType == JsonTokenType.None) return false;
        row.AmountRaw = VenueFrames.AmountOrZero(ref amount);
        // The venue repeats ids within its log: only the whole row tells one movement from another.
        row.Id = ExecutionId.Of([
            .. "cash|"u8, .. type, (byte)'|', .. id, (byte)'|', .. time, (byte)'|', .. change, (byte)'|', .. balance]);
        return row.AmountRaw != 0 && type.Length > 0 && !IsToldElsewhere(type);
    }

    private static bool IsToldElsewhere(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("TRADE"u8) || type.SequenceEqual("SETTLEMENT"u8) || type.SequenceEqual("DELIVERY"u8)
        || type.SequenceEqual("LIQUIDATION"u8) || type.SequenceEqual("ADL"u8);
}
