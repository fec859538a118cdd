using System.Globalization;
using System.Text.Json;
using TradingAgent.Venues.Binance.Futures;
using TradingAgent.Venues.Binance.Rest;

namespace TradingAgent.Venues.Binance.Setup;

/// <summary>The futures account's part of a check. Changes nothing.</summary>
internal sealed class FuturesLook(BinanceOptions options, BinanceRest rest, List<CheckRow> rows)
{
    private const int FeesSaid = 4;

    /// <returns>True when signed questions are answered.</returns>
    public async Task<bool> LookAtAccountAsync(IReadOnlyList<Instrument> traded, CancellationToken ct)
    {
        BinanceReply reply = await rest.GetAsync("/fapi/v1/accountConfig", "", RequestAccess.Signed, ct)
            .ConfigureAwait(false);
        if (!reply.IsOk)
        {
            rows.Add(KeyCheck.Refused(rest, reply));
            return false;
        }
        JsonElement account = reply.Root();
        rows.Add(Filters.Text(account, "canTrade") == "false"
            ? new("key", CheckState.Wrong, "the key is accepted and the account may not trade",
                "open futures for the account at the venue")
            : new("key", CheckState.Right, "the key is accepted and the account may trade"));
        rows.Add(KeyCheck.Withdrawal);
        AddMode(account);
        bool isMulti = Filters.Text(account, "multiAssetsMargin") == "true";
        bool needsUsdc = !isMulti && traded.Any(i => i.Terms.SettleCoin == CurrencyId.Usdc);
        rows.Add(new(
            "multi-assets mode", needsUsdc ? CheckState.Note : CheckState.Right, isMulti ? "on" : "off",
            needsUsdc ? "USDC contracts need USDC in the futures wallet" : ""));
        return true;
    }

    public async Task LookAtFeesAsync(IReadOnlyList<Instrument> traded, CancellationToken ct)
    {
        foreach (Instrument instrument in traded.Take(FeesSaid))
        {
            (decimal Maker, decimal Taker)? rate =
                await FuturesFees.ReadAsync(rest, instrument.Symbol, ct).ConfigureAwait(false);
            rows.Add(rate is { } known
                ? new("fees", CheckState.Right, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{instrument.Symbol}: maker {known.Maker * 100:0.####} %, taker {known.Taker * 100:0.####} %"))
                : new("fees", CheckState.Unknown, $"{instrument.Symbol}: no rate", "costs are as configured"));
        }
    }

    /// <returns>The account's worth in dollars; null when it was not told.</returns>
    public async Task<decimal?> LookAtBalancesAsync(CancellationToken ct)
    {
        BinanceReply reply = await rest.ReadAsync("/fapi/v3/account", "", RequestAccess.Signed, ct)
            .ConfigureAwait(false);
        JsonElement account = reply.Root();
        decimal total = Filters.Number(account, "totalMarginBalance");
        List<string> coins = [];
        foreach (JsonElement asset in account.GetProperty("assets").EnumerateArray())
            if (Filters.Number(asset, "walletBalance") is var balance and not 0)
                coins.Add($"{Filters.Text(asset, "asset")} {balance:0.########}");
        rows.Add(BalanceRow.Of(total, coins));
        return total;
    }

    private void AddMode(JsonElement account)
    {
        if (Filters.Text(account, "dualSidePosition") != "true")
        {
            rows.Add(new("position mode", CheckState.Right, "one-way"));
            return;
        }
        bool isSet = options.Settings == SettingsAction.Set;
        rows.Add(new(
            "position mode", isSet ? CheckState.Note : CheckState.Wrong, "hedge mode: every order would be refused",
            isSet ? "a run sets it (AccountSettings is set), with no position and no order open"
                : "change it at the venue, or set AccountSettings to set"));
    }
}
