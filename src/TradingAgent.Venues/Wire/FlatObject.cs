using System.Text.Json;

namespace TradingAgent.Venues.Wire;

/// <summary>Reads objects of plain fields into rows, by either reader, through one table of names.</summary>
internal static class FlatObject
{
    /// <summary>Compact text; false when the general reader must judge it.</summary>
    public static bool TryRead<TRow>(ref CompactJson text, ref TRow row)
        where TRow : struct, IFieldSink, allows ref struct
    {
        if (!text.Take('{')) return false;
        do
        {
            if (!text.TryPair(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value, out bool isText)) return false;
            if (!isText && !text.TryBare(out value)) return false;
            row.Set(name, value);
        }
        while (text.Take(','));
        return text.Take('}');
    }

    /// <summary>Any JSON; the reader stands on the opening brace and ends on the closing one.</summary>
    public static void Read<TRow>(ref Utf8JsonReader reader, ref TRow row)
        where TRow : struct, IFieldSink, allows ref struct
    {
        VenueFrames.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            VenueFrames.ToValue(ref reader);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) reader.Skip();
            else row.Set(name, reader.ValueSpan);
        }
        VenueFrames.Expect(ref reader, JsonTokenType.EndObject);
    }

    /// <summary>The same from the bytes of one object.</summary>
    public static void Read<TRow>(ReadOnlySpan<byte> bytes, ref TRow row)
        where TRow : struct, IFieldSink, allows ref struct
    {
        var reader = new Utf8JsonReader(bytes);
        if (!reader.Read()) throw new BadFrameException("a row is empty");
        Read(ref reader, ref row);
    }
}
