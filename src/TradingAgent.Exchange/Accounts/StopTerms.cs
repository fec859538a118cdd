namespace TradingAgent.Exchange.Accounts;

/// <summary>A take-profit or a stop-loss as it is asked for.</summary>
/// <param name="Trigger">The level; zero: none.</param>
/// <param name="Source">Which price is watched.</param>
/// <param name="Limit">The limit of the closing order; zero: it goes to the market.</param>
public readonly record struct StopTerms(Price Trigger, TriggerSource Source, Price Limit)
{
    public bool IsNone => Trigger.IsZero;
}
