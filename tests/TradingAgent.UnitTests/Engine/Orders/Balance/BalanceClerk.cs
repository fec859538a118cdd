using TradingAgent.TestKit.Engine;

namespace TradingAgent.UnitTests.Engine.Orders.Balance;

/// <summary>
/// The reference: a clerk who writes down what was asked and what was told, and knows nothing of how the engine counts.
/// What he asks of the engine is the state of an order alone, whose table has a model of its own.
/// </summary>
internal sealed class BalanceClerk(EngineRig rig)
{
    private static readonly Duration KeptFor = Duration.FromSeconds(60);
    private readonly Dictionary<ClientOrderId, AskedOrder> _orders = [];
    private readonly List<AskedOrder> _watched = [];
    private readonly HashSet<ExecutionId> _executions = [];
    private long _bookedThrough;
    private (long Quantity, long Sequence) _reported;
    private Timestamp _reportAskedAt;
    private int _heard;

    /// <summary>The orders of which something may still be told.</summary>
    public IReadOnlyList<AskedOrder> Orders => _watched;

    /// <summary>What is held, from the fills told and the reports that were adopted.</summary>
    public long Position { get; private set; }

    public void OnCommand(in EngineCommand command)
    {
        switch (command.Kind)
        {
            case CommandKind.PlaceOrder:
                var placed = new AskedOrder(command) { SentAt = rig.Now, ChangedAt = rig.Now };
                _orders.Add(command.Order, placed);
                _watched.Add(placed);
                break;
            case CommandKind.AmendOrder:
                AskedOrder order = _orders[command.Order];
                (order.AskedAnew, order.PriceAnew, order.AmendedAt) = (command.Quantity.Raw, command.Price, rig.Now);
                break;
            case CommandKind.QueryOrder:
                _orders[command.Order].AskedAt = rig.Now;
                break;
            case CommandKind.RequestReport:
                _reportAskedAt = rig.Now;
                break;
        }
    }

    /// <summary>Takes down one event.</summary>
    /// <param name="told">The event.</param>
    /// <param name="before">State of its order before it.</param>
    /// <param name="after">State of its order since.</param>
    public void OnTold(in EngineEvent told, OrderState before, OrderState after)
    {
        switch (told.Kind)
        {
            case EventKind.OrderAccepted when Find(told.Accepted.Order) is { IsOver: false, IsKnown: false } order:
                order.Tell(told.Accepted.Price, told.Accepted.Quantity, rig.Now);
                break;
            case EventKind.OrderRejected when Find(told.Rejected.Order) is { } order:
                if (after == OrderState.Rejected) order.End(0);
                break;
            case EventKind.OrderAmended when Find(told.Amended.Order) is { IsOver: false } order:
                Amend(order, told.Amended);
                break;
            case EventKind.AmendRejected when Find(told.CommandRejected.Order) is { IsOver: false } order:
                RejectReason reason = told.CommandRejected.Reason;
                bool looked = reason
                    is RejectReason.NotModified or RejectReason.WouldTake or RejectReason.InsufficientMargin;
                if (looked || (reason != RejectReason.OrderGone && before == OrderState.PendingAmend))
                    order.AskedAnew = 0;
                order.EndIfWhole();
                break;
            case EventKind.CommandNotSent when Find(told.NotSent.Order) is { IsOver: false } order:
                if (told.NotSent.Command == CommandKind.PlaceOrder) order.End(0);
                else if (before == OrderState.PendingAmend) order.AskedAnew = 0;
                order.EndIfWhole();
                break;
            case EventKind.OrderCancelled when Find(told.Cancelled.Order) is { } order:
                order.End(told.Cancelled.Filled.Raw);
                break;
            case EventKind.OrderReported when Find(told.OrderReported.Order) is { } order:
                Answer(order, told.OrderReported, after);
                break;
            case EventKind.OrderFilled when _executions.Add(told.Filled.Execution):
                Fill(told.Filled);
                break;
            case EventKind.PositionReported:
                _reported = (told.Position.Quantity.Raw, told.Position.VenueSequence);
                break;
            case EventKind.ReportCompleted:
                _reportAskedAt = Timestamp.None;
                // One that agrees holds every fill up to its own: what is told of those later is in it already.
                if (Position == _reported.Quantity) _bookedThrough = Math.Max(_bookedThrough, _reported.Sequence);
                break;
        }
        Listen();
    }

    /// <summary>What the engine says that it gave up or took over.</summary>
    private void Listen()
    {
        for (; _heard < rig.Reports.Count; _heard++)
        {
            EngineReport report = rig.Reports[_heard];
            if (report.Kind == ReportKind.Alarm && report.Alarm.Kind == AlarmKind.FillsMissing)
                _orders[report.Alarm.Order].GiveUp();
            if (report.Kind == ReportKind.Adoption)
                (Position, _bookedThrough) = (_reported.Quantity, Math.Max(_bookedThrough, _reported.Sequence));
        }
    }

    /// <summary>Sets aside the orders of which nothing more can be told, so that judging stays quick.</summary>
    public void SetAside() =>
        _watched.RemoveAll(order => order.IsOver && order.InFlight == 0 && rig.Now - order.SentAt > KeptFor);

    private AskedOrder? Find(ClientOrderId id) => _orders.GetValueOrDefault(id);

    private void Amend(AskedOrder order, in OrderAmended amended)
    {
        bool answers = order.AskedAnew == amended.Quantity.Raw && order.PriceAnew == amended.Price;
        order.Tell(amended.Price, amended.Quantity, rig.Now);
        if (answers) (order.AskedAnew, order.ChangedAt) = (0, rig.Now);
        order.EndIfWhole();
    }

    private void Answer(AskedOrder order, in OrderReported reported, OrderState after)
    {
        switch (reported.State)
        {
            case OrderReportState.Open when !order.IsOver && !IsOld(order):
                order.Tell(reported.Price, reported.Quantity, rig.Now);
                if (after == OrderState.Working) order.AskedAnew = 0;
                break;
            case OrderReportState.Filled or OrderReportState.Cancelled:
                order.End(reported.Filled.Raw);
                break;
            case OrderReportState.NotFound:
                order.End(order.Filled);
                break;
            case OrderReportState.Rejected when after == OrderState.Rejected:
                order.End(0);
                break;
        }
    }

    /// <summary>Asked before what is known was told, or before an amend left that nobody has answered.</summary>
    private bool IsOld(AskedOrder order)
    {
        if (!order.IsKnown) return false;
        Timestamp amended = order.AskedAnew == 0 ? Timestamp.None : order.AmendedAt;
        Timestamp last = amended > order.ChangedAt ? amended : order.ChangedAt;
        return _reportAskedAt.IsNone ? order.AskedAt < last : _reportAskedAt <= last;
    }

    private void Fill(in OrderFilled fill)
    {
        Find(fill.Order)?.Fill(fill.Quantity.Raw);
        if (fill.VenueSequence > _bookedThrough) Position += NetQuantity.Of(fill.Side, fill.Quantity).Raw;
    }
}
