namespace TradingAgent.Exchange.Accounts;

/// <summary>What happens when an account would trade with itself; only the taker's value counts.</summary>
public enum SelfTradePrevention : byte
{
    None,
    CancelMaker,
    CancelTaker,
    CancelBoth,
}
