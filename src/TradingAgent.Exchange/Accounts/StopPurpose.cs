namespace TradingAgent.Exchange.Accounts;

/// <summary>What a conditional order is for. All but <see cref="Stop"/> belong to a position and die with it.</summary>
public enum StopPurpose : byte
{
    /// <summary>Not conditional.</summary>
    None,
    Stop,
    TakeProfit,
    StopLoss,
    PartialTakeProfit,
    PartialStopLoss,
    TrailingStop,
}
