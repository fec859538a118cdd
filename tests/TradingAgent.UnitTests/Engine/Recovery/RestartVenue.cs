using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Recovery;

/// <summary>
/// A venue that remembers every order it got, whoever forgets: what the engine asks after a restart is answered by what
/// is so here, and an order twice under one intent would be seen as a position past flat.
/// </summary>
internal sealed class RestartVenue
{
    private readonly Dictionary<ClientOrderId, EngineCommand> _open = [];
    private readonly Dictionary<ClientOrderId, decimal> _filled = [];
    private readonly Dictionary<ClientOrderId, (EngineCommand Order, OrderReportState State)> _ended = [];
    private readonly List<(EngineCommand Order, decimal Quantity, ExecutionId Execution)> _untold = [];

    /// <summary>Somebody takes an order before its cancel arrives: a hedge sent beside it is one too many.</summary>
    public bool FillsBeforeCancelling { get; init; }

    /// <summary>Orders that can still fill.</summary>
    public IReadOnlyCollection<ClientOrderId> Open => _open.Keys;

    /// <summary>Coins of the perpetual.</summary>
    public decimal Held { get; private set; } = 3;

    /// <summary>The order arrives, whether or not anybody hears of it.</summary>
    public void Take(in EngineCommand order) => _open[order.Order] = order;

    public void Resize(in EngineCommand amend) =>
        _open[amend.Order] = _open[amend.Order] with { Quantity = amend.Quantity, Price = amend.Price };

    /// <summary>A fill that nobody hears of yet.</summary>
    public void Fill(ClientOrderId id, decimal quantity, ExecutionId execution)
    {
        EngineCommand order = _open[id];
        Held += order.Side == Side.Buy ? quantity : -quantity;
        _untold.Add((order, quantity, execution));
        Reduce(id, quantity);
    }

    public void Cancel(ClientOrderId id)
    {
        _ended[id] = (_open[id], OrderReportState.Cancelled);
        _open.Remove(id);
    }

    /// <summary>Nobody asks for fills of before: a process without a journal begins with the position.</summary>
    public void ForgetMissed() => _untold.Clear();

    /// <summary>Tells what was filled while nobody listened, as an adapter does before the stream is up.</summary>
    public void TellMissed(EngineRig rig)
    {
        foreach ((EngineCommand order, decimal quantity, ExecutionId execution) in _untold)
            rig.Fill(order.Order, order.Instrument, order.Side, quantity, order.Price.ToDecimal(), execution);
        _untold.Clear();
    }

    /// <summary>Answers everything asked since the last time; true while there was anything.</summary>
    public bool Answer(EngineRig rig)
    {
        bool any = false;
        foreach (int report in rig.TakeReportsAsked())
        {
            rig.Answer(report, [.. _open.Values.Select(Reported)]);
            any = true;
        }
        foreach (EngineCommand command in rig.Take())
        {
            any |= command.Kind != CommandKind.RequestReport;
            Execute(rig, command);
        }
        return any;
    }

    private void Execute(EngineRig rig, EngineCommand command)
    {
        switch (command.Kind)
        {
            case CommandKind.PlaceOrder:
                Assert.False(_open.ContainsKey(command.Order) || _ended.ContainsKey(command.Order), "an id twice");
                _open[command.Order] = command;
                rig.Accept(command);
                // It fills at once: what is left to do is what was not done before.
                decimal all = command.Quantity.ToDecimal();
                Held += command.Side == Side.Buy ? all : -all;
                _open.Remove(command.Order);
                rig.Fill(command, all);
                break;
            case CommandKind.CancelOrder when FillsBeforeCancelling && _open.TryGetValue(
                command.Order, out EngineCommand taken):
                Fill(command.Order, taken.Quantity.ToDecimal() - FilledOf(command.Order), rig.NextExecution());
                TellMissed(rig);
                rig.CancelRefused(command, RejectReason.OrderGone);
                break;
            case CommandKind.CancelOrder when _open.TryGetValue(command.Order, out EngineCommand open):
                Cancel(command.Order);
                rig.Cancelled(open, FilledOf(command.Order));
                break;
            case CommandKind.CancelOrder:
                rig.CancelRefused(command, RejectReason.OrderGone);
                break;
            case CommandKind.QueryOrder when _open.TryGetValue(command.Order, out EngineCommand open):
                rig.Reported(open, OrderReportState.Open, FilledOf(command.Order));
                break;
            case CommandKind.QueryOrder when _ended.TryGetValue(command.Order, out var ended):
                rig.Reported(ended.Order, ended.State, FilledOf(command.Order));
                break;
            case CommandKind.QueryOrder:
                rig.Reported(command, OrderReportState.NotFound);
                break;
        }
    }

    private void Reduce(ClientOrderId id, decimal quantity)
    {
        EngineCommand order = _open[id];
        _filled[id] = FilledOf(id) + quantity;
        if (FilledOf(id) < order.Quantity.ToDecimal()) return;
        _ended[id] = (order, OrderReportState.Filled);
        _open.Remove(id);
    }

    private decimal FilledOf(ClientOrderId id) => _filled.GetValueOrDefault(id);

    private OrderReported Reported(EngineCommand order) => new(
        order.Order, order.Price, order.Quantity, Quantity.From(FilledOf(order.Order)), order.Side,
        OrderReportState.Open);
}
