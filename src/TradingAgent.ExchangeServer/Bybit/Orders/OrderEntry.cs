using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Private;
using TradingAgent.ExchangeServer.Bybit.Rest;
using TradingAgent.ExchangeServer.Bybit.Rows;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit.Orders;

/// <summary>
/// Create, amend, cancel, cancel-all and their batches; REST and the trade socket share these handlers.
/// </summary>
internal sealed class OrderEntry(ExchangeView view, PrivateBoard accounts)
{
    private const int BatchMax = 20;

    /// <summary>Futures that one cancel-all takes at most.</summary>
    private const int CancelAllMax = 500;

    /// <summary>A cancel this soon after the fill crosses it on its way.</summary>
    private static readonly Duration Race = Duration.FromMilliseconds(20);

    private readonly OrderParser _parser = new(view);

    public IEnumerable<RestRoute> Routes() =>
    [
        new("POST", "/v5/order/create", true, RateGroup.Create, call => Single(call, Create)),
        new("POST", "/v5/order/amend", true, RateGroup.Amend, call => Single(call, Amend)),
        new("POST", "/v5/order/cancel", true, RateGroup.Cancel, call => Single(call, Cancel)),
        new("POST", "/v5/order/cancel-all", true, RateGroup.CancelAll, CancelAll),
        new("POST", "/v5/order/pre-check", true, RateGroup.PreCheck, PreCheck),
        new("POST", "/v5/order/create-batch", true, RateGroup.CreateBatch, call => Batch(call, Create, true)),
        new("POST", "/v5/order/amend-batch", true, RateGroup.AmendBatch, call => Batch(call, Amend, false)),
        new("POST", "/v5/order/cancel-batch", true, RateGroup.CancelBatch, call => Batch(call, Cancel, false)),
    ];

    private delegate Answer Command(
        VenueCall call, RequestFields fields, Category category, out CommandOutcome outcome);

