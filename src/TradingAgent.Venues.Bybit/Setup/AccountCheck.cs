using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Setup;

/// <summary>
/// Looks before trading: what the key may do, what kind of account it is, one-way positions, and that futures reject a
/// price outside the band instead of moving it to the band's edge.
/// </summary>
internal sealed partial class AccountCheck(BybitOptions options, BybitRest rest, ILogger logger)
{
    /// <exception cref="VenueSetupException">The account must not be traded as it is.</exception>
    public async Task RunAsync(IReadOnlyList<Instrument> traded, CancellationToken ct)
    {
        await CheckKeyAsync(ct).ConfigureAwait(false);
        await CheckAccountAsync(traded.Any(i => i.Terms.IsOption), ct).ConfigureAwait(false);
        await RejectOutsideBandAsync(ct).ConfigureAwait(false);
        foreach (Instrument perpetual in traded.Where(i => i.Terms.Kind == ContractKind.LinearPerpetual))
            await CheckOneWayAsync(perpetual, ct).ConfigureAwait(false);
    }

    private async Task CheckKeyAsync(CancellationToken ct)
    {
        RestReply reply = await rest.GetAsync("/v5/user/query-api", "", true, ct).ConfigureAwait(false);
        if (!reply.IsOk)
        {
            if (reply.Verdict.IsFatal)
                throw new VenueSetupException(
                    $"Bybit refuses the key at {options.Hosts.Rest} ({rest.Scrub(reply.ToString())}). Check that key "
                    + "and secret belong together and to this environment, and that the key's address list allows "
                    + "this machine.");
            LogUnchecked(logger, "the key's permissions", rest.Scrub(reply.ToString()),
                "withdrawal rights are not known");
            return;
        }
        JsonElement key = reply.Result();
        if (Holds(key, "Wallet", "Withdraw") && !options.AllowWithdrawalKey)
            throw new VenueSetupException(
                "The Bybit key may withdraw. Make one without that right; trading needs only contract orders, "
                + "positions and options. (AllowWithdrawalKey overrides this at your risk.)");
        if (key.TryGetProperty("readOnly", out JsonElement readOnly) && readOnly.ToString() == "1")
            throw new VenueSetupException("The Bybit key is read-only. Make one that may trade contracts and options.");
        if (!Holds(key, "ContractTrade", "Order"))
            LogWarning(logger, "the key has no right to place contract orders; they will be refused");
    }

    private async Task CheckAccountAsync(bool tradesOptions, CancellationToken ct)
    {
        RestReply reply = await rest.GetAsync("/v5/account/info", "", true, ct).ConfigureAwait(false);
        if (!reply.IsOk)
        {
            LogUnchecked(logger, "the account's kind", rest.Scrub(reply.ToString()), "a unified account is assumed");
            return;
        }
        JsonElement account = reply.Result();
        int status = account.TryGetProperty("unifiedMarginStatus", out JsonElement value) ? value.GetInt32() : 0;
        string mode = InstrumentRow.Text(account, "marginMode");
        LogAccount(logger, mode, status);
        if (status == 1)
            throw new VenueSetupException(
                "The Bybit account is a classic one. Upgrade it to the unified trading account; this adapter reads "
                + "no other.");
        if (status is 3 or 4)
            LogWarning(logger, "unified account 1.0: inverse contracts are kept apart; upgrade it to 2.0");
        if (mode == "ISOLATED_MARGIN" && tradesOptions)
            LogWarning(logger,
                "isolated margin with options: the venue may refuse option orders; cross or portfolio is meant");
    }

    private async Task RejectOutsideBandAsync(CancellationToken ct)
    {
        foreach (string category in (string[])["linear", "inverse"])
        {
            byte[] body = Encoding.ASCII.GetBytes($$"""{"category":"{{category}}","modifyEnable":false}""");
            (RestReply? reply, _) = await rest.PostAsync("/v5/account/set-limit-px-action", body, ct)
                .ConfigureAwait(false);
            if (reply is { IsOk: true }) continue;
            LogUnchecked(
                logger, "the price-band action of " + category, rest.Scrub(reply?.ToString() ?? "no answer"),
                "the venue may move a price to the band's edge instead of rejecting it");
        }
        RestReply setting = await rest.GetAsync("/v5/account/user-setting-config", "", true, ct).ConfigureAwait(false);
        bool known = setting.IsOk && setting.Result().TryGetProperty("lpaPerp", out JsonElement rejects)
            && rejects.ValueKind == JsonValueKind.True;
        if (!known)
            LogWarning(logger, "futures prices outside the band may be moved, not rejected; only our own collar holds");
    }

    private async Task CheckOneWayAsync(Instrument perpetual, CancellationToken ct)
    {
        RestReply reply = await rest.GetAsync(
            "/v5/position/list", $"category=linear&symbol={perpetual.Symbol}", true, ct).ConfigureAwait(false);
        if (!reply.IsOk)
        {
            LogUnchecked(logger, "the position mode of " + perpetual.Symbol, rest.Scrub(reply.ToString()),
                "one-way is assumed");
            return;
        }
        foreach (JsonElement row in reply.Result().GetProperty("list").EnumerateArray())
        {
            if (!row.TryGetProperty("positionIdx", out JsonElement index) || index.GetInt32() == 0) continue;
            throw new VenueSetupException(
                $"Bybit {perpetual.Symbol} is in hedge mode. Switch it to one-way mode (website: Preferences, Position "
                + "Mode; or POST /v5/position/switch-mode with mode 0) with no position and no order open.");
        }
    }

    private static bool Holds(JsonElement key, string group, string right) =>
        key.TryGetProperty("permissions", out JsonElement permissions)
        && permissions.TryGetProperty(group, out JsonElement rights)
        && rights.ValueKind == JsonValueKind.Array
        && rights.EnumerateArray().Any(r => r.GetString() == right);
}
