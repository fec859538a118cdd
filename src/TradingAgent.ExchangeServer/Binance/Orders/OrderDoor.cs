using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;

namespace TradingAgent.ExchangeServer.Binance.Orders;

/// <summary>
/// Puts orders to the exchange under the venue's rule that an order which may not do what it says (post only, fill or
/// kill) is refused at once and has never been: no event, nothing to query.
/// </summary>
internal sealed class OrderDoor(ExchangeView view, OrderNotes notes, DatedOrders dated)
{
    private const int LevelsMax = 1000;

    public OrderNotes Notes => notes;

    /// <summary>Everything but the placing; also what an order test does.</summary>
    public Answer Check(AccountId account, OrderTerms terms)
    {
        CommandResult result = view.Exchange.PreCheck(account, terms.Request, out _, out _);
        if (result != CommandResult.Accepted)
            return Refusals.Of(result, view, terms.Instrument, terms.Request.Side);
        bool isOption = terms.Instrument.Terms.IsOption;
        return terms.Request switch
        {
            { Kind: OrderKind.Market } => HasCounterparty(terms) ? Answer.Ok : Answer.NoCounterparty,
            { Lifetime: OrderLifetime.PostOnly } when Within(terms) > 0 =>
                isOption ? Answer.OptionWouldTake : Answer.WouldTake,
            { Lifetime: OrderLifetime.FillOrKill } when Within(terms) < terms.Request.Quantity.Raw =>
                isOption ? Answer.OptionNotAllAtOnce : Answer.NotAllAtOnce,
            _ => Answer.Ok,
        };
    }

    public Answer Place(AccountId account, OrderTerms terms, out OrderSnapshot order)
    {
        order = default;
        Answer check = Check(account, terms);
        if (!check.IsOk) return check;
        CommandOutcome outcome = view.Exchange.Place(account, terms.Request);
        if (!outcome.IsAccepted) return Refusals.Of(outcome.Result, view, terms.Instrument, terms.Request.Side);
        if (terms.Note != OrderNote.Plain) notes.Set(outcome.Order, terms.Note);
        if (terms.Note.GoodTillDate > 0) dated.Add(account, outcome.Order, terms.Note.GoodTillDate);
        view.Exchange.TryFindOrder(account, new OrderKey(outcome.Order), out order);
        return Answer.Ok;
    }

    /// <summary>An order of the account in an instrument, open or remembered.</summary>
    public bool TryFind(AccountId account, ListedInstrument instrument, in OrderKey key, out OrderSnapshot order) =>
        view.Exchange.TryFindOrder(account, key, out order) && order.Instrument == instrument.Id;

    /// <summary>What rests on the other side at prices that the order would take.</summary>
    private long Within(OrderTerms terms)
    {
        bool buys = terms.Request.Side == Side.Buy;
        long sum = 0;
        foreach (BookLevel level in view.Levels(terms.Instrument.Id, buys ? Side.Sell : Side.Buy, LevelsMax))
        {
            bool crosses = buys ? level.Price <= terms.Request.Price : level.Price >= terms.Request.Price;
            if (!crosses) break;
            sum += level.Quantity.Raw;
        }
        return sum;
    }

    private bool HasCounterparty(OrderTerms terms) =>
        view.Levels(terms.Instrument.Id, terms.Request.Side == Side.Buy ? Side.Sell : Side.Buy, 1).Length > 0;
}
