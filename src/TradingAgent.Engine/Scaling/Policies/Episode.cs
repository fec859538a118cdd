using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Scaling.Policies;

/// <summary>
/// One trade of a policy's own, on paper: entered at a price, with a stop in price, in money and in time, so that what
/// is invalidated ends by itself. Zero is «none».
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Episode
{
    /// <summary>+1 long, -1 short, 0 none.</summary>
    public int Side;

    public int Reserved;
    public double Entry;

    /// <summary>Price that ends it against us; 0 for none.</summary>
    public double Stop;

    /// <summary>Price that ends it in our favour; 0 for none.</summary>
    public double Goal;

    /// <summary>Loss that ends it, USD; 0 for none.</summary>
    public double LossMax;

    public Timestamp Until;

    /// <summary>When the last one ended.</summary>
    public Timestamp EndedAt;

    public readonly bool IsOpen => Side != 0;

    /// <summary>P&amp;L of a quantity at a price, USD; costs not taken off.</summary>
    public readonly double PnlUsd(double quantity, double price) => Side * quantity * (price - Entry);

    /// <summary>Opens one.</summary>
    /// <param name="side">+1 or -1.</param>
    /// <param name="view">The moment.</param>
    /// <param name="stopDistance">Of the stop from the entry, price; 0 for none.</param>
    /// <param name="goalDistance">Of the goal from the entry, price; 0 for none.</param>
    /// <param name="lossMax">USD; 0 for none.</param>
    /// <param name="holdMax">Milliseconds; 0 for none.</param>
    public void Open(
        int side, in ScalingView view, double stopDistance, double goalDistance, double lossMax, double holdMax)
    {
        Side = side;
        Entry = view.Spot;
        Stop = stopDistance > 0 ? view.Spot - (side * stopDistance) : 0;
        Goal = goalDistance > 0 ? view.Spot + (side * goalDistance) : 0;
        LossMax = lossMax;
        Until = holdMax > 0 ? view.Now + Duration.FromMilliseconds((long)holdMax) : Timestamp.None;
    }

    /// <summary>Why it has ended at this moment; Formula while it goes on.</summary>
    public readonly PolicyRule Judge(double quantity, in ScalingView view)
    {
        if (Stop != 0 && Side * (view.Spot - Stop) <= 0) return PolicyRule.Stopped;
        if (LossMax > 0 && -PnlUsd(quantity, view.Spot) >= LossMax) return PolicyRule.Stopped;
        if (Goal != 0 && Side * (view.Spot - Goal) >= 0) return PolicyRule.TargetReached;
        return !Until.IsNone && view.Now >= Until ? PolicyRule.TimedOut : PolicyRule.Formula;
    }

    /// <summary>Asks for the moment when a price ends it.</summary>
    public readonly void Watch(in PolicyContext context, double quantity)
    {
        context.WakeAt(Stop);
        context.WakeAt(Goal);
        if (LossMax > 0 && quantity > 0) context.WakeAt(Entry - (Side * LossMax / quantity));
    }

    /// <summary>Ends it.</summary>
    public void End(Timestamp now) => this = new Episode { EndedAt = now };

    /// <summary>True while it is too early for the next one.</summary>
    public readonly bool IsCooling(Timestamp now, double milliseconds) =>
        !EndedAt.IsNone && now - EndedAt < Duration.FromMilliseconds((long)milliseconds);
}
