using TradingAgent.Engine.Kernel;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Faults;
using TradingAgent.Simulation.Storm.Venue;

namespace TradingAgent.Simulation.Storm.Checkers;

/// <summary>
/// Checker 2: no order is larger than allowed, no more messages are sent than allowed, and what rests at the exchange,
/// whoever knows of it, would not carry the delta further past its target than a single order's inaccuracy.
/// </summary>
internal sealed class LimitChecker(StormSettings settings, Scoreboard board, StormVenue venue)
{
    private const int CalmSamples = 20;
    private readonly DeltaTrail _trail = new();
    private double _tokens;
    private Timestamp _filledAt;

    public void OnDecided(in EngineCommand command, Timestamp engineTime)
    {
        if (command.Kind is not (CommandKind.PlaceOrder or CommandKind.AmendOrder)) return;
        double burst = settings[ParameterId.MessageBurst];
        double perSecond = settings[ParameterId.MessagesPerSecond];
        double gained = _filledAt.IsNone ? burst : (engineTime - _filledAt).Seconds * perSecond;
        _tokens = Math.Min(burst, _tokens + gained) - 1;
        _filledAt = engineTime;
        board.Judge(StormChecker.Limits, _tokens > -1e-6,
            $"{-_tokens:F2} messages more than {burst} at once and {perSecond:F2} a second allow");
    }

    /// <summary>What was decided and never left does not count, so the count begins anew.</summary>
    public void OnKilled() => _tokens = settings[ParameterId.MessageBurst];

    public void OnLeaving(in EngineCommand command)
    {
        if (command.Kind is not (CommandKind.PlaceOrder or CommandKind.AmendOrder)) return;
        double open = command.Quantity.ToDouble();
        if (command.Kind == CommandKind.AmendOrder && venue.TryFind(command.Order, out OrderSnapshot order))
            open -= order.Filled.ToDouble();
        double notional = open * (command.Instrument == venue.Truth.Inverse ? 1 : command.Price.ToDouble());
        double most = settings[ParameterId.OrderNotionalMax];
        board.Judge(StormChecker.Limits, notional <= most * (1 + 1e-9),
            $"an order of {notional:F2} USD left, where {most:F2} is the most");
    }

    public void OnLook() => _trail.Add(venue.Truth.Delta());

    /// <summary>An order came to rest, or rests otherwise now.</summary>
    public void OnOrder(OrderSnapshot order, ClientOrderId id)
    {
        // What may only reduce cannot overshoot: flattening gives up the hedge on purpose, position by position.
        if (!order.IsOpen || order.ReduceOnly || id.IsNone || venue.Truth.WasLiquidated) return;
        if (venue.IsPositionInDoubt(order.UpdatedAt)) return;
        if (IsExpiryInDoubt(order.UpdatedAt)) return;
        double resting = 0;
        foreach (OrderSnapshot other in venue.Truth.Exchange.OpenOrders(venue.Truth.Account))
        {
            if (other.Side != order.Side) continue;
            resting += other.Leaves.ToDouble() * venue.Truth.UnitDelta(other.Instrument);
        }
        double delta = venue.Truth.Delta();
        _trail.Add(delta);
        double error = delta - settings[ParameterId.TargetDelta];
        double after = error + (order.Side == Side.Buy ? resting : -resting);
        double remaining = order.Side == Side.Buy ? -after : after;
        bool overshoots = remaining < LeastAt(order.UpdatedAt) - venue.Truth.SettlingDoubt();
        board.Judge(StormChecker.Limits, !overshoots,
            $"{resting:F4} coins rest to {order.Side} while the delta is {error:F4} off target: filled, it would be " +
            $"{after:F4}");
        if (!overshoots) return;
        double most = settings[ParameterId.DeltaMax];
        if (Math.Abs(after) > most) board.Fail(StormChecker.Limits, $"that is beyond the delta limit of {most:F4}");
    }

    /// <summary>
    /// How much of the error everything that rests must leave: hedges stop at the inner edge of the band. The delta
    /// may have been elsewhere when the agent decided: as far as it moved in the seconds that a message can be late,
    /// or, after the market was hidden or jumped, in the half minute that this can last.
    /// </summary>
    private double LeastAt(Timestamp now)
    {
        Timestamp disturbed = venue.MarketDisturbedAt;
        double toExpiry = (settings.Regime.NearExpiry - now).Seconds;
        // Close to an expiry the delta is as sharp as the price: nobody's figure of it is everybody's.
        bool isCalm = (disturbed.IsNone || (now - disturbed).Seconds > 45)
            && (settings.Regime.Strikes == 0 || toExpiry is < 0 or > 2700);
        if (!isCalm) return -((1.5 * _trail.RangeOf(int.MaxValue)) + (0.5 * Band) + 0.005);
        bool isFixed = settings[ParameterId.BandKind] == 0;
        double edge = isFixed ? settings[ParameterId.BandDelta] * settings[ParameterId.BandInnerShare] : 0;
        return edge - (1.2 * _trail.RangeOf(CalmSamples)) - (0.25 * Band) - 0.03;
    }

    /// <summary>Whose clock was set believes that options expire earlier or later than they do.</summary>
    private bool IsExpiryInDoubt(Timestamp now)
    {
        bool mayBeOff = settings.Plan.Holds(FaultKind.OurClockForwards)
            || settings.Plan.Holds(FaultKind.OurClockBackwards);
        return mayBeOff && Math.Abs((now - settings.Regime.NearExpiry).Seconds) < 130;
    }

    private double Band => settings[ParameterId.BandKind] == 1
        ? settings[ParameterId.BandDeltaMax] : settings[ParameterId.BandDelta];
}
