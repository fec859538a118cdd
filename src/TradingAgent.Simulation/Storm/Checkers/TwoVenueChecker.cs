using TradingAgent.Engine.Kernel;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Simulation.Storm.Venue;

namespace TradingAgent.Simulation.Storm.Checkers;

/// <summary>
/// Checker 2 over two venues: what rests at both together, whoever knows of it and whether or not its venue is to be
/// reached, would not carry the delta further past its target than the market moved it lately. An order that an outage
/// hides is where a hedge done twice would show.
/// </summary>
internal sealed class TwoVenueChecker(StormSettings settings, Scoreboard board, IReadOnlyList<StormVenue> venues)
{
    private readonly DeltaTrail _trail = new();

    public void OnLook() => _trail.Add(venues[0].Truth.Delta());

    /// <summary>An order came to rest at one of them, or rests otherwise now.</summary>
    public void OnOrder(OrderSnapshot order, ClientOrderId id)
    {
        StormTruth truth = venues[0].Truth;
        if (!order.IsOpen || order.ReduceOnly || id.IsNone || truth.WasLiquidated) return;
        bool isOneAway = false;
        foreach (StormVenue venue in venues)
        {
            if (venue.IsStruck(order.UpdatedAt)) return;
            isOneAway |= venue.IsUnreachable;
        }
        double resting = 0;
        int at = 0;
        foreach (StormVenue venue in venues)
        {
            double here = 0;
            foreach (OrderSnapshot other in truth.Exchange.OpenOrders(venue.Truth.Account))
                if (other.Side == order.Side) here += other.Leaves.ToDouble() * truth.UnitDelta(other.Instrument);
            if (here > 0) at++;
            resting += here;
        }
        if (at < 2 && !isOneAway) return;
        double error = truth.Delta() - settings[ParameterId.TargetDelta];
        double after = error + (order.Side == Side.Buy ? resting : -resting);
        double remaining = order.Side == Side.Buy ? -after : after;
        double least = -((1.5 * _trail.RangeOf(int.MaxValue)) + (0.5 * Band) + 0.03 + truth.SettlingDoubt());
        board.Judge(StormChecker.Limits, remaining >= least,
            $"{resting:F4} coins rest to {order.Side} over both venues while the delta is {error:F4} off target: " +
            $"filled, it would be {after:F4}");
    }

    private double Band => settings[ParameterId.BandKind] == 1
        ? settings[ParameterId.BandDeltaMax] : settings[ParameterId.BandDelta];
}
