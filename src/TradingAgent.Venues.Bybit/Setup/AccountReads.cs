using System.Text;
using System.Text.Json;
using TradingAgent.Venues.Bybit.Rest;

namespace TradingAgent.Venues.Bybit.Setup;

/// <summary>The questions about an account's settings and the requests that change them.</summary>
internal sealed class AccountReads(BybitRest rest)
{
    public const string ClassicAccount =
        "The Bybit account is a classic one. Upgrade it to the unified trading account; this adapter reads no other.";

    public Task<RestReply> KeyAsync(CancellationToken ct) => rest.GetAsync("/v5/user/query-api", "", true, ct);

    public Task<RestReply> AccountAsync(CancellationToken ct) => rest.GetAsync("/v5/account/info", "", true, ct);

    /// <summary>1 classic, 3 and 4 unified 1.0, 5 and 6 unified 2.0; 0 when not said.</summary>
    public static int KindOf(RestReply account) =>
        account.Result().TryGetProperty("unifiedMarginStatus", out JsonElement value) && value.TryGetInt32(out int kind)
            ? kind
            : 0;

    public static string MarginModeOf(RestReply account) => InstrumentRow.Text(account.Result(), "marginMode");

    /// <summary>
    /// True when futures reject a price outside the band, false when they move it; null when not told.
    /// </summary>
    public async Task<bool?> RejectsOutsideBandAsync(CancellationToken ct)
    {
        RestReply reply = await rest.GetAsync("/v5/account/user-setting-config", "", true, ct).ConfigureAwait(false);
        if (!reply.IsOk || !reply.Result().TryGetProperty("lpaPerp", out JsonElement rejects)) return null;
        return rejects.ValueKind == JsonValueKind.True;
    }

    /// <summary>Asks futures to reject such a price. The answer is looked at by asking again.</summary>
    public async Task RejectOutsideBandAsync(CancellationToken ct)
    {
        foreach (string category in (string[])["linear", "inverse"])
            await PostAsync(
                "/v5/account/set-limit-px-action",
                $$"""{"category":"{{category}}","modifyEnable":false}""", ct).ConfigureAwait(false);
    }

    /// <summary>True for hedge mode, false for one-way; null when not told.</summary>
    public async Task<bool?> IsHedgedAsync(string symbol, CancellationToken ct)
    {
        RestReply reply = await rest.GetAsync("/v5/position/list", $"category=linear&symbol={symbol}", true, ct)
            .ConfigureAwait(false);
        if (!reply.IsOk || !reply.Result().TryGetProperty("list", out JsonElement list)) return null;
        return list.EnumerateArray().Any(
            row => row.TryGetProperty("positionIdx", out JsonElement index) && index.ToString() != "0");
    }

    public Task<(RestReply? Reply, RestFailure Failure)> SetOneWayAsync(string symbol, CancellationToken ct) =>
        PostAsync(
            "/v5/position/switch-mode", $$"""{"category":"linear","symbol":"{{symbol}}","mode":0}""", ct);

    public Task<(RestReply? Reply, RestFailure Failure)> SetMarginModeAsync(string mode, CancellationToken ct) =>
        PostAsync("/v5/account/set-margin-mode", $$"""{"setMarginMode":"{{mode}}"}""", ct);

    private Task<(RestReply? Reply, RestFailure Failure)> PostAsync(string path, string body, CancellationToken ct) =>
        rest.PostAsync(path, Encoding.ASCII.GetBytes(body), ct);
}
