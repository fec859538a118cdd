namespace TradingAgent.Engine.Scaling;

/// <summary>What the controller wants of one underlying.</summary>
/// <param name="Rule">Why.</param>
/// <param name="Error">Delta less target, of the whole possible interval the end nearest to target, coins.</param>
/// <param name="Band">No-trade half width, coins.</param>
/// <param name="OuterBand">Half width the delta is to stay within, coins.</param>
/// <param name="Amount">Delta to trade, coins, positive buys; 0 is nothing.</param>
/// <param name="Goal">The error at which a hedge of part of the way is over, coins; 0 for one of all of it.</param>
internal readonly record struct DeltaAdjustment(
    DecisionRule Rule, double Error, double Band, double OuterBand, double Amount, double Goal = 0)
{
    /// <summary>True while there is something to trade.</summary>
    public bool IsWanted => Amount != 0;
}
