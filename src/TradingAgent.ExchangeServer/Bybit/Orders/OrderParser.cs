using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Rows;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit.Orders;

/// <summary>Reads orders from request fields, and says in the venue's words what cannot be read.</summary>
internal sealed class OrderParser(ExchangeView view)
{
    private readonly PriceParser _prices = new(view);

    /// <summary>A new order; <paramref name="instrument"/> is set as soon as it is known.</summary>
    public Answer Create(
        RequestFields fields, AccountId account, Category category, out PlaceRequest order,
        out ListedInstrument? instrument)
    {
        order = default;
        Answer found = FindInstrument(fields, category, out instrument);
        if (!found.IsOk) return found;
        Answer kind = CheckKind(fields, instrument!);
        if (!kind.IsOk) return kind;
        if (!TrySide(fields.Text("side"), out Side side)) return Answer.BadSide;
        bool isMarket = fields.Text("orderType") == "Market";
        if (!TryLifetime(fields.Text("timeInForce"), out OrderLifetime lifetime)) return Answer.BadTimeInForce;
        Answer priced = _prices.Of(fields, instrument!, side, isMarket, out long price, out double volatility);
        if (!priced.IsOk) return priced;
        if (!fields.TryDecimal("qty", out long quantity) || quantity < 0) return Answer.BadQuantity;
        Answer triggered = StopParser.Trigger(fields, out Trigger trigger);
        if (!triggered.IsOk) return triggered;
        Answer stopped = StopParser.Attached(fields, out AttachedStops stops);
        if (!stopped.IsOk) return stopped;
        bool reduceOnly = fields.Flag("reduceOnly");
        if (reduceOnly && !stops.IsNone) return Answer.StopsOnReduceOnly;
        bool closes = fields.Flag("closeOnTrigger");
        if (quantity == 0 && reduceOnly && closes && trigger.IsNone)
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
            Trigger = trigger,
            ClosesPosition = closes && !trigger.IsNone,
            Stops = stops,
            Volatility = volatility,
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
        long price = 0;
        long quantity = 0;
        long trigger = 0;
        double volatility = 0;
        bool hasPrice = IsSaid(fields, "price") || IsSaid(fields, "orderIv");
        bool hasQuantity = IsSaid(fields, "qty");
        bool hasTrigger = IsSaid(fields, "triggerPrice");
        bool hasStops = fields.Has("takeProfit") || fields.Has("stopLoss");
        if (!hasPrice && !hasQuantity && !hasTrigger && !hasStops) return Answer.NothingToAmend;
        if (hasPrice)
        {
            Answer priced = _prices.Of(fields, instrument!, Side.None, isMarket: false, out price, out volatility);
            if (!priced.IsOk) return priced;
        }
        if (hasQuantity && (!fields.TryDecimal("qty", out quantity) || quantity < 0)) return Answer.BadQuantity;
        if (hasTrigger && (!fields.TryDecimal("triggerPrice", out trigger) || trigger <= 0)) return Answer.BadTrigger;
        Answer stopped = StopParser.Changed(fields, out StopTerms? profit, out StopTerms? loss);
        if (!stopped.IsOk) return stopped;
        amend = new AmendRequest
        {
            Order = key,
            Instrument = instrument!.Id,
            Price = hasPrice ? new Price(price) : null,
            Quantity = hasQuantity ? new Quantity(quantity) : null,
            Trigger = hasTrigger ? new Price(trigger) : null,
            TakeProfit = profit,
            StopLoss = loss,
            Volatility = volatility > 0 ? volatility : null,
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

    private static Answer CheckKind(RequestFields fields, ListedInstrument instrument)
    {
        bool isOption = instrument.Terms.IsOption;
        if (fields.Text("orderType") is not ("Limit" or "Market")) return Answer.BadOrderType;
        if (fields.Text("positionIdx") is not (null or "0")) return Answer.BadPositionMode;
        if (isOption && !fields.Has("orderLinkId")) return Answer.OptionNeedsLinkId;
        return isOption && IsSaid(fields, "triggerPrice") ? Answer.NoConditionalOptions : Answer.Ok;
    }

    /// <summary>Clients send "0" for what they do not mean.</summary>
    private static bool IsSaid(RequestFields fields, string name) => fields.Text(name) is not (null or "0");

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
