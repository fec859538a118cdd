using System.Text.Json;

namespace TradingAgent.Venues.Bybit.Account;

/// <summary>One coin of the greeks stream.</summary>
internal static class CoinGreeksRow
{
    /// <summary>
    /// Reads the object on whose opening brace the reader stands; the coin is none when it is unknown or a figure is
    /// missing.
    /// </summary>
    public static CoinGreeksReported Read(ref Utf8JsonReader reader)
    {
        CurrencyId coin = default;
        double delta = double.NaN, gamma = double.NaN, vega = double.NaN, theta = double.NaN;
        VenueFrames.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            VenueFrames.ToValue(ref reader);
            if (name.SequenceEqual("baseCoin"u8)) CurrencyId.TryFind(Utf8Fields.Text(ref reader), out coin);
            else if (name.SequenceEqual("totalDelta"u8)) delta = Number(ref reader);
            else if (name.SequenceEqual("totalGamma"u8)) gamma = Number(ref reader);
            else if (name.SequenceEqual("totalVega"u8)) vega = Number(ref reader);
            else if (name.SequenceEqual("totalTheta"u8)) theta = Number(ref reader);
            else reader.Skip();
        }
        bool isWhole = double.IsFinite(delta + gamma + vega + theta);
        return isWhole ? new CoinGreeksReported(coin, delta, gamma, vega, theta) : default;
    }

    private static double Number(ref Utf8JsonReader reader) =>
        Utf8Fields.TryDouble(ref reader, out double value) ? value : double.NaN;
}
