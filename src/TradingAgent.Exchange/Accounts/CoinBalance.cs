namespace TradingAgent.Exchange.Accounts;

/// <summary>One coin of a wallet.</summary>
public readonly record struct CoinBalance
{
    public CurrencyId Currency { get; init; }

    /// <summary>Cash, exact.</summary>
    public decimal WalletBalance { get; init; }

    /// <summary>Unrealised result of futures and perpetuals settled in this coin.</summary>
    public double UnrealisedPnl { get; init; }

    /// <summary>Signed market value of options settled in this coin.</summary>
    public double OptionValue { get; init; }

    /// <summary>Wallet balance + unrealised result + option value.</summary>
    public double Equity { get; init; }

    /// <summary>USD per coin used for conversion.</summary>
    public double UsdRate { get; init; }

    public double OrderInitialMargin { get; init; }

    public double PositionInitialMargin { get; init; }

    public double PositionMaintenanceMargin { get; init; }

    /// <summary>Realised since the account was opened, fees and funding included.</summary>
    public decimal CumulativeRealisedPnl { get; init; }
}
