using System.Buffers.Text;
using System.Text.Json;

namespace TradingAgent.Exchange.MarketSources.Recorded.Captures;

/// <summary>Binance's futures messages: depth updates, book tickers, trades and the REST depth snapshot.</summary>
internal static class CaptureParser
{
    /// <summary>False when the line is no receive time and object, or a number in it does not fit.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, CaptureMessage message)
    {
        message.Clear();
        if (!Utf8Parser.TryParse(line, out long received, out int used) || used >= line.Length || line[used] != ' ')
            return false;
        message.ReceivedAt = new Timestamp(received);
        try
        {
            var reader = new Utf8JsonReader(line[(used + 1)..]);
            if (!Read(ref reader, message)) return false;
        }
        catch (JsonException)
        {
            return false;
        }
        if (message.Time.IsNone) message.Time = message.SentAt;
        return message.Kind == CaptureKind.Other || !message.Time.IsNone;
    }

    private static bool Read(ref Utf8JsonReader reader, CaptureMessage message)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            bool isShort = reader.ValueSpan.Length == 1;
            byte name = isShort ? reader.ValueSpan[0] : (byte)0;
            bool isSnapshotId = reader.ValueTextEquals("lastUpdateId"u8);
            bool isPrevious = reader.ValueTextEquals("pu"u8);
            if (reader.ValueTextEquals("bids"u8)) name = (byte)'b';
            else if (reader.ValueTextEquals("asks"u8)) name = (byte)'a';
            if (!reader.Read()) return false;
            if (reader.TokenType == JsonTokenType.StartObject) continue;
            if (isSnapshotId)
            {
                message.Kind = CaptureKind.Snapshot;
                message.LastUpdate = reader.GetInt64();
            }
            else if (isPrevious)
            {
                message.PreviousUpdate = reader.GetInt64();
            }
            else if (reader.TokenType == JsonTokenType.StartArray)
            {
                if (!Levels(ref reader, name == 'b' ? Side.Buy : Side.Sell, message)) return false;
            }
            else if (!Field(ref reader, name, message))
            {
                return false;
            }
        }
        return true;
    }

    private static bool Field(ref Utf8JsonReader reader, byte name, CaptureMessage message)
    {
        switch (name)
        {
            case (byte)'e': message.Kind = KindOf(ref reader); return true;
            case (byte)'E': message.SentAt = Timestamp.FromMilliseconds(reader.GetInt64()); return true;
            case (byte)'T': message.Time = Timestamp.FromMilliseconds(reader.GetInt64()); return true;
            case (byte)'u': message.LastUpdate = reader.GetInt64(); return true;
            case (byte)'U': message.FirstUpdate = reader.GetInt64(); return true;
            case (byte)'m': message.BuyerIsMaker = reader.GetBoolean(); return true;
            case (byte)'X': message.IsOrdinary = reader.ValueTextEquals("MARKET"u8); return true;
            default: return reader.TokenType != JsonTokenType.String || Number(ref reader, name, message);
        }
    }

    private static bool Number(ref Utf8JsonReader reader, byte name, CaptureMessage message)
    {
        if (name is not ((byte)'p' or (byte)'q' or (byte)'b' or (byte)'B' or (byte)'a' or (byte)'A')) return true;
        if (!FixedPoint.TryParse(reader.ValueSpan, out long value) || value < 0) return false;
        switch (name)
        {
            case (byte)'p' or (byte)'b': message.Price = value; break;
            case (byte)'q' or (byte)'B': message.Quantity = value; break;
            case (byte)'a': message.AskPrice = value; break;
            default: message.AskQuantity = value; break;
        }
        return true;
    }

    /// <summary>[[price, size], …]; the opening bracket has been read.</summary>
    private static bool Levels(ref Utf8JsonReader reader, Side side, CaptureMessage message)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            if (!reader.Read() || !FixedPoint.TryParse(reader.ValueSpan, out long price)) return false;
            if (!reader.Read() || !FixedPoint.TryParse(reader.ValueSpan, out long quantity)) return false;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) { }
            if (price <= 0 || quantity < 0) return false;
            message.Add(new CaptureLevel(side, price, quantity));
        }
        return reader.TokenType == JsonTokenType.EndArray;
    }

    private static CaptureKind KindOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("depthUpdate"u8)) return CaptureKind.Depth;
        if (reader.ValueTextEquals("bookTicker"u8)) return CaptureKind.Touch;
        return reader.ValueTextEquals("trade"u8) ? CaptureKind.Trade : CaptureKind.Other;
    }
}
