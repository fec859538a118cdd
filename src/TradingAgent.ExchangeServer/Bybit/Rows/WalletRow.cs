using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Rows;

/// <summary>A unified account's wallet: totals in USD, then its coins.</summary>
internal static class WalletRow
{
    private const int UsdDecimals = 8;

    /// <param name="json">Where to write.</param>
    /// <param name="wallet">The wallet.</param>
    /// <param name="wanted">The coins asked for by name; empty: all that are not zero.</param>
    public static void Write(Utf8JsonWriter json, WalletSnapshot wallet, IReadOnlyCollection<string> wanted)
    {
        double margin = wallet.TotalMarginBalanceUsd;
        double initialRate = margin > 0 ? wallet.TotalInitialMarginUsd / margin : 0;
        json.WriteStartObject();
        json.WriteString("accountType"u8, "UNIFIED"u8);
        json.WriteString("accountLTV"u8, "0"u8);
        json.Figure("accountIMRate"u8, initialRate, 4);
        json.Figure("accountIMRateByMp"u8, initialRate, 4);
        json.Figure("accountMMRate"u8, wallet.MaintenanceRate, 4);
        json.Figure("accountMMRateByMp"u8, wallet.MaintenanceRate, 4);
        json.Figure("totalEquity"u8, wallet.TotalEquityUsd, UsdDecimals);
        json.Figure("totalWalletBalance"u8, wallet.TotalWalletBalanceUsd, UsdDecimals);
        json.Figure("totalMarginBalance"u8, margin, UsdDecimals);
        json.Figure("totalAvailableBalance"u8, wallet.TotalAvailableUsd, UsdDecimals);
        json.Figure("totalPerpUPL"u8, wallet.TotalUnrealisedPnlUsd, UsdDecimals);
        json.Figure("totalInitialMargin"u8, wallet.TotalInitialMarginUsd, UsdDecimals);
        json.Figure("totalInitialMarginByMp"u8, wallet.TotalInitialMarginUsd, UsdDecimals);
        json.Figure("totalMaintenanceMargin"u8, wallet.TotalMaintenanceMarginUsd, UsdDecimals);
        json.Figure("totalMaintenanceMarginByMp"u8, wallet.TotalMaintenanceMarginUsd, UsdDecimals);
        json.WriteStartArray("coin"u8);
        foreach (CoinBalance coin in wallet.Coins)
        {
            bool isWanted = wanted.Count == 0
                ? coin.WalletBalance != 0 || coin.Equity != 0
                : wanted.Contains(coin.Currency.Code);
            if (isWanted) WriteCoin(json, coin);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCoin(Utf8JsonWriter json, in CoinBalance coin)
    {
        json.WriteStartObject();
        json.WriteString("coin"u8, coin.Currency.Code);
        json.Figure("equity"u8, coin.Equity, 8);
        json.Figure("usdValue"u8, coin.Equity * coin.UsdRate, 8);
        json.Decimal("walletBalance"u8, coin.WalletBalance);
        json.WriteString("availableToWithdraw"u8, ""u8);
        json.WriteString("availableToBorrow"u8, ""u8);
        json.WriteString("borrowAmount"u8, "0"u8);
        json.WriteString("accruedInterest"u8, "0"u8);
        json.Figure("totalOrderIM"u8, coin.OrderInitialMargin, 8);
        json.Figure("totalPositionIM"u8, coin.PositionInitialMargin, 8);
        json.Figure("totalPositionMM"u8, coin.PositionMaintenanceMargin, 8);
        json.Figure("unrealisedPnl"u8, coin.UnrealisedPnl, 8);
        json.Decimal("cumRealisedPnl"u8, coin.CumulativeRealisedPnl);
        json.WriteString("bonus"u8, "0"u8);
        json.WriteBoolean("collateralSwitch"u8, true);
        json.WriteBoolean("marginCollateral"u8, true);
        json.WriteString("locked"u8, "0"u8);
        json.WriteString("spotHedgingQty"u8, "0"u8);
        json.WriteString("spotBorrow"u8, "0"u8);
        json.WriteString("colRes"u8, ""u8);
        json.WriteEndObject();
    }
}
