namespace TradingAgent.Exchange.Accounts;

/// <summary>When a conditional order becomes an order.</summary>
/// <param name="Price">The level; zero: the order is not conditional.</param>
/// <param name="OnRise">True: at or above the level; false: at or below it.</param>
/// <param name="Source">Which price is watched.</param>
public readonly record struct Trigger(Price Price, bool OnRise, TriggerSource Source)
{
    public bool IsNone => Price.IsZero;

    /// <summary>True when a price of the source sets it off.</summary>
    public bool IsMetBy(double price) =>
        price > 0 && (OnRise ? price >= Price.ToDouble() : price <= Price.ToDouble());
}
