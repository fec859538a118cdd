using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Rows;

/// <summary>A public trade, in the short names of the stream and the long names of REST.</summary>
internal static class TradeRow
{
    public static void WriteStream(Utf8JsonWriter json, ListedInstrument instrument, in TradePrint trade)
    {
        json.WriteStartObject();
        json.WriteNumber("T"u8, trade.Time.Milliseconds);
        json.WriteString("s"u8, instrument.Symbol);
        json.WriteString("S"u8, Words.Of(trade.TakerSide));
        json.Decimal("v"u8, trade.Quantity.Raw, JsonText.DecimalsOf(instrument.Terms.Lot.Raw));
        json.Decimal("p"u8, trade.Price.Raw, JsonText.DecimalsOf(instrument.Terms.Tick.Raw));
        if (!instrument.Terms.IsOption) json.WriteString("L"u8, Words.TickDirection(trade.TickDirection));
        json.WriteString("i"u8, VenueUuid.Of(VenueUuid.Trade, trade.Id));
        json.WriteBoolean("BT"u8, false);
        json.WriteBoolean("RPI"u8, false);
        if (instrument.Terms.IsOption)
        {
            json.Figure("mP"u8, trade.MarkPrice, 8);
            json.Figure("iP"u8, trade.IndexPrice, 2);
            json.Figure("mIv"u8, trade.MarkVolatility, 4);
            json.Figure("iv"u8, trade.MarkVolatility, 4);
        }
        json.WriteNumber("seq"u8, trade.Sequence);
        json.WriteEndObject();
    }

    public static void WriteRest(Utf8JsonWriter json, ListedInstrument instrument, in TradePrint trade)
    {
        json.WriteStartObject();
        json.WriteString("execId"u8, VenueUuid.Of(VenueUuid.Trade, trade.Id));
        json.WriteString("symbol"u8, instrument.Symbol);
        json.Decimal("price"u8, trade.Price.Raw, JsonText.DecimalsOf(instrument.Terms.Tick.Raw));
        json.Decimal("size"u8, trade.Quantity.Raw, JsonText.DecimalsOf(instrument.Terms.Lot.Raw));
        json.WriteString("side"u8, Words.Of(trade.TakerSide));
        json.Moment("time"u8, trade.Time);
        json.WriteBoolean("isBlockTrade"u8, false);
        json.WriteBoolean("isRPITrade"u8, false);
        if (instrument.Terms.IsOption)
        {
            json.Figure("mP"u8, trade.MarkPrice, 8);
            json.Figure("iP"u8, trade.IndexPrice, 2);
            json.Figure("mIv"u8, trade.MarkVolatility, 4);
            json.Figure("iv"u8, trade.MarkVolatility, 4);
        }
        json.WholeText("seq"u8, trade.Sequence);
        json.WriteEndObject();
    }
}
