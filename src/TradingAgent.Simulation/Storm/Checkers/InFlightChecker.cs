using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;

namespace TradingAgent.Simulation.Storm.Checkers;

/// <summary>
/// Checker 11: nothing is sent for what an order of ours may bring already. It keeps an account of its own: every order
/// that was sent may fill in full until the agent was told that it ended, whatever the agent makes of its silence. The
/// delta that this is held against is the agent's; whether that is right, checkers 1 and 8 judge.
/// </summary>
internal sealed class InFlightChecker(StormSettings settings, Scoreboard board, InstrumentId inverse)
{
    private const double Rounding = 1e-6;
    private static readonly UnderlyingId Underlying = UnderlyingId.Of(CurrencyId.Btc);
    private readonly Dictionary<ClientOrderId, Asked> _open = [];
    private readonly HashSet<ExecutionId> _executions = [];

    /// <summary>What the agent is told of its orders.</summary>
    public void OnTold(in EngineEvent change)
    {
        switch (change.Kind)
        {
            case EventKind.OrderFilled when _executions.Add(change.Filled.Execution):
                Fill(change.Filled.Order, change.Filled.Quantity);
                break;
            case EventKind.OrderAmended:
                Resize(change.Amended.Order, change.Amended.Quantity, change.VenueTime);
                break;
            case EventKind.OrderReported when change.OrderReported.State == OrderReportState.Open:
                // A report from before the change that was told meanwhile says what the order was.
                if (IsNews(change.OrderReported.Order, change.VenueTime))
                    Resize(change.OrderReported.Order, change.OrderReported.Quantity, change.VenueTime);
                break;
            case EventKind.OrderReported:
                _open.Remove(change.OrderReported.Order);
                break;
            case EventKind.OrderCancelled:
                _open.Remove(change.Cancelled.Order);
                break;
            case EventKind.OrderRejected:
                _open.Remove(change.Rejected.Order);
                break;
            case EventKind.CommandNotSent when change.NotSent.Command == CommandKind.PlaceOrder:
                _open.Remove(change.NotSent.Order);
                break;
            case EventKind.CommandNotSent when change.NotSent.Command == CommandKind.AmendOrder:
                UndoAmend(change.NotSent.Order);
                break;
            case EventKind.AmendRejected:
                UndoAmend(change.CommandRejected.Order);
                break;
        }
    }

    /// <summary>The agent has decided to place or to amend.</summary>
    public void OnDecided(in EngineCommand command, TradingEngine engine)
    {
        if (command.Kind is not (CommandKind.PlaceOrder or CommandKind.AmendOrder)) return;
        Take(in command);
        // What may only reduce cannot overshoot: flattening gives up the hedge on purpose, position by position.
        if (!_open.TryGetValue(command.Order, out Asked? asked) || asked.ReducesOnly) return;
        EngineStatus.UnderlyingStatus status = engine.StatusOf(Underlying);
        double error = status.Delta - settings[ParameterId.TargetDelta];
        double wanted = error > 0 == (command.Side == Side.Sell) ? Math.Abs(error) : 0;
        double open = OpenTo(command.Side, status.Spot);
        board.Judge(StormChecker.InFlight, open <= wanted + Rounding,
            $"{command.Order} was sent to {command.Side} while the delta is {error:F4} off target: with what was " +
            $"sent before it and may still fill that makes {open:F4}");
    }

    public void OnLeaving(in EngineCommand command)
    {
        if (!_open.TryGetValue(command.Order, out Asked? asked)) return;
        asked.HasLeft = true;
        asked.AmendWaits = false;
    }

    /// <summary>What was decided and had not left is nowhere.</summary>
    public void OnKilled()
    {
        foreach ((ClientOrderId id, Asked asked) in _open)
        {
            if (!asked.HasLeft) _open.Remove(id);
            else if (asked.AmendWaits) UndoAmend(id);
        }
    }

    private void Take(in EngineCommand command)
    {
        long size = command.Quantity.Raw;
        if (command.Kind == CommandKind.PlaceOrder)
            _open[command.Order] = new Asked(in command) { Size = size, Before = size };
        else if (_open.TryGetValue(command.Order, out Asked? asked))
            (asked.Before, asked.Size, asked.AmendWaits) = (asked.Size, size, true);
    }

    private double OpenTo(Side side, double spot)
    {
        double sum = 0;
        foreach (Asked asked in _open.Values)
        {
            if (asked.Side != side) continue;
            double size = new Quantity(Math.Max(0, asked.Size - asked.Filled)).ToDouble();
            sum += asked.Instrument == inverse ? size / spot : size;
        }
        return sum;
    }

    private void Fill(ClientOrderId id, Quantity quantity)
    {
        if (!_open.TryGetValue(id, out Asked? asked)) return;
        asked.Filled += quantity.Raw;
        // Over, whatever is told late of its terms.
        if (asked.Filled >= asked.Size) _open.Remove(id);
    }

    private bool IsNews(ClientOrderId id, Timestamp venueTime) =>
        _open.TryGetValue(id, out Asked? asked) && venueTime >= asked.SizedAt;

    private void Resize(ClientOrderId id, Quantity quantity, Timestamp venueTime)
    {
        if (!_open.TryGetValue(id, out Asked? asked)) return;
        (asked.Size, asked.SizedAt) = (quantity.Raw, venueTime);
    }

    private void UndoAmend(ClientOrderId id)
    {
        if (_open.TryGetValue(id, out Asked? asked)) asked.Size = Math.Min(asked.Size, asked.Before);
    }

    private sealed class Asked(in EngineCommand place)
    {
        public InstrumentId Instrument { get; } = place.Instrument;

        public Side Side { get; } = place.Side;

        /// <summary>The venue's time of what was last told of its size.</summary>
        public Timestamp SizedAt { get; set; }

        public bool ReducesOnly { get; } = place.ReduceOnly;

        /// <summary>Total size, filled included.</summary>
        public long Size { get; set; }

        /// <summary>Total size before the amend that is not answered yet.</summary>
        public long Before { get; set; }

        public long Filled { get; set; }

        public bool HasLeft { get; set; }

        public bool AmendWaits { get; set; }
    }
}
