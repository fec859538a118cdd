using System.Text;
using System.Text.Json;

namespace TradingAgent.Venues.Binance.Rest;

/// <summary>An answer over HTTP: code and words read, the body kept for the row decoders.</summary>
internal sealed class BinanceReply
{
    private readonly byte[] _text = [];

    public BinanceReply(int status, byte[] body)
    {
        Status = status;
        Body = body;
        try
        {
            (Code, _text) = ReadError(body);
        }
        catch (Exception e) when (VenueFrames.IsBadFrame(e))
        {
            // A proxy's page: the status alone speaks.
            _text = body;
        }
    }

    public int Status { get; }

    /// <summary>The venue's; zero or more when it did what was asked, also when it gave none.</summary>
    public int Code { get; }

    public byte[] Body { get; }

    /// <summary>The venue's words.</summary>
    public ReadOnlySpan<byte> Text => _text;

    /// <summary>Weight used in this minute; -1 when not told.</summary>
    public long UsedWeight { get; init; } = -1;

    /// <summary>Orders counted in ten seconds; -1 when not told.</summary>
    public long OrdersIn10Seconds { get; init; } = -1;

    /// <summary>Orders counted in a minute; -1 when not told.</summary>
    public long OrdersInMinute { get; init; } = -1;

    /// <summary>When to ask again; 0 when not told.</summary>
    public long RetryAfterSeconds { get; init; }

    public VenueVerdict Verdict => BinanceErrorMap.Of(Status, Code, Text);

    public bool IsOk => Status == 200 && Code >= 0;

    /// <summary>The whole answer as a document.</summary>
    public JsonElement Root()
    {
        using JsonDocument document = JsonDocument.Parse(Body);
        return document.RootElement.Clone();
    }

    /// <summary>The objects of an answer that is an array, as slices of the body; an object alone is one.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Rows()
    {
        List<ReadOnlyMemory<byte>> rows = [];
        var reader = new Utf8JsonReader(Body);
        if (!reader.Read()) return rows;
        if (reader.TokenType == JsonTokenType.StartObject) return [Body];
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            rows.Add(Body.AsMemory(start, (int)reader.BytesConsumed - start));
        }
        return rows;
    }

    public override string ToString()
    {
        string words = Encoding.UTF8.GetString(_text.AsSpan(0, Math.Min(_text.Length, 200)));
        return $"HTTP {Status}, code {Code}: {words}";
    }

    private static (int Code, byte[] Text) ReadError(byte[] body)
    {
        int code = 0;
        byte[] text = [];
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return (0, text);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isCode = reader.ValueTextEquals("code"u8);
            bool isText = reader.ValueTextEquals("msg"u8);
            VenueFrames.ToValue(ref reader);
            if (isCode && Utf8Fields.TryInt64(ref reader, out long value)) code = (int)value;
            else if (isText) text = Utf8Fields.Text(ref reader).ToArray();
            else reader.Skip();
        }
        return (code, text);
    }
}
