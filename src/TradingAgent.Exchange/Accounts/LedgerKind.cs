namespace TradingAgent.Exchange.Accounts;

/// <summary>Why cash moved.</summary>
public enum LedgerKind : byte
{
    TransferIn,
    TransferOut,
    Trade,
    Settlement,
    Delivery,
    Liquidation,
    Deleverage,
}
