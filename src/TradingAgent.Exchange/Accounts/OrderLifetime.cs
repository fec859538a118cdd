namespace TradingAgent.Exchange.Accounts;

/// <summary>Time in force. Market orders are always immediate-or-cancel.</summary>
public enum OrderLifetime : byte
{
    GoodTillCancelled,
    ImmediateOrCancel,
    FillOrKill,
    PostOnly,
}
