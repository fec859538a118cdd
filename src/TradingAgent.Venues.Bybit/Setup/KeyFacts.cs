using System.Text.Json;
using TradingAgent.Venues.Bybit.Rest;

namespace TradingAgent.Venues.Bybit.Setup;

/// <summary>What the venue says a key may do.</summary>
/// <param name="IsReadOnly">It may not trade at all.</param>
/// <param name="MayWithdraw">It may send money away.</param>
/// <param name="MayTradeContracts">It may place contract orders.</param>
/// <param name="MayTradeOptions">It may place option orders.</param>
/// <param name="IsBoundToAddress">It works from listed addresses only, and then does not expire.</param>
/// <param name="DaysLeft">Until it expires; null when the venue did not say or it does not.</param>
internal sealed record KeyFacts(
    bool IsReadOnly,
    bool MayWithdraw,
    bool MayTradeContracts,
    bool MayTradeOptions,
    bool IsBoundToAddress,
    int? DaysLeft)
{
    public static KeyFacts Of(RestReply reply)
    {
        JsonElement key = reply.Result();
        bool isBound = key.TryGetProperty("ips", out JsonElement ips) && ips.ValueKind == JsonValueKind.Array
            && ips.GetArrayLength() > 0 && ips.EnumerateArray().All(ip => ip.ToString() is not ("*" or ""));
        int? days = !isBound && key.TryGetProperty("deadlineDay", out JsonElement day)
            && int.TryParse(day.ToString(), out int left) && left >= 0 ? left : null;
        return new KeyFacts(
            key.TryGetProperty("readOnly", out JsonElement readOnly) && readOnly.ToString() == "1",
            Holds(key, "Wallet", "Withdraw"),
            Holds(key, "ContractTrade", "Order"),
            Holds(key, "Options", "OptionsTrade"),
            isBound,
            days);
    }

    private static bool Holds(JsonElement key, string group, string right) =>
        key.TryGetProperty("permissions", out JsonElement permissions)
        && permissions.TryGetProperty(group, out JsonElement rights)
        && rights.ValueKind == JsonValueKind.Array
        && rights.EnumerateArray().Any(r => r.GetString() == right);
}
