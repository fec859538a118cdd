using TradingAgent.ExchangeServer.Binance.Market;

namespace TradingAgent.ExchangeServer.Binance.Rest;

/// <summary>
/// The venue's other interfaces (spot, margin, coin-margined futures, wallet), which client libraries ask for their
/// catalogues before they do anything else: nothing is listed there. The wallet also tells what a key may do.
/// </summary>
internal static class Neighbours
{
    public static IEnumerable<Route> Routes() =>
    [
        new("GET", "/api/v3/exchangeInfo", Access.Anybody, 20, NoSymbols),
        new("GET", "/dapi/v1/exchangeInfo", Access.Anybody, 1, NoSymbols),
        new("GET", "/sapi/v1/margin/allPairs", Access.Signed, 1, Nothing),
        new("GET", "/sapi/v1/margin/isolated/allPairs", Access.Signed, 10, Nothing),
        new("GET", "/sapi/v1/capital/config/getall", Access.Signed, 10, Nothing),
        new("GET", "/sapi/v1/account/apiRestrictions", Access.Signed, 1, Restrictions),
        new("GET", "/api/v3/time", Access.Anybody, 1, Market.FuturesMarket.Time),
    ];

    private static Answer NoSymbols(BinanceCall call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteString("timezone"u8, "UTC"u8);
        call.Json.WriteNumber("serverTime"u8, call.Now.Milliseconds);
        foreach (string name in (string[])["rateLimits", "exchangeFilters", "symbols"])
        {
            call.Json.WriteStartArray(name);
            call.Json.WriteEndArray();
        }
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private static Answer Restrictions(BinanceCall call)
    {
        BinanceCredential key = call.Credential!;
        call.Json.WriteStartObject();
        call.Json.WriteBoolean("ipRestrict"u8, false);
        call.Json.WriteNumber("createTime"u8, 0);
        call.Json.WriteBoolean("enableReading"u8, true);
        call.Json.WriteBoolean("enableSpotAndMarginTrading"u8, false);
        call.Json.WriteBoolean("enableWithdrawals"u8, key.CanWithdraw);
        call.Json.WriteBoolean("enableInternalTransfer"u8, key.CanWithdraw);
        call.Json.WriteBoolean("permitsUniversalTransfer"u8, key.CanWithdraw);
        call.Json.WriteBoolean("enableMargin"u8, false);
        call.Json.WriteBoolean("enableFutures"u8, !key.IsReadOnly);
        call.Json.WriteBoolean("enableVanillaOptions"u8, !key.IsReadOnly);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private static Answer Nothing(BinanceCall call)
    {
        call.Json.WriteStartArray();
        call.Json.WriteEndArray();
        return Answer.Ok;
    }
}
