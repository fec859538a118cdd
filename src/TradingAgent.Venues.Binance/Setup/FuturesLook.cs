using System.Globalization;
using System.Text.Json;
using TradingAgent.Venues.Binance.Futures;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Ports;

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
        rows.Add(await KeyRights.LookAsync(options, rest, ct).ConfigureAwait(false));
        await LookAtModeAsync(account, ct).ConfigureAwait(false);
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

    private async Task LookAtModeAsync(JsonElement account, CancellationToken ct)
    {
        if (Filters.Text(account, "dualSidePosition") != "true")
        {
            rows.Add(new("position mode", CheckState.Right, "one-way"));
            return;
        }
        const string Hedged = "hedge mode: every order would be refused";
        if (options.Settings != SettingsAction.Set)
        {
            rows.Add(new("position mode", CheckState.Wrong, Hedged,
                "change it at the venue, or set AccountSettings to set"));
            return;
        }
        try
        {
            int positions = await CountAsync(
                "/fapi/v3/positionRisk", row => Filters.Number(row, "positionAmt") != 0, ct).ConfigureAwait(false);
            int orders = await CountAsync("/fapi/v1/openOrders", _ => true, ct).ConfigureAwait(false);
            rows.Add(positions + orders > 0
                ? new("position mode", CheckState.Wrong,
                    $"{Hedged}; the venue does not change it while {positions} positions and {orders} orders are open",
                    "a run refuses: close them first")
                : new("position mode", CheckState.Note, Hedged,
                    "a run sets it (AccountSettings is set), while no position and no order is open"));
        }
        catch (VenueUnreachableException e)
        {
            rows.Add(new("position mode", CheckState.Unknown, $"{Hedged}; whether it can be changed was not told: "
                + rest.Scrub(e.Message), "a run sets it only while no position and no order is open"));
        }
    }

    private async Task<int> CountAsync(string path, Func<JsonElement, bool> isOpen, CancellationToken ct)
    {
        BinanceReply reply = await rest.ReadAsync(path, "", RequestAccess.Signed, ct).ConfigureAwait(false);
        return reply.Root().EnumerateArray().Count(isOpen);
    }
}
