using System.Text.Json;

namespace TradingAgent.Venues.Binance.Trading;

/// <summary>An answer on the order-entry stream.</summary>
internal ref struct TradeAnswer
{
    /// <summary>The request's; 0 when none came back.</summary>
    public long Id;
    public int Status;
    public int Code;
    public ReadOnlySpan<byte> Text;
    public ReadOnlySpan<byte> Symbol;
    public ReadOnlySpan<byte> OrderId;

    /// <summary>Orders counted in ten seconds and in a minute; -1 when not told.</summary>
    public long OrdersIn10Seconds;
    public long OrdersInMinute;

    public static TradeAnswer Read(ReadOnlySpan<byte> message)
    {
        TradeAnswer answer = default;
        answer.OrdersIn10Seconds = answer.OrdersInMinute = -1;
        var reader = new Utf8JsonReader(message);
        reader.Read();
        VenueFrames.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            VenueFrames.ToValue(ref reader);
            bool isObject = reader.TokenType == JsonTokenType.StartObject;
            if (name.SequenceEqual("id"u8)) Utf8Fields.TryInt64(ref reader, out answer.Id);
            else if (name.SequenceEqual("status"u8) && Utf8Fields.TryInt64(ref reader, out long status))
                answer.Status = (int)status;
            else if (isObject && name.SequenceEqual("result"u8)) answer.ReadResult(ref reader);
            else if (isObject && name.SequenceEqual("error"u8)) answer.ReadError(ref reader);
            else if (name.SequenceEqual("rateLimits"u8) && reader.TokenType == JsonTokenType.StartArray)
                answer.ReadLimits(ref reader);
            else reader.Skip();
        }
        return answer;
    }

    private void ReadResult(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            VenueFrames.ToValue(ref reader);
            if (name.SequenceEqual("orderId"u8)) OrderId = reader.ValueSpan;
            else if (name.SequenceEqual("symbol"u8)) Symbol = Utf8Fields.Text(ref reader);
            else reader.Skip();
        }
    }

    private void ReadError(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            VenueFrames.ToValue(ref reader);
            if (name.SequenceEqual("code"u8) && Utf8Fields.TryInt64(ref reader, out long code)) Code = (int)code;
            else if (name.SequenceEqual("msg"u8)) Text = Utf8Fields.Text(ref reader);
            else reader.Skip();
        }
    }

    private void ReadLimits(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            LimitFields limit = default;
            FlatObject.Read(ref reader, ref limit);
            if (!limit.IsOrders) continue;
            if (limit.IsMinute) OrdersInMinute = limit.Count;
            else OrdersIn10Seconds = limit.Count;
        }
    }

    private ref struct LimitFields : IFieldSink
    {
        public bool IsOrders;
        public bool IsMinute;
        public long Count;

        public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
        {
            if (name.SequenceEqual("rateLimitType"u8)) IsOrders = value.SequenceEqual("ORDERS"u8);
            else if (name.SequenceEqual("interval"u8)) IsMinute = value.SequenceEqual("MINUTE"u8);
            else if (name.SequenceEqual("count"u8)) Count = FieldText.Whole(value);
        }
    }
}
