namespace TradingAgent.ExchangeServer.Binance.User;

/// <summary>The execution types of the user stream.</summary>
internal enum OrderStepKind
{
    New,
    Trade,
    Amended,

    /// <summary>Cancelled or expired; its status says which.</summary>
    Ended,
}
