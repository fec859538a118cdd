using System.Text.Json;

namespace TradingAgent.Venues.Bybit.Market;

/// <summary>An answer of a public stream that is not data, in any of the venue's dialects.</summary>
/// <param name="IsPong">Answer to a ping.</param>
/// <param name="Succeeded">What was asked was done.</param>
/// <param name="RequestId">The id we gave; null when none came back.</param>
internal readonly record struct MarketControl(bool IsPong, bool Succeeded, byte[]? RequestId)
{
    public static void Read(ReadOnlySpan<byte> message, out MarketControl control)
    {
        bool isPong = false;
        bool succeeded = true;
        byte[]? id = null;
        var reader = new Utf8JsonReader(message);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isOp = reader.ValueTextEquals("op"u8);
            bool isSuccess = reader.ValueTextEquals("success"u8);
            bool isId = reader.ValueTextEquals("req_id"u8);
            VenueFrames.ToValue(ref reader);
            ReadOnlySpan<byte> text = Utf8Fields.Text(ref reader);
            if (isOp) isPong = text.SequenceEqual("pong"u8) || text.SequenceEqual("ping"u8);
            else if (isSuccess) succeeded = reader.TokenType != JsonTokenType.False;
            else if (isId) id = text.ToArray();
            else reader.Skip();
        }
        control = new MarketControl(isPong, succeeded, id);
    }
}
