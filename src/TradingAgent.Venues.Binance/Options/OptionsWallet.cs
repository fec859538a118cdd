using System.Text;
using System.Text.Json;
using TradingAgent.Venues.Binance.Setup;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Options;

/// <summary>The margin account's answer over REST: balances, margin, and the venue's own count of the Greeks.</summary>
internal static class OptionsWallet
{
    public static void Read(JsonElement account, AccountDesk desk, Timestamp now)
    {
        if (account.TryGetProperty("asset", out JsonElement assets) && assets.ValueKind == JsonValueKind.Array)
            foreach (JsonElement asset in assets.EnumerateArray()) ReadAsset(asset, desk, now);
        if (account.TryGetProperty("greek", out JsonElement greeks) && greeks.ValueKind == JsonValueKind.Array)
            foreach (JsonElement row in greeks.EnumerateArray()) ReadGreeks(row, desk, now);
    }

    /// <summary>The margin balance is the cash: options' value is in the equity only.</summary>
    private static void ReadAsset(JsonElement asset, AccountDesk desk, Timestamp now)
    {
        if (!CurrencyId.TryFind(Filters.Text(asset, "asset"), out CurrencyId currency)) return;
        if (Filters.Text(asset, "marginBalance").Length == 0) return;
        var coin = new WalletCoin
        {
            Currency = currency,
            WalletRaw = FixedPoint.FromDecimal(Filters.Number(asset, "marginBalance")),
            EquityRaw = FixedPoint.FromDecimal(Filters.Number(asset, "equity")),
        };
        desk.OnWallet(in coin, now, Timestamp.None);
        if (currency == CurrencyId.Usdt)
            desk.OnMargin(
                new MarginFigures(
                    Margin(asset, "initialMargin"), Margin(asset, "maintMargin"), Margin(asset, "adjustedEquity")),
                now, Timestamp.None);
    }

    private static void ReadGreeks(JsonElement row, AccountDesk desk, Timestamp now)
    {
        string underlying = Filters.Text(row, "underlying");
        if (underlying.EndsWith("USDT", StringComparison.Ordinal)) underlying = underlying[..^4];
        if (!CurrencyId.TryFind(Encoding.ASCII.GetBytes(underlying), out CurrencyId coin)) return;
        var greeks = new CoinGreeksReported(
            coin, (double)Filters.Number(row, "delta"), (double)Filters.Number(row, "gamma"),
            (double)Filters.Number(row, "vega"), (double)Filters.Number(row, "theta"));
        desk.OnGreeks(in greeks, now, Timestamp.None);
    }

    private static double Margin(JsonElement asset, string name) =>
        Filters.Text(asset, name).Length == 0 ? double.NaN : (double)Filters.Number(asset, name);
}
