using System.Globalization;
using System.Text.Json;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Rest;

namespace TradingAgent.Venues.Bybit.Setup;

/// <summary>The account's part of a check: key, kind, modes, clamp, fees, balances, limits. Changes nothing.</summary>
internal sealed class AccountLook(BybitOptions options, BybitRest rest, List<CheckRow> rows)
{
    private readonly AccountReads _reads = new(rest);

    /// <returns>True when signed questions are answered.</returns>
    public async Task<bool> LookAtKeyAsync(CancellationToken ct)
    {
        if (options.Key.IsEmpty)
        {
            rows.Add(new("key", CheckState.Wrong, "no key is configured",
                "set ApiKeyVariable and ApiSecretVariable (or the files) in Venues.Bybit"));
            return false;
        }
        RestReply reply = await _reads.KeyAsync(ct).ConfigureAwait(false);
        if (!reply.IsOk)
        {
            rows.Add(KeyRefused(reply));
            return !reply.Verdict.IsFatal && reply.Code != 10002;
        }
        KeyFacts key = KeyFacts.Of(reply);
        rows.Add(key.IsReadOnly
            ? new("key", CheckState.Wrong, "the key is read-only", "make one that may trade contracts and options")
            : new("key", CheckState.Right, "the key is accepted and may change things"));
        AddRights(key);
        if (key.IsBoundToAddress) rows.Add(new("key's life", CheckState.Right, "bound to addresses; does not expire"));
        else if (key.DaysLeft is { } days)
            rows.Add(new("key's life", days <= 14 ? CheckState.Wrong : CheckState.Note, $"expires in {days} days",
                "bind the key to this machine's address, or renew it in time"));
        return true;
    }

    public async Task LookAtAccountAsync(IReadOnlyList<Instrument> traded, CancellationToken ct)
    {
        RestReply reply = await _reads.AccountAsync(ct).ConfigureAwait(false);
        if (!reply.IsOk)
        {
            Untold("account type", reply);
            return;
        }
        int kind = AccountReads.KindOf(reply);
        rows.Add(kind switch
        {
            1 => new("account type", CheckState.Wrong, "classic account", "upgrade it to the unified trading account"),
            3 or 4 => new("account type", CheckState.Note, "unified account 1.0: inverse is kept apart",
                "upgrade it to 2.0"),
            5 or 6 => new("account type", CheckState.Right, "unified account 2.0"),
            _ => new("account type", CheckState.Unknown, $"status {kind}", "see the venue's documentation"),
        });
        string mode = AccountReads.MarginModeOf(reply);
        bool isWanted = options.MarginMode.Length == 0 || mode == options.MarginMode;
        bool isRisky = mode == "ISOLATED_MARGIN" && traded.Any(i => i.Terms.IsOption);
        string wanted = options.MarginMode.Length == 0 ? "any" : options.MarginMode;
        rows.Add(new(
            "margin mode", isWanted ? isRisky ? CheckState.Note : CheckState.Right : Unmended(),
            $"{mode}, wanted is {wanted}",
            isWanted ? isRisky ? "option orders may be refused in isolated margin" : "" : Mend()));
    }

    public async Task LookAtClampAsync(CancellationToken ct)
    {
        bool? rejects = await _reads.RejectsOutsideBandAsync(ct).ConfigureAwait(false);
        rows.Add(rejects switch
        {
            true => new("price clamp", CheckState.Right, "futures reject a price outside the band"),
            false => new(
                "price clamp", options.AllowPriceClamp ? CheckState.Note : Unmended(),
                "futures move a price outside the band to its edge", Mend()),
            null => new("price clamp", CheckState.Unknown, "the venue does not tell", "rely on our own collar alone"),
        });
    }

    public async Task LookAtPositionModeAsync(IReadOnlyList<Instrument> traded, CancellationToken ct)
    {
        foreach (Instrument perpetual in traded.Where(i => i.Terms.Kind == ContractKind.LinearPerpetual))
        {
            bool? isHedged = await _reads.IsHedgedAsync(perpetual.Symbol, ct).ConfigureAwait(false);
            rows.Add(isHedged switch
            {
                true => new("position mode", Unmended(), $"{perpetual.Symbol} is in hedge mode",
                    "every order would be refused (10001); " + Mend()),
                false => new("position mode", CheckState.Right, $"{perpetual.Symbol} is one-way"),
                null => new("position mode", CheckState.Unknown, $"{perpetual.Symbol}: the venue does not tell"),
            });
        }
    }

    public async Task LookAtFeesAsync(IReadOnlyList<Instrument> traded, CancellationToken ct)
    {
        foreach (BybitCategory category in traded.Select(i => BybitCategories.Of(i.Terms)).Distinct())
        {
            RestReply reply = await rest.GetAsync("/v5/account/fee-rate", $"category={category.Text()}", true, ct)
                .ConfigureAwait(false);
            if (!reply.IsOk)
            {
                Untold("fees", reply);
                continue;
            }
            Dictionary<string, (double Maker, double Taker)> rates = [];
            FeeReader.Read(reply.Result(), category, rates);
            foreach (Instrument instrument in traded.Where(i => BybitCategories.Of(i.Terms) == category)
                .DistinctBy(FeeReader.NameOf).Take(4))
            {
                bool known = rates.TryGetValue(FeeReader.NameOf(instrument), out (double Maker, double Taker) rate);
                string text = FeeReader.NameOf(instrument) + string.Create(
                    CultureInfo.InvariantCulture,
                    $": maker {rate.Maker * 100:0.####} %, taker {rate.Taker * 100:0.####} %");
                rows.Add(known
                    ? new("fees", CheckState.Right, text)
                    : new("fees", CheckState.Unknown, $"{instrument.Symbol}: no rate", "costs are as configured"));
            }
        }
    }

