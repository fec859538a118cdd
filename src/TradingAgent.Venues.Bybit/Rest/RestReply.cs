using System.Text;
using System.Text.Json;

namespace TradingAgent.Venues.Bybit.Rest;

/// <summary>An answer over HTTP: the envelope read, the body kept for the row decoders.</summary>
internal sealed class RestReply
{
    /// <summary>The code of a body that is not the venue's envelope.</summary>
    public const int NoEnvelope = int.MinValue;

    public RestReply(int status, byte[] body)
    {
        Status = status;
        Body = body;
        Code = NoEnvelope;
        Message = "";
        try
        {
            ReadEnvelope();
        }
        catch (JsonException)
        {
            Code = NoEnvelope;
        }
    }

    public int Status { get; }

    public int Code { get; private set; }

    public string Message { get; private set; }

    public byte[] Body { get; }

    /// <summary>The venue's time of answering; none when it did not say.</summary>
    public Timestamp VenueTime { get; private set; }

    /// <summary>When the venue's budget refills; none when it did not say.</summary>
    public Timestamp LimitResetsAt { get; init; }

    /// <summary>Calls a second that the venue grants here; 0 when it did not say.</summary>
    public int Limit { get; init; }

    public bool IsOk => Status == 200 && Code == 0;

    public VenueVerdict Verdict => Code == NoEnvelope ? BybitErrorMap.OfHttp(Status) : BybitErrorMap.Of(Code);

    public JsonElement Result()
    {
        using JsonDocument document = JsonDocument.Parse(Body);
        return document.RootElement.GetProperty("result").Clone();
    }

    /// <summary>A reader standing on the opening bracket of <c>result.list</c>; false when there is none.</summary>
    public bool TryList(out Utf8JsonReader reader)
    {
        reader = new Utf8JsonReader(Body);
        if (!TryEnter(ref reader, "result"u8) || reader.TokenType != JsonTokenType.StartObject) return false;
        return TryFind(ref reader, "list"u8) && reader.TokenType == JsonTokenType.StartArray;
    }

    /// <summary>The next page's cursor; empty on the last page.</summary>
    public string Cursor()
    {
        var reader = new Utf8JsonReader(Body);
        if (!TryEnter(ref reader, "result"u8) || reader.TokenType != JsonTokenType.StartObject) return "";
        return TryFind(ref reader, "nextPageCursor"u8) && reader.TokenType == JsonTokenType.String
            ? reader.GetString() ?? ""
            : "";
    }

    public override string ToString() => $"HTTP {Status}, code {(Code == NoEnvelope ? "none" : Code)}: {Message}";

    private static bool TryEnter(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.Read() && reader.TokenType == JsonTokenType.StartObject && TryFind(ref reader, name);

    private static bool TryFind(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool found = reader.ValueTextEquals(name);
            reader.Read();
            if (found) return true;
            reader.Skip();
        }
        return false;
    }

    private void ReadEnvelope()
    {
        var reader = new Utf8JsonReader(Body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isCode = reader.ValueTextEquals("retCode"u8);
            bool isMessage = reader.ValueTextEquals("retMsg"u8);
            bool isTime = reader.ValueTextEquals("time"u8);
            reader.Read();
            if (isCode && Utf8Fields.TryInt64(ref reader, out long code)) Code = (int)code;
            else if (isMessage) Message = Encoding.UTF8.GetString(Utf8Fields.Text(ref reader));
            else if (isTime && Utf8Fields.TryMilliseconds(ref reader, out Timestamp at)) VenueTime = at;
            else reader.Skip();
        }
    }
}
