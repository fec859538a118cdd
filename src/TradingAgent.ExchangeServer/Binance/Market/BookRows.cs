using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.Market;

/// <summary>
/// Books as REST and the streams write them. Update ids count the changes of the book, so that a snapshot and the
/// changes after it fit together whoever asks.
/// </summary>
internal static class BookRows
{
    /// <summary>Where the ids of a book begin.</summary>
    private const long FirstUpdate = 1_000_000;

    public static long UpdateId(ExchangeView view, InstrumentId instrument) =>
        FirstUpdate + view.Activity.Book(instrument);

    public static Answer Snapshot(BinanceCall call, ExchangeView view, ListedInstrument instrument, int limit)
    {
        Utf8JsonWriter json = call.Json;
        long time = TimeOf(view, instrument.Id, call.Now);
        json.WriteStartObject();
        json.WriteNumber("lastUpdateId"u8, UpdateId(view, instrument.Id));
        if (call.Product == Product.Futures) json.WriteNumber("E"u8, call.Now.Milliseconds);
        json.WriteNumber("T"u8, time);
        WriteSide(json, "bids"u8, view, instrument, Side.Buy, limit);
        WriteSide(json, "asks"u8, view, instrument, Side.Sell, limit);
        json.WriteEndObject();
        return Answer.Ok;
    }

    /// <summary>Opens a frame of a book stream: from which change to which, and the last one told before.</summary>
    public static void OpenFrame(
        Utf8JsonWriter json, ExchangeView view, string symbol, InstrumentId instrument, long before, long update,
        Timestamp now)
    {
        json.WriteStartObject();
        json.WriteString("e"u8, "depthUpdate"u8);
        json.WriteNumber("E"u8, now.Milliseconds);
        json.WriteNumber("T"u8, TimeOf(view, instrument, now));
        json.WriteString("s"u8, symbol);
        json.WriteNumber("U"u8, before + 1);
        json.WriteNumber("u"u8, update);
        json.WriteNumber("pu"u8, before);
    }

    /// <summary>The depth asked for; null when it is none of those that the venue serves.</summary>
    public static int? LimitOf(RequestFields fields, int fallback) =>
        fields.Whole("limit", fallback) is { } limit && limit is 5 or 10 or 20 or 50 or 100 or 500 or 1000
            ? (int)limit
            : null;

    /// <summary>When the book last changed; now when it has not.</summary>
    public static long TimeOf(ExchangeView view, InstrumentId instrument, Timestamp now)
    {
        Timestamp changed = view.Activity.BookTime(instrument);
        return (changed.IsNone ? now : changed).Milliseconds;
    }

    public static void WriteSide(
        Utf8JsonWriter json, ReadOnlySpan<byte> name, ExchangeView view, ListedInstrument instrument, Side side,
        int depth)
    {
        int price = JsonText.DecimalsOf(instrument.Terms.Tick.Raw);
        int lot = JsonText.DecimalsOf(instrument.Terms.Lot.Raw);
        json.WriteStartArray(name);
        foreach (BookLevel level in view.Levels(instrument.Id, side, depth))
            WriteLevel(json, level.Price.Raw, level.Quantity.Raw, price, lot);
        json.WriteEndArray();
    }

    public static void WriteLevel(Utf8JsonWriter json, long price, long quantity, int priceDecimals, int lotDecimals)
    {
        json.WriteStartArray();
        json.DecimalValue(price, priceDecimals);
        json.DecimalValue(quantity, lotDecimals);
        json.WriteEndArray();
    }
}
