using System.Text.Json;

namespace TradingAgent.Venues.Binance.Market;

/// <summary>An answer to a request on a stream.</summary>
/// <param name="Id">The request's; 0 when none came back.</param>
/// <param name="IsRefused">It was not done.</param>
internal readonly record struct StreamAnswer(int Id, bool IsRefused)
{
    public static StreamAnswer Read(ReadOnlySpan<byte> message)
    {
        int id = 0;
        bool isRefused = false;
        var reader = new Utf8JsonReader(message);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = reader.ValueTextEquals("id"u8);
            bool isError = reader.ValueTextEquals("error"u8) || reader.ValueTextEquals("code"u8);
            VenueFrames.ToValue(ref reader);
            isRefused |= isError && reader.TokenType != JsonTokenType.Null;
            if (isId && Utf8Fields.TryInt64(ref reader, out long value) && value is > 0 and < int.MaxValue)
                id = (int)value;
            else reader.Skip();
        }
        return new StreamAnswer(id, isRefused);
    }
}
