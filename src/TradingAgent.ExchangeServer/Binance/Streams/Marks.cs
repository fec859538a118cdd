using System.Text.Json;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>What the futures streams say since they carry coin-margined contracts too; options do not.</summary>
internal static class Marks
{
    /// <summary>The pair, and 1 for «USD-margined».</summary>
    public static void Contract(Utf8JsonWriter json, ListedInstrument instrument)
    {
        if (instrument.Terms.IsOption) return;
        json.WriteString("ps"u8, SymbolBook.PairOf(instrument));
        json.WriteNumber("st"u8, 1);
    }
}
