namespace TradingAgent.Quant.Contracts;

/// <summary>The currency in which an option settles.</summary>
public enum SettlementStyle : byte
{
    /// <summary>In the currency of the forward (dollars).</summary>
    Linear = 0,

    /// <summary>In coins: the dollar payoff divided by the delivery price.</summary>
    Inverse = 1,
}
