using System.Text.Json;

namespace TradingAgent.Venues.Bybit.Trading;

/// <summary>An answer on the order-entry stream.</summary>
internal ref struct TradeReply
{
    public ReadOnlySpan<byte> RequestId;
    public ReadOnlySpan<byte> Operation;
    public ReadOnlySpan<byte> Message;
    public ReadOnlySpan<byte> VenueOrderId;
    public int Code;
    public bool HasCode;

    /// <summary>When the venue's budget refills; none when it did not say.</summary>
    public Timestamp LimitResetsAt;

    public static TradeReply Read(ReadOnlySpan<byte> message)
    {
        TradeReply reply = default;
        var reader = new Utf8JsonReader(message);
        reader.Read();
        VenueFrames.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            VenueFrames.ToValue(ref reader);
            if (name.SequenceEqual("reqId"u8)) reply.RequestId = Utf8Fields.Text(ref reader);
            else if (name.SequenceEqual("op"u8)) reply.Operation = Utf8Fields.Text(ref reader);
            else if (name.SequenceEqual("retMsg"u8)) reply.Message = Utf8Fields.Text(ref reader);
            else if (name.SequenceEqual("retCode"u8)) reply.ReadCode(ref reader);
            else if (reader.TokenType == JsonTokenType.StartObject) reply.ReadObject(ref reader);
            else reader.Skip();
        }
        return reply;
    }

    private void ReadCode(scoped ref Utf8JsonReader reader)
    {
        HasCode = Utf8Fields.TryInt64(ref reader, out long code);
        Code = (int)code;
    }

    private void ReadObject(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            VenueFrames.ToValue(ref reader);
            if (name.SequenceEqual("orderId"u8)) VenueOrderId = Utf8Fields.Text(ref reader);
            else if (name.SequenceEqual("X-Bapi-Limit-Reset-Timestamp"u8))
                Utf8Fields.TryMilliseconds(ref reader, out LimitResetsAt);
            else reader.Skip();
        }
    }
}
