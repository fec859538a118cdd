using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Market;

/// <summary>Trades at one price on one side within a tenth of a second, as one.</summary>
internal readonly record struct AggregateTrade(
    long Id, Price Price, Quantity Quantity, long FirstTrade, long LastTrade, Timestamp Time, Side TakerSide)
{
    /// <summary>The fields that REST and the stream have in common, without the symbol.</summary>
    public void WriteFields(Utf8JsonWriter json, ListedInstrument instrument)
    {
        int lot = JsonText.DecimalsOf(instrument.Terms.Lot.Raw);
        json.WriteNumber("a"u8, Id);
        json.Decimal("p"u8, Price.Raw, JsonText.DecimalsOf(instrument.Terms.Tick.Raw));
        json.Decimal("q"u8, Quantity.Raw, lot);
        json.Decimal("nq"u8, Quantity.Raw, lot);
        json.WriteNumber("f"u8, FirstTrade);
        json.WriteNumber("l"u8, LastTrade);
        json.WriteNumber("T"u8, Time.Milliseconds);
        json.WriteBoolean("m"u8, TakerSide == Side.Sell);
    }
}
