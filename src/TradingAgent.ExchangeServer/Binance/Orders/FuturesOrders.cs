using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Rest;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance.Orders;

/// <summary>
/// Place, amend and cancel of futures, and their batches; REST and the websocket interface share them.
/// </summary>
internal sealed class FuturesOrders(
    ExchangeView view, SymbolBook symbols, OrderDoor door, FuturesParser parser, FuturesAmends amends,
    CancelCountdown countdown)
{
    private const int PlaceMax = 5;
    private const int CancelMax = 10;

    public IEnumerable<Route> Routes() =>
    [
        new("POST", "/fapi/v1/order", Access.ToTrade, 0, Place) { Orders = (1, 1) },
        new("POST", "/fapi/v1/order/test", Access.ToTrade, 0, Test),
        new("PUT", "/fapi/v1/order", Access.ToTrade, 0, Amend) { Orders = (1, 1) },
        new("DELETE", "/fapi/v1/order", Access.ToTrade, 1, Cancel),
        new("POST", "/fapi/v1/batchOrders", Access.ToTrade, 5, PlaceMany) { Orders = (5, 1) },
        new("PUT", "/fapi/v1/batchOrders", Access.ToTrade, 5, AmendMany) { Orders = (5, 1) },
        new("DELETE", "/fapi/v1/batchOrders", Access.ToTrade, 1, CancelMany),
        new("DELETE", "/fapi/v1/allOpenOrders", Access.ToTrade, 1, CancelAll),
        new("POST", "/fapi/v1/countdownCancelAll", Access.ToTrade, 10, Countdown),
    ];

    private delegate Answer Command(BinanceCall call, RequestFields fields);

    private Answer Place(BinanceCall call) => PlaceOne(call, call.Fields, SelfTradePrevention.CancelMaker);

    private Answer PlaceOne(BinanceCall call, RequestFields fields, SelfTradePrevention prevention)
    {
        Answer read = parser.Read(fields, prevention, call.Now, out OrderTerms? terms);
        if (!read.IsOk) return read;
        Answer placed = door.Place(call.Account, terms!, out OrderSnapshot order);
        if (!placed.IsOk) return placed;
        bool isAcknowledgement = fields.Text("newOrderRespType") != "RESULT";
        string symbol = symbols.NameOf(order.Instrument);
        FuturesOrderRow.WriteAnswer(call.Json, symbol, terms!.Instrument, order, terms.Note, isAcknowledgement);
        return Answer.Ok;
    }

    /// <summary>Checks an order and places nothing.</summary>
    private Answer Test(BinanceCall call)
    {
        Answer read = parser.Read(call.Fields, SelfTradePrevention.None, call.Now, out OrderTerms? terms);
        if (!read.IsOk) return read;
        Answer check = door.Check(call.Account, terms!);
        if (!check.IsOk) return check;
        PlaceRequest request = terms!.Request;
        OrderSnapshot order = new()
        {
            Instrument = request.Instrument,
            ClientId = request.ClientId ?? "",
            Side = request.Side,
            Kind = request.Kind,
            Lifetime = request.Lifetime,
            SelfTrade = request.SelfTrade,
            ReduceOnly = request.ReduceOnly,
            Price = request.Price,
            Quantity = request.Quantity,
            UpdatedAt = call.Now,
        };
        FuturesOrderRow.WriteAnswer(
            call.Json, symbols.NameOf(order.Instrument), terms.Instrument, order, terms.Note, isAcknowledgement: true);
        return Answer.Ok;
    }

    private Answer PlaceMany(BinanceCall call) => Batch(
        call, PlaceMax, (inner, fields) => PlaceOne(inner, fields, SelfTradePrevention.None));

    private Answer Amend(BinanceCall call) => amends.Amend(call, call.Fields);

    private Answer AmendMany(BinanceCall call) => Batch(call, PlaceMax, amends.Amend);

    private Answer Cancel(BinanceCall call)
    {
        if (symbols.Find(call, out ListedInstrument instrument) is { IsOk: false } refusal) return refusal;
        return OrderFields.TryKey(call.Fields, instrument, "origClientOrderId", out OrderKey key)
            ? CancelOne(call, instrument, key)
            : Answer.OneOf("origClientOrderId", "orderId");
    }

    private Answer CancelOne(BinanceCall call, ListedInstrument instrument, in OrderKey key)
    {
        CommandOutcome outcome = view.Exchange.Cancel(call.Account, instrument.Id, key);
        if (!outcome.IsAccepted) return Answer.CancelUnknown;
        view.Exchange.TryFindOrder(call.Account, new OrderKey(outcome.Order), out OrderSnapshot order);
        OrderNote note = door.Notes.Of(order.Id);
        FuturesOrderRow.WriteAnswer(
            call.Json, symbols.NameOf(instrument.Id), instrument, order, note, isAcknowledgement: false);
        return Answer.Ok;
    }

    private Answer CancelMany(BinanceCall call)
    {
        if (symbols.Find(call, out ListedInstrument instrument) is { IsOk: false } refusal) return refusal;
        List<JsonElement>? numbers = call.Fields.Array("orderIdList") ?? call.Fields.Array("orderidlist");
        List<JsonElement>? names =
            call.Fields.Array("origClientOrderIdList") ?? call.Fields.Array("origclientorderidlist");
        if (numbers is null && names is null) return Answer.OneOf("orderIdList", "origClientOrderIdList");
        List<OrderKey> keys = numbers is not null
            ? [.. numbers.Select(number => new OrderKey(OrderNumbers.Parse(instrument, number.ToString())))]
            : [.. names!.Select(name => new OrderKey(OrderId.None, name.ToString()))];
        if (keys.Count is 0 or > CancelMax) return Answer.BadValue("orderIdList");
        call.Json.WriteStartArray();
        foreach (OrderKey key in keys)
        {
            Answer answer = CancelOne(call, instrument, key);
            if (!answer.IsOk) CallRunner.Refuse(call.Json, answer);
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private Answer CancelAll(BinanceCall call)
    {
        if (symbols.Find(call, out ListedInstrument instrument) is { IsOk: false } refusal) return refusal;
        view.Exchange.CancelAll(call.Account, new CancelFilter { Instrument = instrument.Id });
        return call.Success("The operation of cancel all open order is done.");
    }

    private Answer Countdown(BinanceCall call)
    {
        if (symbols.Find(call, out ListedInstrument instrument) is { IsOk: false } refusal) return refusal;
        if (call.Fields.Whole("countdownTime", -1) is not { } time || time < 0)
            return Answer.Missing("countdownTime");
        countdown.Set(call.Account, instrument.Id, time, call.Now);
        call.Json.WriteStartObject();
        call.Json.WriteString("symbol"u8, symbols.NameOf(instrument.Id));
        call.Json.WholeText("countdownTime"u8, time);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    /// <summary>Items succeed and fail one by one; a failed one writes nothing before its refusal.</summary>
    private static Answer Batch(BinanceCall call, int max, Command command)
    {
        if (call.Fields.Array("batchOrders") is not { } items) return Answer.Missing("batchOrders");
        if (items.Count is 0 || items.Count > max) return new Answer(-4082, "Invalid number of batch place orders.");
        call.Json.WriteStartArray();
        foreach (JsonElement item in items)
        {
            bool isObject = item.ValueKind == JsonValueKind.Object;
            Answer answer = isObject
                ? command(call, RequestFields.OfObject(item))
                : Answer.BadValue("batchOrders");
            if (!answer.IsOk) CallRunner.Refuse(call.Json, answer);
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }
}
