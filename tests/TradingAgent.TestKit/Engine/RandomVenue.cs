namespace TradingAgent.TestKit.Engine;

/// <summary>
/// A venue with bad manners, from a seed: answers come late, outcomes are lost, orders are refused, filled in
/// pieces and told twice. What it tells is always true; the engine must keep its count right all the same.
/// </summary>
public sealed class RandomVenue
{
    private readonly EngineRig _rig;
    private readonly SeededRandom _random;
    private readonly List<Resting> _orders = [];
    private readonly Queue<Action> _answers = new();
    private readonly List<Action> _toldFills = [];
    private ulong _executions;

    public RandomVenue(EngineRig rig, SeededRandom random)
    {
        (_rig, _random) = (rig, random);
        rig.AnswersReports = false;
    }

    /// <summary>Nothing happens by itself: fills and answers, a few at a time.</summary>
    public bool Fills { get; set; } = true;

    /// <summary>Refuses, loses and repeats; false is a well-behaved venue.</summary>
    public bool Misbehaves { get; set; } = true;

    public int OpenOrders => _orders.Count(o => o.IsOpen);

    /// <summary>Takes the engine's commands, trades a little and tells some of what happened.</summary>
    public void Step()
    {
        foreach (EngineCommand command in _rig.Take()) Receive(command);
        foreach (int report in _rig.TakeReportsAsked()) _answers.Enqueue(() => _rig.Answer(report, OpenReported()));
        if (Fills && _random.OnceIn(4)) Trade();
        if (Misbehaves && _toldFills.Count > 0 && _random.OnceIn(40)) _random.Of(_toldFills)();
        for (int i = Misbehaves ? _random.Below(4) : 100; i > 0 && _answers.Count > 0; i--) _answers.Dequeue()();
    }

    private bool Happens(int onceIn) => Misbehaves && _random.OnceIn(onceIn);

    private OrderReported[] OpenReported() =>
    [
        .. _orders.Where(o => o.IsOpen).Select(o => new OrderReported(
            o.Command.Order, o.Price, o.Quantity, o.Filled, o.Command.Side, OrderReportState.Open)),
    ];

    private void Receive(EngineCommand command)
    {
        switch (command.Kind)
        {
            case CommandKind.PlaceOrder:
                Place(command);
                break;
            case CommandKind.AmendOrder:
                Amend(command);
                break;
            case CommandKind.CancelOrder:
                Cancel(command);
                break;
            case CommandKind.QueryOrder:
                _answers.Enqueue(() => _rig.Reported(command, StateOf(command.Order), FilledOf(command.Order)));
                break;
        }
    }

    private OrderReportState StateOf(ClientOrderId id)
    {
        Resting? order = _orders.Find(o => o.Command.Order == id);
        return order is null ? OrderReportState.NotFound
            : order.IsOpen ? OrderReportState.Open
            : order.Filled >= order.Quantity ? OrderReportState.Filled : OrderReportState.Cancelled;
    }

    private decimal FilledOf(ClientOrderId id) =>
        _orders.Find(o => o.Command.Order == id)?.Filled.ToDecimal() ?? 0;

    private void Place(EngineCommand command)
    {
        if (Happens(12))
        {
            _answers.Enqueue(() => _rig.NotSent(command));
            return;
        }
        if (Happens(10))
        {
            _answers.Enqueue(() => _rig.Reject(command, RejectReason.WouldTake));
            return;
        }
        bool isLost = Happens(8);
        if (!isLost || _random.OnceIn(2))
        {
            _orders.Add(new Resting
            {
                Command = command,
                Price = command.Price,
                Quantity = command.Quantity,
                IsOpen = true,
            });
        }
        _answers.Enqueue(isLost ? () => _rig.Unknown(command) : () => _rig.Accept(command));
    }

    private void Amend(EngineCommand command)
    {
        Resting? order = _orders.Find(o => o.Command.Order == command.Order && o.IsOpen);
        if (order is null || command.Quantity <= order.Filled || Happens(10))
        {
            RejectReason reason = order is null ? RejectReason.OrderGone : RejectReason.NotModified;
            _answers.Enqueue(() => _rig.AmendRefused(command, reason));
            return;
        }
        if (Happens(12))
        {
            _answers.Enqueue(() => _rig.NotSent(command));
            return;
        }
        order.Price = command.Price;
        order.Quantity = command.Quantity;
        if (Happens(8)) _answers.Enqueue(() => _rig.Unknown(command));
        else _answers.Enqueue(() => _rig.Amended(command));
        if (order.Filled >= order.Quantity) order.IsOpen = false;
    }

    private void Cancel(EngineCommand command)
    {
        Resting? order = _orders.Find(o => o.Command.Order == command.Order && o.IsOpen);
        if (order is null)
        {
            _answers.Enqueue(() => _rig.CancelRefused(command, RejectReason.OrderGone));
            return;
        }
        if (Happens(8))
        {
            _answers.Enqueue(() => _rig.CancelRefused(command, RejectReason.VenueBusy));
            return;
        }
        order.IsOpen = false;
        if (Happens(8)) _answers.Enqueue(() => _rig.Unknown(command));
        else _answers.Enqueue(() => _rig.Cancelled(command, order.Filled.ToDecimal()));
    }

    private void Trade()
    {
        Resting? order = _orders.Find(o => o.IsOpen);
        if (order is null) return;
        long lots = (order.Quantity.Raw - order.Filled.Raw) / 100_000;
        if (lots <= 0)
        {
            order.IsOpen = false;
            return;
        }
        long part = _random.OnceIn(2) ? lots : 1 + (long)(_random.Next() % (ulong)lots);
        var size = new Quantity(part * 100_000);
        order.Filled += size;
        if (order.Filled >= order.Quantity) order.IsOpen = false;
        EngineCommand command = order.Command;
        decimal price = order.Price.ToDecimal();
        long sequence = _rig.VenueTrades(command.Instrument, command.Side, size);
        var execution = new ExecutionId(11, ++_executions);
        void Tell() => _rig.Fill(
            command.Order, command.Instrument, command.Side, size.ToDecimal(), price, execution, 0.01m,
            movesPosition: false, venueSequence: sequence);
        _answers.Enqueue(Tell);
        _toldFills.Add(() => _answers.Enqueue(Tell));
    }

    private sealed class Resting
    {
        public required EngineCommand Command { get; init; }

        public Price Price { get; set; }

        public Quantity Quantity { get; set; }

        public Quantity Filled { get; set; }

        public bool IsOpen { get; set; }
    }
}
