namespace TradingAgent.Exchange.Accounts;

/// <summary>Stops that an order brings along and that its position gets as it fills.</summary>
/// <param name="TakeProfit">Where to take profit.</param>
/// <param name="StopLoss">Where to stop a loss.</param>
/// <param name="IsPartial">True: for the filled size of this order; false: for the whole position.</param>
public readonly record struct AttachedStops(StopTerms TakeProfit, StopTerms StopLoss, bool IsPartial)
{
    public bool IsNone => TakeProfit.IsNone && StopLoss.IsNone;
}
