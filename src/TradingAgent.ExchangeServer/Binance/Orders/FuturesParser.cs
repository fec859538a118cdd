using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.Orders;

/// <summary>Reads orders of futures, and says in the venue's words what cannot be read.</summary>
internal sealed class FuturesParser(ExchangeView view, SymbolBook symbols)
{
    private const long GoodTillLeadMilliseconds = 600_000;
    private const long GoodTillMax = 253_402_300_799_000;

    /// <param name="fields">The request, or one item of a batch.</param>
    /// <param name="prevention">What counts when none is said: it differs between single orders and batches.</param>
    /// <param name="now">The exchange's clock.</param>
    /// <param name="terms">The order.</param>
    public Answer Read(RequestFields fields, SelfTradePrevention prevention, Timestamp now, out OrderTerms? terms)
    {
        terms = null;
        Answer found = symbols.Find(fields, Product.Futures, out ListedInstrument instrument);
        if (!found.IsOk) return found;
        if (instrument.Status != InstrumentStatus.Trading) return Answer.NotTrading;
        Answer kind = Kind(fields, out Side side, out bool isMarket, out OrderLifetime lifetime);
        if (!kind.IsOk) return kind;
        Answer sized = OrderFields.Quantity(fields, instrument, isMarket, out long quantity);
        if (!sized.IsOk) return sized;
        long price = 0;
        Answer priced = isMarket ? Answer.Ok : PriceOf(fields, instrument, side, out price);
        if (!priced.IsOk) return priced;
        Answer named = OrderFields.ClientId(fields.Text("newClientOrderId"), "newClientOrderId");
        if (!named.IsOk) return named;
        if (!Words.TryPrevention(fields.Text("selfTradePreventionMode"), prevention, out prevention))
            return Answer.BadPrevention;
        long date = 0;
        bool isDated = !isMarket && fields.Text("timeInForce") == "GTD";
        Answer dated = isDated ? GoodTill(fields, now, out date) : Answer.Ok;
        if (!dated.IsOk) return dated;
        PlaceRequest request = new()
        {
            Instrument = instrument.Id,
            Side = side,
            Kind = isMarket ? OrderKind.Market : OrderKind.Limit,
            Lifetime = lifetime,
            Price = new Price(price),
            Quantity = new Quantity(quantity),
            ReduceOnly = fields.Flag("reduceOnly"),
            ClientId = fields.Text("newClientOrderId") ?? OrderFields.NewClientId(),
            // Fill-or-kill orders trade with whoever is there.
            SelfTrade = lifetime == OrderLifetime.FillOrKill ? SelfTradePrevention.None : prevention,
        };
        OrderNote note = new() { GoodTillDate = date, PriceMatch = fields.Text("priceMatch") ?? "NONE" };
        terms = new OrderTerms(instrument, request, note);
        return Answer.Ok;
    }

    /// <summary>A price in the book's own terms: the touch of either side, or the fifth level from it.</summary>
    public Answer PriceOf(RequestFields fields, ListedInstrument instrument, Side side, out long price)
    {
        price = 0;
        string match = fields.Text("priceMatch") ?? "NONE";
        if (match == "NONE") return OrderFields.Price(fields, instrument, out price);
        if (fields.Has("price")) return Answer.BadPriceMatch;
        int level = match switch
        {
            "OPPONENT" or "QUEUE" => 1,
            "OPPONENT_5" or "QUEUE_5" => 5,
            _ => 0,
        };
        if (level == 0) return Answer.BadPriceMatch;
        bool isOwn = match.StartsWith('Q');
        Side looked = isOwn == (side == Side.Buy) ? Side.Buy : Side.Sell;
        ReadOnlySpan<BookLevel> levels = view.Levels(instrument.Id, looked, level);
        if (levels.Length < level) return Answer.NoDepth;
        price = levels[level - 1].Price.Raw;
        return Answer.Ok;
    }

    private static Answer Kind(RequestFields fields, out Side side, out bool isMarket, out OrderLifetime lifetime)
    {
        side = Words.SideOf(fields.Text("side"));
        isMarket = fields.Text("type") == "MARKET";
        lifetime = OrderLifetime.ImmediateOrCancel;
        if (!fields.Has("side")) return Answer.Missing("side");
        if (side == Side.None) return Answer.BadSide;
        switch (fields.Text("type"))
        {
            case null:
                return Answer.Missing("type");
            case "STOP" or "STOP_MARKET" or "TAKE_PROFIT" or "TAKE_PROFIT_MARKET" or "TRAILING_STOP_MARKET":
                return Answer.UseAlgo;
            case "LIMIT" or "MARKET":
                break;
            default:
                return Answer.BadType;
        }
        switch (fields.Text("positionSide"))
        {
            case null or "BOTH":
                break;
            case "LONG" or "SHORT":
                return Answer.PositionMode;
            default:
                return Answer.BadValue("positionSide");
        }
        if (isMarket) return Answer.Ok;
        string? text = fields.Text("timeInForce");
        if (text is null) return Answer.Missing("timeInForce");
        return TryLifetime(text, out lifetime) ? Answer.Ok : Answer.BadLifetime;
    }

    private static bool TryLifetime(string text, out OrderLifetime lifetime)
    {
        lifetime = text switch
        {
            "IOC" => OrderLifetime.ImmediateOrCancel,
            "FOK" => OrderLifetime.FillOrKill,
            "GTX" => OrderLifetime.PostOnly,
            _ => OrderLifetime.GoodTillCancelled,
        };
        return text is "GTC" or "GTD" or "IOC" or "FOK" or "GTX";
    }

    /// <summary>Cut to the second, as the venue does.</summary>
    private static Answer GoodTill(RequestFields fields, Timestamp now, out long date)
    {
        date = 0;
        if (!fields.Has("goodTillDate")) return Answer.Missing("goodTillDate");
        if (fields.Whole("goodTillDate", 0) is not { } said) return Answer.BadGoodTillDate;
        date = said / 1000 * 1000;
        return said > now.Milliseconds + GoodTillLeadMilliseconds && said < GoodTillMax
            ? Answer.Ok
            : Answer.BadGoodTillDate;
    }
}