    private static Answer Single(VenueCall call, Command command)
    {
        Answer answer = command(call, call.Fields, call.Category, out CommandOutcome outcome);
        if (!answer.IsOk) return answer;
        call.Json.WriteStartObject();
        WriteIds(call.Json, outcome.Order, outcome.ClientId);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    /// <summary>
    /// Items succeed and fail one by one; items beyond the limit of the second fail as «too many visits».
    /// </summary>
    private static Answer Batch(VenueCall call, Command command, bool isCreate)
    {
        IReadOnlyList<RequestFields> items = call.Fields.Items("request");
        if (call.Category == Category.None) return Answer.BadCategory;
        if (items.Count is 0 or > BatchMax) return Answer.BatchSize;
        bool countsOrders = RateLimits.CountsOrders(call.Category);
        call.Items = [];
        Utf8JsonWriter json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("list"u8);
        foreach (RequestFields item in items)
        {
            CommandOutcome outcome = default;
            bool isAllowed = !countsOrders || call.Window is not { } window || window.TryVisit(call.Now);
            Answer answer = isAllowed ? command(call, item, call.Category, out outcome) : Answer.TooManyVisits;
            call.Items.Add(answer);
            json.WriteStartObject();
            json.WriteString("category"u8, call.Category.NameOf());
            json.WriteString("symbol"u8, item.Text("symbol") ?? "");
            if (answer.IsOk) WriteIds(json, outcome.Order, outcome.ClientId);
            else WriteIds(json, OrderId.None, item.Text("orderLinkId"));
            if (isCreate) json.WriteString("createAt"u8, answer.IsOk ? Text(call.Now) : "");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        return Answer.Ok;
    }

    private Answer Create(VenueCall call, RequestFields fields, Category category, out CommandOutcome outcome)
    {
        outcome = default;
        Answer parsed = _parser.Create(
            fields, call.Account, category, out PlaceRequest order, out ListedInstrument? at);
        if (!parsed.IsOk) return parsed;
        outcome = view.Exchange.Place(call.Account, order);
        return CommandAnswers.Of(outcome.Result, at!.Terms.IsOption, order.Side);
    }

    /// <summary>What an order would do to the margin rates, in units of 1e-4; nothing is placed.</summary>
    private Answer PreCheck(VenueCall call)
    {
        Answer parsed = _parser.Create(
            call.Fields, call.Account, call.Category, out PlaceRequest order, out ListedInstrument? at);
        if (!parsed.IsOk) return parsed;
        if (!order.Trigger.IsNone) return Answer.BadTrigger;
        CommandResult result =
            view.Exchange.PreCheck(call.Account, order, out MarginRates before, out MarginRates after);
        if (result != CommandResult.Accepted) return CommandAnswers.Of(result, at!.Terms.IsOption, order.Side);
        call.Json.WriteStartObject();
        call.Json.WriteString("orderId"u8, ""u8);
        call.Json.WriteString("orderLinkId"u8, order.ClientId ?? "");
        call.Json.WriteNumber("preImrE4"u8, before.InitialE4);
        call.Json.WriteNumber("preMmrE4"u8, before.MaintenanceE4);
        call.Json.WriteNumber("postImrE4"u8, after.InitialE4);
        call.Json.WriteNumber("postMmrE4"u8, after.MaintenanceE4);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private Answer Amend(VenueCall call, RequestFields fields, Category category, out CommandOutcome outcome)
    {
        outcome = default;
        Answer parsed = _parser.Amend(fields, category, out AmendRequest amend, out ListedInstrument? instrument);
        if (!parsed.IsOk) return parsed;
        bool isKnown = view.Exchange.TryFindOrder(call.Account, amend.Order, out OrderSnapshot order);
        Side side = isKnown ? order.Side : Side.None;
        outcome = view.Exchange.Amend(call.Account, amend);
        return CommandAnswers.OfAmend(outcome.Result, instrument!.Terms.IsOption, side);
    }

    private Answer Cancel(VenueCall call, RequestFields fields, Category category, out CommandOutcome outcome)
    {
        outcome = default;
        Answer found = _parser.FindInstrument(fields, category, out ListedInstrument? instrument);
        if (!found.IsOk) return found;
        if (!OrderParser.TryKey(fields, out OrderKey key)) return Answer.NoOrderNamed;
        outcome = view.Exchange.Cancel(call.Account, instrument!.Id, key);
        if (outcome.Result == CommandResult.UnknownOrder && TryCross(call, instrument.Id, key, ref outcome))
            return Answer.Ok;
        return CommandAnswers.Of(outcome.Result, instrument.Terms.IsOption, Side.None);
    }

    /// <summary>
    /// A cancel that meets its fill under way is acknowledged, and the order told as filled once more, with the
    /// cancel's own words.
    /// </summary>
    private bool TryCross(VenueCall call, InstrumentId instrument, in OrderKey key, ref CommandOutcome outcome)
    {
        bool isCrossing = view.Exchange.TryFindOrder(call.Account, key, out OrderSnapshot order)
            && order.Instrument == instrument && order.Status == OrderStatus.Filled
            && call.Now - order.UpdatedAt < Race;
        if (!isCrossing) return false;
        accounts.OnOrder(order with { CancelReason = CancelReason.Requested, UpdatedAt = call.Now });
        outcome = new CommandOutcome(CommandResult.Accepted, order.Id, order.ClientId);
        return true;
    }

    /// <summary>
    /// Of symbol, base coin and settle coin only the first that is given counts; options may omit all.
    /// </summary>
    private Answer CancelAll(VenueCall call)
    {
        Category category = call.Category;
        if (category == Category.None) return Answer.BadCategory;
        string? symbol = call.Fields.Text("symbol");
        string? baseCoin = symbol is null ? call.Fields.Text("baseCoin") : null;
        string? settleCoin = symbol is null && baseCoin is null ? call.Fields.Text("settleCoin") : null;
        bool isOpen = symbol is null && baseCoin is null && settleCoin is null;
        if (isOpen && category != Category.Option) return Answer.NoSelection;
        if (symbol is not null && view.Find(symbol, category) is null) return Answer.BadSymbol;
        string? filter = call.Fields.Text("orderFilter");
        List<OrderSnapshot> chosen = [];
        foreach (OrderSnapshot open in view.Exchange.OpenOrders(call.Account))
            if (Selection.Takes(view.Listed(open.Instrument), category, symbol, baseCoin, settleCoin)
                && Selection.Takes(open, filter)) chosen.Add(open);
        if (category != Category.Option && chosen.Count > CancelAllMax) Shorten(chosen);
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("list"u8);
        foreach (OrderSnapshot order in chosen)
        {
            if (!view.Exchange.CancelOpen(call.Account, order.Id)) continue;
            call.Json.WriteStartObject();
            WriteIds(call.Json, order.Id, order.ClientId);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        call.Json.WriteString("success"u8, "1"u8);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    /// <summary>The venue takes 500 at random; here the choice follows from the numbers, and is as scattered.</summary>
    private static void Shorten(List<OrderSnapshot> orders)
    {
        orders.Sort((left, right) => Scatter(left.Id).CompareTo(Scatter(right.Id)));
        orders.RemoveRange(CancelAllMax, orders.Count - CancelAllMax);
    }

    private static ulong Scatter(OrderId id) => unchecked((ulong)id.Value * 0x9e3779b97f4a7c15UL);

    private static void WriteIds(Utf8JsonWriter json, OrderId order, string? clientId)
    {
        if (order.IsNone) json.WriteString("orderId"u8, ""u8);
        else json.WriteString("orderId"u8, VenueUuid.Of(VenueUuid.Order, order.Value));
        json.WriteString("orderLinkId"u8, clientId ?? "");
    }

    private static string Text(Timestamp moment) =>
        moment.Milliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
