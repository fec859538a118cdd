namespace TradingAgent.Venues.Account;

/// <summary>A coin of a wallet as a venue tells it.</summary>
internal struct WalletCoin
{
    public CurrencyId Currency;
    public long WalletRaw;
    public long EquityRaw;

    /// <summary>The venue's own valuation of the equity; 0 when it gave none.</summary>
    public double UsdValue;
}
