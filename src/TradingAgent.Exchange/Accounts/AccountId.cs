namespace TradingAgent.Exchange.Accounts;

/// <summary>
/// A trading account: dense, from 1; 0 is the market itself, the counterparty behind all background orders.
/// </summary>
/// <param name="Index">Position in the list of accounts.</param>
public readonly record struct AccountId(int Index)
{
    /// <summary>The background participants of the market source: no margin, no fees, no private events.</summary>
    public static readonly AccountId Market;

    public override string ToString() => $"account {Index}";
}
