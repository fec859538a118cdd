namespace TradingAgent.Exchange.Accounts;

/// <summary>Limit, or market (an immediate-or-cancel limit at the edge of the price band).</summary>
public enum OrderKind : byte
{
    Limit,
    Market,
}
