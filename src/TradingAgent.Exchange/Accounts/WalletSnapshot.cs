namespace TradingAgent.Exchange.Accounts;

/// <summary>A cross-margin wallet in USD, and its coins.</summary>
public sealed record WalletSnapshot
{
    public required AccountId Account { get; init; }

    public required Timestamp Time { get; init; }

    /// <summary>Cash + unrealised result + option value.</summary>
    public required double TotalEquityUsd { get; init; }

    public required double TotalWalletBalanceUsd { get; init; }

    /// <summary>Cash + unrealised result of futures.</summary>
    public required double TotalMarginBalanceUsd { get; init; }

    public required double TotalUnrealisedPnlUsd { get; init; }

    public required double TotalInitialMarginUsd { get; init; }

    public required double TotalMaintenanceMarginUsd { get; init; }

    /// <summary>Margin balance minus initial margin, never negative.</summary>
    public required double TotalAvailableUsd { get; init; }

    /// <summary>Coins that are or ever were in the wallet, in currency order.</summary>
    public required IReadOnlyList<CoinBalance> Coins { get; init; }

    /// <summary>Liquidation starts at 1.</summary>
    public double MaintenanceRate =>
        TotalMaintenanceMarginUsd <= 0 ? 0 : TotalMaintenanceMarginUsd / Math.Max(TotalMarginBalanceUsd, 1e-9);
}
