using System.Globalization;
using System.Text.Json;
using TradingAgent.Venues.Binance.Options;
using TradingAgent.Venues.Binance.Rest;

namespace TradingAgent.Venues.Binance.Setup;

/// <summary>The options account's part of a check. Changes nothing.</summary>
internal sealed class OptionsLook(BinanceOptions options, BinanceRest rest, List<CheckRow> rows)
{
    /// <returns>True when signed questions are answered.</returns>
    public async Task<bool> LookAtAccountAsync(CancellationToken ct)
    {
        BinanceReply reply = await rest.GetAsync("/eapi/v1/marginAccount", "", RequestAccess.Signed, ct)
            .ConfigureAwait(false);
        if (!reply.IsOk)
        {
            rows.Add(KeyCheck.Refused(rest, reply));
            return false;
        }
        JsonElement account = reply.Root();
        rows.Add(Filters.Text(account, "canTrade") == "false"
            ? new("key", CheckState.Wrong, "the key is accepted and the account may not trade",
                "open options for the account at the venue")
            : new("key", CheckState.Right, "the key is accepted and the account may trade"));
        rows.Add(await KeyRights.LookAsync(options, rest, ct).ConfigureAwait(false));
        if (Filters.Text(account, "reduceOnly") == "true")
            rows.Add(new("risk level", CheckState.Wrong, "the account may only reduce", "add margin at the venue"));
        rows.Add(new("amending", CheckState.Note, "options cannot be amended: orders are cancelled and placed anew"));
        return true;
    }

    public async Task LookAtFeesAsync(CancellationToken ct)
    {
        Dictionary<string, (double Maker, double Taker)> rates =
            await OptionsAccount.ReadFeesAsync(rest, ct).ConfigureAwait(false);
        if (rates.Count == 0)
            rows.Add(new("fees", CheckState.Unknown, "the venue tells none", "costs are as configured"));
        foreach ((string underlying, (double maker, double taker)) in rates.Take(4))
            rows.Add(new("fees", CheckState.Right, string.Create(
                CultureInfo.InvariantCulture,
                $"{underlying}: maker {maker * 100:0.####} %, taker {taker * 100:0.####} %")));
    }

    /// <returns>The account's worth, in USDT; null when it was not told.</returns>
    public async Task<decimal?> LookAtBalancesAsync(CancellationToken ct)
    {
        BinanceReply reply = await rest.ReadAsync("/eapi/v1/marginAccount", "", RequestAccess.Signed, ct)
            .ConfigureAwait(false);
        decimal total = 0;
        List<string> coins = [];
        if (reply.Root().TryGetProperty("asset", out JsonElement assets))
            foreach (JsonElement asset in assets.EnumerateArray())
            {
                total += Filters.Number(asset, "equity");
                coins.Add($"{Filters.Text(asset, "asset")} {Filters.Number(asset, "equity"):0.########}");
            }
        rows.Add(BalanceRow.Of(total, coins));
        return total;
    }
}
