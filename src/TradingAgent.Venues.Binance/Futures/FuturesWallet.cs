using System.Text.Json;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Futures;

/// <summary>The account's answer over REST: balances and margin.</summary>
internal static class FuturesWallet
{
    public static void Read(byte[] body, OpenProfit open, AccountDesk desk, Timestamp now)
    {
        double initial = double.NaN, maintenance = double.NaN, balance = double.NaN;
        var reader = new Utf8JsonReader(body);
        reader.Read();
        VenueFrames.Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            VenueFrames.ToValue(ref reader);
            if (name.SequenceEqual("totalInitialMargin"u8)) initial = FieldText.Number(reader.ValueSpan);
            else if (name.SequenceEqual("totalMaintMargin"u8)) maintenance = FieldText.Number(reader.ValueSpan);
            else if (name.SequenceEqual("totalMarginBalance"u8)) balance = FieldText.Number(reader.ValueSpan);
            else if (name.SequenceEqual("assets"u8) && reader.TokenType == JsonTokenType.StartArray)
                ReadAssets(ref reader, open, desk, now);
            else reader.Skip();
        }
        desk.OnMargin(new MarginFigures(initial, maintenance, balance), now, Timestamp.None);
    }

    private static void ReadAssets(ref Utf8JsonReader reader, OpenProfit open, AccountDesk desk, Timestamp now)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            BalanceFields fields = default;
            FlatObject.Read(ref reader, ref fields);
            if (fields.HasWallet) desk.OnWallet(fields.Coin(open), now, Timestamp.None);
        }
    }
}
