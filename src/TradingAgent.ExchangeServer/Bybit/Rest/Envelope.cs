using System.Globalization;
using System.Text.Json;

namespace TradingAgent.ExchangeServer.Bybit.Rest;

/// <summary>The frame around every REST result.</summary>
internal static class Envelope
{
    /// <summary>Writes the head up to the result's value.</summary>
    public static void Open(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("retCode"u8, 0);
        json.WriteString("retMsg"u8, "OK"u8);
        json.WritePropertyName("result"u8);
    }

    /// <summary>Writes what follows the result.</summary>
    public static void Close(Utf8JsonWriter json, List<Answer>? items, Timestamp now)
    {
        json.WritePropertyName("retExtInfo"u8);
        ExtraInfo(json, items);
        json.WriteNumber("time"u8, now.Milliseconds);
        json.WriteEndObject();
    }

    /// <param name="json">Where to.</param>
    /// <param name="answer">The refusal.</param>
    /// <param name="now">Exchange time.</param>
    /// <param name="reasons">Written as the result; null: the result is empty.</param>
    public static void Failure(Utf8JsonWriter json, Answer answer, Timestamp now, List<Answer>? reasons = null)
    {
        json.WriteStartObject();
        json.WriteNumber("retCode"u8, answer.Code);
        json.WriteString("retMsg"u8, answer.Message);
        json.WriteStartObject("result"u8);
        if (reasons is not null)
        {
            json.WriteStartArray("reasons"u8);
            foreach (Answer reason in reasons)
            {
                json.WriteStartObject();
                json.WriteString("reasonCode"u8, reason.Code.ToString(CultureInfo.InvariantCulture));
                json.WriteString("reasonMsg"u8, reason.Message);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
        Close(json, null, now);
    }

    /// <summary><c>{}</c>, or one code and text per item of a batch.</summary>
    public static void ExtraInfo(Utf8JsonWriter json, List<Answer>? items)
    {
        json.WriteStartObject();
        if (items is not null)
        {
            json.WriteStartArray("list"u8);
            foreach (Answer item in items)
            {
                json.WriteStartObject();
                json.WriteNumber("code"u8, item.Code);
                json.WriteString("msg"u8, item.Message);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
