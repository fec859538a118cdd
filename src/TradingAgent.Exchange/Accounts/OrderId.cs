namespace TradingAgent.Exchange.Accounts;

/// <summary>The exchange's own order number, rising from 1 over all accounts; 0 is «none».</summary>
/// <param name="Value">The number.</param>
public readonly record struct OrderId(long Value)
{
    public static readonly OrderId None;

    public bool IsNone => Value == 0;
}
