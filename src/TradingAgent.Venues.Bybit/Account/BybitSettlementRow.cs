using System.Text.Json;

namespace TradingAgent.Venues.Bybit.Account;

/// <summary>A row of the transaction log that settled a session: USDC contracts, every eight hours.</summary>
internal static class BybitSettlementRow
{
    /// <summary>
    /// Reads the object on whose opening brace the reader stands. Funding is logged under the same type, and has no
    /// cash flow.
    /// </summary>
    public static bool TryRead(
        ref Utf8JsonReader reader, RowContext context, out InstrumentId instrument, out Price price, out Timestamp at)
    {
        instrument = InstrumentId.None;
        price = Price.Zero;
        at = Timestamp.None;
        long flowRaw = 0, priceRaw = 0;
        ReadOnlySpan<byte> symbol = default, type = default;
        VenueFrames.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            VenueFrames.ToValue(ref reader);
            if (name.SequenceEqual("type"u8)) type = Utf8Fields.Text(ref reader);
            else if (name.SequenceEqual("symbol"u8)) symbol = Utf8Fields.Text(ref reader);
            else if (name.SequenceEqual("cashFlow"u8)) Utf8Fields.TryRounded(ref reader, out flowRaw);
            else if (name.SequenceEqual("tradePrice"u8)) Utf8Fields.TryRounded(ref reader, out priceRaw);
            else if (name.SequenceEqual("transactionTime"u8)) Utf8Fields.TryMilliseconds(ref reader, out at);
            else reader.Skip();
        }
        if (!type.SequenceEqual("SETTLEMENT"u8) || flowRaw == 0 || priceRaw <= 0 || at.IsNone) return false;
        price = new Price(priceRaw);
        instrument = context.Resolve(symbol);
        return !instrument.IsNone;
    }
}
