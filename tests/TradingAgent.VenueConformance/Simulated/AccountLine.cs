using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Simulation.World;
using TradingAgent.Venues.Account;

namespace TradingAgent.VenueConformance.Simulated;

/// <summary>
/// The account's stream, up or cut. It remembers what it carried, so that what happened during a cut is asked of the
/// exchange afterwards and told once. What stood before it began is left to the first report.
/// </summary>
internal sealed class AccountLine
{
    private readonly SimulatedExchange _exchange;
    private readonly AccountId _account;
    private readonly AccountTranslator _orders;
    private readonly SeenExecutions _executions = new(4_096);
    private long _orderSequence;
    private Timestamp _executedAt;

    /// <param name="exchange">What is asked.</param>
    /// <param name="account">Ours.</param>
    /// <param name="instance">Of the agent, in its order ids.</param>
    /// <param name="since">Executions from then on are news.</param>
    public AccountLine(SimulatedExchange exchange, AccountId account, string instance, Timestamp since)
    {
        (_exchange, _account, _executedAt) = (exchange, account, since);
        _orders = new AccountTranslator(instance);
        _orderSequence = Orders().Select(order => order.Sequence).DefaultIfEmpty().Max();
    }

    public bool IsUp { get; set; }

    /// <summary>True for what only this stream tells, outside of a report.</summary>
    public static bool Carries(EventKind kind) => kind
        is EventKind.OrderAccepted or EventKind.OrderAmended or EventKind.OrderFilled or EventKind.OrderCancelled
        or EventKind.PositionReported or EventKind.BalanceReported or EventKind.CoinGreeksReported
        or EventKind.MarginReported or EventKind.FundingPaid or EventKind.Delivered;

    /// <summary>True when it may be told now: the stream is up, and it was not told before.</summary>
    public bool Takes(in EngineEvent change)
    {
        if (!IsUp) return false;
        ExecutionId id = change.Kind switch
        {
            EventKind.OrderFilled => change.Filled.Execution,
            EventKind.FundingPaid => change.FundingPaid.Execution,
            EventKind.Delivered => change.Delivered.Execution,
            _ => default,
        };
        if (id.IsNone) return true;
        _executedAt = change.VenueTime;
        return _executions.IsNew(id);
    }

    /// <summary>Hears an order change.</summary>
    public void OnOrder(in OrderSnapshot order)
    {
        if (IsUp) Note(order, out _);
    }

    /// <summary>Executions since the last one told, then what became of orders; some may have been told.</summary>
    public List<EngineEvent> Missed(SimulatedVenue venue)
    {
        List<EngineEvent> missed = [];
        venue.TellExecutions(_executedAt, missed);
        OrderSnapshot[] changed = [.. Orders().Where(order => order.Sequence > _orderSequence)];
        foreach (OrderSnapshot order in changed.OrderBy(order => order.Sequence))
            if (Note(order, out EngineEvent change)) missed.Add(change);
        return missed;
    }

    private bool Note(in OrderSnapshot order, out EngineEvent change)
    {
        _orderSequence = order.Sequence;
        return _orders.TryTranslate(order, out change);
    }

    private IEnumerable<OrderSnapshot> Orders() =>
        _exchange.RecentOrders(_account).Concat(_exchange.OpenOrders(_account));
}