    /// <returns>The account's worth in dollars; null when it was not told.</returns>
    public async Task<decimal?> LookAtBalancesAsync(CancellationToken ct)
    {
        RestReply reply = await rest.GetAsync("/v5/account/wallet-balance", AccountQueries.Wallet, true, ct)
            .ConfigureAwait(false);
        if (!reply.IsOk)
        {
            Untold("balances", reply);
            return null;
        }
        decimal total = 0;
        List<string> coins = [];
        foreach (JsonElement account in reply.Result().GetProperty("list").EnumerateArray())
        {
            total += Number(account, "totalEquity");
            foreach (JsonElement coin in account.GetProperty("coin").EnumerateArray())
                if (Number(coin, "equity") != 0)
                    coins.Add($"{InstrumentRow.Text(coin, "coin")} {Number(coin, "equity"):0.########}");
        }
        rows.Add(BalanceRow.Of(total, coins));
        return total;
    }

    public async Task LookAtLimitsAsync(CancellationToken ct)
    {
        RestReply reply = await rest.GetAsync("/v5/order/realtime", AccountQueries.OpenOrders[0], true, ct)
            .ConfigureAwait(false);
        if (!reply.IsOk)
        {
            Untold("rate limits", reply);
            return;
        }
        string granted = reply.Limit > 0 ? $"{reply.Limit} order queries a second are granted" : "the venue tells none";
        rows.Add(new(
            "rate limits", reply.Limit > 0 ? CheckState.Right : CheckState.Note,
            $"{granted}; we send at most {options.OrdersPerSecond} places, amends and cancels a second each"));
    }

    public async Task LookAtSwitchAsync(CancellationToken ct)
    {
        RestReply reply = await rest.GetAsync("/v5/account/query-dcp-info", "", true, ct).ConfigureAwait(false);
        bool isOn = reply.IsOk && reply.Result().TryGetProperty("dcpInfos", out JsonElement infos)
            && infos.ValueKind == JsonValueKind.Array
            && infos.EnumerateArray().Any(i => InstrumentRow.Text(i, "product") is "DERIVATIVES" or "OPTIONS"
                && InstrumentRow.Text(i, "dcpStatus") == "ON");
        rows.Add(isOn
            ? new("dead-man's switch", CheckState.Right, "the venue cancels when we are gone")
            // The venue tells what is armed, not who may arm it: that is known when a run has asked for it.
            : new("dead-man's switch", CheckState.Note, "not armed",
                options.TriesDisconnectCancel
                    ? "a run asks for it when it starts; where it is refused, only our own watchdog cancels"
                    : "no run asks for it (DisconnectCancel is off): only our own watchdog cancels"));
    }

    private void AddRights(KeyFacts key)
    {
        if (key.MayWithdraw)
            rows.Add(new(
                "withdrawal", options.AllowWithdrawalKey ? CheckState.Note : CheckState.Wrong, "the key may withdraw",
                "make a key without that right"));
        else rows.Add(new("withdrawal", CheckState.Right, "the key may not withdraw"));
        rows.Add(key.MayTradeContracts
            ? new("contract orders", CheckState.Right, "the key may place them")
            : new("contract orders", CheckState.Wrong, "the key may not place them", "give it ContractTrade, Order"));
        rows.Add(key.MayTradeOptions
            ? new("option orders", CheckState.Right, "the key may place them")
            : new("option orders", CheckState.Note, "the key may not place them", "give it Options, OptionsTrade"));
    }

    private CheckRow KeyRefused(RestReply reply)
    {
        string answer = rest.Scrub(reply.ToString());
        return reply.Code switch
        {
            10002 => new("key", CheckState.Wrong, "the venue refuses our time stamps", "set this machine's clock"),
            10003 => new("key", CheckState.Wrong, answer,
                "the key is unknown here: it belongs to another environment, or the testnet was wiped; make a new one"),
            10004 => new("key", CheckState.Wrong, "the signature is wrong", "key and secret do not belong together"),
            10010 => new("key", CheckState.Wrong, answer, "add this machine's address to the key's list"),
            33004 => new("key", CheckState.Wrong, "the key has expired", "make a new one, bound to an address"),
            _ => new("key", reply.Verdict.IsFatal ? CheckState.Wrong : CheckState.Unknown, answer,
                "check the key, its permissions and its environment"),
        };
    }

    private void Untold(string subject, RestReply reply) =>
        rows.Add(new(subject, CheckState.Unknown, rest.Scrub(reply.ToString()), "the venue does not tell it here"));

    /// <summary>A setting that a run will set right is no fault.</summary>
    private CheckState Unmended() => options.Settings == SettingsAction.Set ? CheckState.Note : CheckState.Wrong;

    private string Mend() => options.Settings == SettingsAction.Set
        ? "a run sets it (AccountSettings is set)"
        : "change it at the venue, or set AccountSettings to set";

    private static decimal Number(JsonElement row, string name) => decimal.TryParse(
        InstrumentRow.Text(row, name), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) ? value : 0;
}
