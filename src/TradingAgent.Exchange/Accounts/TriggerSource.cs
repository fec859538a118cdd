namespace TradingAgent.Exchange.Accounts;

/// <summary>Which price sets off a conditional order.</summary>
public enum TriggerSource : byte
{
    LastPrice,
    IndexPrice,
    MarkPrice,
}
