using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Orders;
using TradingAgent.ExchangeServer.Binance.Rest;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.Options;

/// <summary>Place and cancel of options, and their batches. There is no amend.</summary>
internal sealed class OptionsOrders(ExchangeView view, SymbolBook symbols, OrderDoor door, KillSwitch killSwitch)
{
    private const int BatchMax = 10;

    public IEnumerable<Route> Routes() =>
    [
        new("POST", "/eapi/v1/order", Access.ToTrade, 1, Place) { Orders = (1, 1) },
        new("DELETE", "/eapi/v1/order", Access.ToTrade, 1, Cancel),
        new("POST", "/eapi/v1/batchOrders", Access.ToTrade, 5, PlaceMany) { Orders = (5, 1) },
        new("DELETE", "/eapi/v1/batchOrders", Access.ToTrade, 5, CancelMany),
        new("DELETE", "/eapi/v1/allOpenOrders", Access.ToTrade, 5, CancelAll),
        new("DELETE", "/eapi/v1/allOpenOrdersByUnderlying", Access.ToTrade, 1, CancelUnderlying),
    ];

    private Answer Place(BinanceCall call) => PlaceOne(call, call.Fields);

    private Answer PlaceOne(BinanceCall call, RequestFields fields)
    {
        Answer read = Read(fields, out OrderTerms? terms);
        if (!read.IsOk) return read;
        if (killSwitch.Blocks(call.Account, SymbolBook.PairOf(terms!.Instrument))) return Answer.KillSwitch;
        Answer placed = door.Place(call.Account, terms, out OrderSnapshot order);
        if (!placed.IsOk) return placed;
        bool isAcknowledgement = fields.Text("newOrderRespType") != "RESULT";
        OptionOrderRow.WriteAnswer(
            call.Json, symbols.NameOf(order.Instrument), terms.Instrument, order, isAcknowledgement);
        return Answer.Ok;
    }

    private Answer Read(RequestFields fields, out OrderTerms? terms)
    {
        terms = null;
        Answer found = symbols.Find(fields, Product.Options, out ListedInstrument option);
        if (!found.IsOk) return found;
        if (option.Status != InstrumentStatus.Trading) return Answer.OptionNotTrading;
        if (!fields.Has("side")) return Answer.Missing("side");
        Side side = Words.SideOf(fields.Text("side"));
        if (side == Side.None) return Answer.BadSide;
        if (!fields.Has("type")) return Answer.Missing("type");
        if (fields.Text("type") != "LIMIT") return Answer.BadType;
        if (fields.Flag("isMmp")) return Answer.NotMarketMaker;
        Answer sized = OrderFields.Quantity(fields, option, isMarket: false, out long quantity);
        if (!sized.IsOk) return sized;
        Answer priced = OrderFields.Price(fields, option, out long price);
        if (!priced.IsOk) return priced;
        Answer named = OrderFields.ClientId(fields.Text("clientOrderId"), "clientOrderId");
        if (!named.IsOk) return named;
        if (!TryLifetime(fields, out OrderLifetime lifetime)) return Answer.BadLifetime;
        bool isKnown = Words.TryPrevention(
            fields.Text("selfTradePreventionMode"), SelfTradePrevention.CancelMaker,
            out SelfTradePrevention prevention);
        if (!isKnown) return Answer.BadPrevention;
        PlaceRequest request = new()
        {
            Instrument = option.Id,
            Side = side,
            Kind = OrderKind.Limit,
            Lifetime = lifetime,
            Price = new Price(price),
            Quantity = new Quantity(quantity),
            ReduceOnly = fields.Flag("reduceOnly"),
            ClientId = fields.Text("clientOrderId") ?? OrderFields.NewClientId(),
            // Fill-or-kill orders trade with whoever is there.
            SelfTrade = lifetime == OrderLifetime.FillOrKill ? SelfTradePrevention.None : prevention,
        };
        terms = new OrderTerms(option, request, OrderNote.Plain);
        return Answer.Ok;
    }

