using TradingAgent.TestKit.Engine;

namespace TradingAgent.UnitTests.Engine.Orders.Balance;

/// <summary>
/// The truth: a venue whose answers, order rows and fills travel by roads of their own, so that any may overtake any
/// other. What it tells is true, though perhaps no longer; what it does not tell, it answers when asked.
/// </summary>
internal sealed partial class BalanceVenue(EngineRig rig, SeededRandom random, BalanceTally tally)
{
    private const long Lot = 100_000;
    private readonly Dictionary<ClientOrderId, RestingOrder> _orders = [];
    private readonly List<RestingOrder> _watched = [];
    private readonly Queue<(Timestamp At, EngineCommand Command)> _arriving = new();
    private readonly Queue<(Timestamp At, Action Tell)>[] _roads = [new(), new(), new()];
    private readonly Timestamp[] _last = new Timestamp[4];
    private readonly HashSet<ExecutionId> _told = [];
    private ulong _executions;
    private long _sequence;

    /// <summary>Loses, refuses, repeats and trades; false for a venue that only answers.</summary>
    public bool Misbehaves { get; set; } = true;

    /// <summary>The orders that rest, or of which something may still be told.</summary>
    public IReadOnlyList<RestingOrder> Orders => _watched;

    public long Position { get; private set; }

    /// <summary>Of the position, what no fill told so far holds.</summary>
    public long PositionUntold { get; private set; }

    /// <summary>Nothing is under way in either direction.</summary>
    public bool IsQuiet => _arriving.Count == 0 && Array.TrueForAll(_roads, road => road.Count == 0);

    /// <summary>Takes a command off the agent's hands.</summary>
    public void Send(EngineCommand command)
    {
        bool acts = command.Kind is CommandKind.PlaceOrder or CommandKind.AmendOrder or CommandKind.CancelOrder;
        if (command.Kind == CommandKind.PlaceOrder)
        {
            _orders.Add(command.Order, new RestingOrder(command));
            _watched.Add(_orders[command.Order]);
        }
        if (acts) tally.Count(command.Kind.ToString());
        if (acts && Happens(15))
        {
            if (command.Kind == CommandKind.PlaceOrder) _orders[command.Order].WasRefused = true;
            Later(Road.Answers, () => rig.NotSent(command));
            return;
        }
        if (acts && Happens(25))
        {
            tally.Count("lost on the way");
            if (command.Kind == CommandKind.PlaceOrder) _orders[command.Order].WasRefused = true;
            Later(Road.Answers, () => rig.Unknown(command));
            return;
        }
        if (command.Kind == CommandKind.AmendOrder) _orders[command.Order].Amends.Add(command.Quantity.Raw);
        _arriving.Enqueue((Due(3, 250), command));
    }

    /// <summary>Something happens at the venue, or something is told of it.</summary>
    public void Step()
    {
        while (_arriving.TryPeek(out (Timestamp At, EngineCommand Command) next) && next.At <= rig.Now)
            Arrive(_arriving.Dequeue().Command);
        if (Happens(3)) Trade();
        if (Happens(300)) EndOne();
        for (int i = random.Below(4); i >= 0; i--)
        {
            Queue<(Timestamp At, Action Tell)> road = _roads[random.Below(3)];
            if (road.TryPeek(out (Timestamp At, Action Tell) next) && next.At <= rig.Now) road.Dequeue().Tell();
        }
    }

    /// <summary>Sets aside what is over and told.</summary>
    public void SetAside() => _watched.RemoveAll(order => order.MayBring == 0 && !order.IsOpen);

    private bool Happens(int onceIn) => Misbehaves && random.OnceIn(onceIn);

    private Timestamp Due(int road, int most)
    {
        Timestamp at = rig.Now + Duration.FromMilliseconds(random.Below(most));
        if (at < _last[road]) at = _last[road];
        return _last[road] = at;
    }

    private void Later(Road road, Action tell) => _roads[(int)road].Enqueue((Due((int)road, 1_500), tell));

    /// <summary>A row about an order: once, twice, or never.</summary>
    private void Row(Action tell)
    {
        if (Happens(30))
        {
            tally.Count("rows lost");
            return;
        }
        Later(Road.Rows, tell);
        if (!Happens(10)) return;
        tally.Count("rows told twice");
        Later(Road.Rows, tell);
    }

    private void Arrive(EngineCommand command)
    {
        switch (command.Kind)
        {
            case CommandKind.PlaceOrder:
                Place(_orders[command.Order]);
                break;
            case CommandKind.AmendOrder:
                Amend(command, _orders[command.Order]);
                break;
            case CommandKind.CancelOrder:
                Cancel(command, _orders[command.Order]);
                break;
            case CommandKind.QueryOrder:
                OrderReported answer = _orders[command.Order].Report();
                Later(Road.Answers, () => rig.Apply(Of(command.Instrument, EventKind.OrderReported) with
                {
                    OrderReported = answer,
                }));
                break;
            default:
                Report((int)command.Order.Counter);
                break;
        }
    }

    private void Place(RestingOrder order)
    {
        order.HasArrived = true;
        EngineCommand place = order.Place;
        if (Happens(12))
        {
            order.WasRefused = true;
            Later(Road.Answers, () => rig.Reject(place, RejectReason.WouldTake));
            return;
        }
        order.IsOpen = true;
        Row(() =>
        {
            order.WasToldAccepted = true;
            rig.Accept(place);
        });
        if (Happens(20)) Later(Road.Answers, () => rig.Unknown(place));
        if (place.TimeInForce != TimeInForce.ImmediateOrCancel) return;
        Fill(order, random.Below((int)(order.Total / Lot) + 1) * Lot);
        if (order.IsOpen) End(order);
    }

    private void Amend(EngineCommand command, RestingOrder order)
    {
        order.Amends.Remove(command.Quantity.Raw);
        if (!order.IsOpen)
        {
            tally.Count("amends met by the end");
            Later(Road.Answers, () => rig.AmendRefused(command, RejectReason.OrderGone));
            return;
        }
        if (Happens(4)) Fill(order, random.Below((int)((order.Total - order.Filled) / Lot)) * Lot);
        if (command.Quantity.Raw <= order.Filled)
        {
            tally.Count("amends met by a fill");
            if (random.OnceIn(2)) Later(Road.Answers, () => rig.AmendRefused(command, RejectReason.BadQuantity));
            else End(order);
            return;
        }
        if (Happens(10))
        {
            RejectReason reason = random.OnceIn(2) ? RejectReason.NotModified : RejectReason.VenueBusy;
            Later(Road.Answers, () => rig.AmendRefused(command, reason));
            return;
        }
        tally.Count(command.Quantity.Raw > order.Total ? "amends up"
            : command.Quantity.Raw < order.Total ? "amends down" : "amends of the price");
        (order.Price, order.Total) = (command.Price, command.Quantity.Raw);
        Row(() => rig.Amended(command));
        if (Happens(12)) Later(Road.Answers, () => rig.Unknown(command));
    }

    private void Cancel(EngineCommand command, RestingOrder order)
    {
        if (Happens(6)) Fill(order, order.Total - order.Filled);
        if (!order.IsOpen)
        {
            tally.Count("cancels met by the end");
            Later(Road.Answers, () => rig.CancelRefused(command, RejectReason.OrderGone));
        }
        else if (Happens(8))
        {
            Later(Road.Answers, () => rig.CancelRefused(command, RejectReason.VenueBusy));
        }
        else
        {
            if (Happens(12)) Later(Road.Answers, () => rig.Unknown(command));
            End(order);
        }
    }

    private enum Road
    {
        Answers,
        Rows,
        Fills,
    }
}
