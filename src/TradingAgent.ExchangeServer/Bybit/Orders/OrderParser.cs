using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Rows;

namespace TradingAgent.ExchangeServer.Bybit.Orders;

/// <summary>Reads orders from request fields, and says in the venue's words what cannot be read.</summary>
internal sealed class OrderParser(ExchangeView view)
{
    /// <summary>A new order; <paramref name="instrument"/> is set as soon as it is known.</summary>
    public Answer Create(
        RequestFields fields, AccountId account, Category category, out PlaceRequest order,
        out ListedInstrument? instrument)
    {
        order = default;
        Answer found = FindInstrument(fields, category, out instrument);
        if (!found.IsOk) return found;
        Answer kind = CheckKind(fields, category);
        if (!kind.IsOk) return kind;
        if (!TrySide(fields.Text("side"), out Side side)) return Answer.BadSide;
        bool isMarket = fields.Text("orderType") == "Market";
        if (!TryLifetime(fields.Text("timeInForce"), out OrderLifetime lifetime)) return Answer.BadTimeInForce;
        long price = 0;
        if (!isMarket && (!fields.TryDecimal("price", out price) || price <= 0)) return Answer.BadPrice;
        if (!fields.TryDecimal("qty", out long quantity) || quantity < 0) return Answer.BadQuantity;
        bool reduceOnly = fields.Flag("reduceOnly");
        if (quantity == 0 && reduceOnly && fields.Flag("closeOnTrigger"))
            quantity = WholePosition(account, instrument!);
        if (!TryPrevention(fields.Text("smpType"), out SelfTradePrevention prevention))
            return Answer.BadParameter("smpType");
        order = new PlaceRequest
        {
            Instrument = instrument!.Id,
            Side = side,
            Kind = isMarket ? OrderKind.Market : OrderKind.Limit,
            Lifetime = isMarket ? OrderLifetime.ImmediateOrCancel : lifetime,
            Price = new Price(price),
            Quantity = new Quantity(quantity),
            ReduceOnly = reduceOnly,
            ClientId = fields.Text("orderLinkId"),
            SelfTrade = prevention,
        };
        return Answer.Ok;
    }

    public Answer Amend(
        RequestFields fields, Category category, out AmendRequest amend, out ListedInstrument? instrument)
    {
        amend = default;
        Answer found = FindInstrument(fields, category, out instrument);
        if (!found.IsOk) return found;
        if (!TryKey(fields, out OrderKey key)) return Answer.NoOrderNamed;
        if (fields.Has("orderIv")) return Answer.NoVolatilityOrders;
        long price = 0;
        long quantity = 0;
        bool hasPrice = fields.Has("price");
        bool hasQuantity = fields.Has("qty");
        if (!hasPrice && !hasQuantity) return Answer.NothingToAmend;
        if (hasPrice && (!fields.TryDecimal("price", out price) || price <= 0)) return Answer.BadPrice;
        if (hasQuantity && (!fields.TryDecimal("qty", out quantity) || quantity < 0)) return Answer.BadQuantity;
        amend = new AmendRequest
        {
            Order = key,
            Instrument = instrument!.Id,
            Price = hasPrice ? new Price(price) : null,
            Quantity = hasQuantity ? new Quantity(quantity) : null,
        };
        return Answer.Ok;
    }

    public Answer FindInstrument(RequestFields fields, Category category, out ListedInstrument? instrument)
    {
        instrument = null;
        if (category == Category.None) return Answer.BadCategory;
        instrument = view.Find(fields.Text("symbol"), category);
        return instrument is null ? Answer.BadSymbol : Answer.Ok;
    }

    /// <summary>The order that a request names; an id that we never gave names no order.</summary>
    public static bool TryKey(RequestFields fields, out OrderKey key)
    {
        string? id = fields.Text("orderId");
        key = id is null
            ? new OrderKey(OrderId.None, fields.Text("orderLinkId"))
            : new OrderKey(VenueUuid.TryParse(VenueUuid.Order, id, out long number) ? new OrderId(number) : Unknown);
        return id is not null || key.ClientId is not null;
    }

    private static readonly OrderId Unknown = new(long.MaxValue);

    private static Answer CheckKind(RequestFields fields, Category category)
    {
        if (fields.Text("orderType") is not ("Limit" or "Market")) return Answer.BadOrderType;
        if (fields.Text("positionIdx") is not (null or "0")) return Answer.BadPositionMode;
        if (category == Category.Option && !fields.Has("orderLinkId")) return Answer.OptionNeedsLinkId;
        if (fields.Has("triggerPrice")) return Answer.NoConditional;
        if (fields.Has("orderIv")) return Answer.NoVolatilityOrders;
        bool hasStops = fields.Text("takeProfit") is not (null or "0") || fields.Text("stopLoss") is not (null or "0");
        return hasStops ? Answer.NoStops : Answer.Ok;
    }

    private long WholePosition(AccountId account, ListedInstrument instrument)
    {
        Quantity held = view.Position(account, instrument.Id).Quantity.Magnitude;
        return Math.Min(held.Raw, instrument.Terms.QuantityMax.Raw);
    }

    private static bool TrySide(string? text, out Side side)
    {
        side = text switch
        {
            "Buy" => Side.Buy,
            "Sell" => Side.Sell,
            _ => Side.None,
        };
        return side != Side.None;
    }

    private static bool TryLifetime(string? text, out OrderLifetime lifetime)
    {
        lifetime = text switch
        {
            "IOC" => OrderLifetime.ImmediateOrCancel,
            "FOK" => OrderLifetime.FillOrKill,
            "PostOnly" => OrderLifetime.PostOnly,
            _ => OrderLifetime.GoodTillCancelled,
        };
        return text is null or "GTC" or "IOC" or "FOK" or "PostOnly";
    }

    private static bool TryPrevention(string? text, out SelfTradePrevention prevention)
    {
        prevention = text switch
        {
            "CancelMaker" => SelfTradePrevention.CancelMaker,
            "CancelTaker" => SelfTradePrevention.CancelTaker,
            "CancelBoth" => SelfTradePrevention.CancelBoth,
            _ => SelfTradePrevention.None,
        };
        return text is null or "None" or "CancelMaker" or "CancelTaker" or "CancelBoth";
    }
}