    /// <summary>Post-only is a flag of its own too, which only goes with an order that may rest.</summary>
    private static bool TryLifetime(RequestFields fields, out OrderLifetime lifetime)
    {
        bool isPostOnly = fields.Flag("postOnly");
        string text = fields.Text("timeInForce") ?? "GTC";
        lifetime = text switch
        {
            "IOC" => OrderLifetime.ImmediateOrCancel,
            "FOK" => OrderLifetime.FillOrKill,
            "GTX" => OrderLifetime.PostOnly,
            _ => isPostOnly ? OrderLifetime.PostOnly : OrderLifetime.GoodTillCancelled,
        };
        return text is "GTC" or "GTX" || (!isPostOnly && text is "IOC" or "FOK");
    }

    private Answer PlaceMany(BinanceCall call)
    {
        if (call.Fields.Array("orders") is not { } items) return Answer.Missing("orders");
        if (items.Count is 0 or > BatchMax) return Answer.BatchTooLarge;
        call.Json.WriteStartArray();
        foreach (JsonElement item in items)
        {
            Answer answer = item.ValueKind == JsonValueKind.Object
                ? PlaceOne(call, RequestFields.OfObject(item))
                : Answer.BadValue("orders");
            if (!answer.IsOk) CallRunner.Refuse(call.Json, answer);
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private Answer Cancel(BinanceCall call)
    {
        if (symbols.Find(call, out ListedInstrument option) is { IsOk: false } refusal) return refusal;
        return OrderFields.TryKey(call.Fields, option, "clientOrderId", out OrderKey key)
            ? CancelOne(call, option, key, isSingle: true)
            : Answer.OneOf("clientOrderId", "orderId");
    }

    private Answer CancelMany(BinanceCall call)
    {
        if (symbols.Find(call, out ListedInstrument option) is { IsOk: false } refusal) return refusal;
        List<JsonElement>? numbers = call.Fields.Array("orderIds");
        List<JsonElement>? names = call.Fields.Array("clientOrderIds");
        if (numbers is null && names is null) return Answer.OneOf("orderIds", "clientOrderIds");
        List<OrderKey> keys = numbers is not null
            ? [.. numbers.Select(number => new OrderKey(OrderNumbers.Parse(option, number.ToString())))]
            : [.. names!.Select(name => new OrderKey(OrderId.None, name.ToString()))];
        if (keys.Count is 0 or > BatchMax) return Answer.BatchTooLarge;
        call.Json.WriteStartArray();
        foreach (OrderKey key in keys)
        {
            Answer answer = CancelOne(call, option, key, isSingle: false);
            if (!answer.IsOk) CallRunner.Refuse(call.Json, answer);
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private Answer CancelOne(BinanceCall call, ListedInstrument option, in OrderKey key, bool isSingle)
    {
        CommandOutcome outcome = view.Exchange.Cancel(call.Account, option.Id, key);
        if (!outcome.IsAccepted) return Answer.CancelUnknown;
        view.Exchange.TryFindOrder(call.Account, new OrderKey(outcome.Order), out OrderSnapshot order);
        OptionOrderRow.WriteCancelled(call.Json, symbols.NameOf(option.Id), option, order, isSingle);
        return Answer.Ok;
    }

    private Answer CancelAll(BinanceCall call)
    {
        if (symbols.Find(call, out ListedInstrument option) is { IsOk: false } refusal) return refusal;
        view.Exchange.CancelAll(call.Account, new CancelFilter { Instrument = option.Id });
        return Done(call);
    }

    private Answer CancelUnderlying(BinanceCall call)
    {
        if (call.Fields.Text("underlying") is not { } underlying) return Answer.Missing("underlying");
        ListedInstrument? one = symbols.OptionsOf(underlying).FirstOrDefault();
        if (one is null) return Answer.BadSymbol;
        view.Exchange.CancelAll(call.Account, KillSwitch.FilterOf(one));
        return Done(call);
    }

    private static Answer Done(BinanceCall call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteNumber("code"u8, 0);
        call.Json.WriteString("msg"u8, "success"u8);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }
}
