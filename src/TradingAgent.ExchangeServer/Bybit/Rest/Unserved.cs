namespace TradingAgent.ExchangeServer.Bybit.Rest;

/// <summary>
/// Paths that the venue has and this exchange does not serve: a trading key has no permission for the private ones,
/// and the public ones are products that are not offered. Everything else is «no such path».
/// </summary>
internal static class Unserved
{
    private static readonly string[] Private =
    [
        "/v5/account/", "/v5/affiliate/", "/v5/alpha/", "/v5/apilimit/", "/v5/asset/", "/v5/broker/", "/v5/card/",
        "/v5/crypto-loan", "/v5/earn/", "/v5/fiat/", "/v5/ins-loan/", "/v5/lending/", "/v5/p2p/",
        "/v5/position/move-positions", "/v5/position/symbol-info", "/v5/pre-upgrade/", "/v5/rfq/",
        "/v5/spot-cross-margin-trade/", "/v5/spot-margin-trade/", "/v5/spot-lever-token/", "/v5/spot-x/",
        "/v5/spread/order/", "/v5/spread/execution/", "/v5/spread/max-qty", "/v5/strategy/", "/v5/user/",
        "/v5/order/spot-borrow-check",
    ];

    private static readonly string[] Public =
    [
        "/v5/market/full_orderbook", "/v5/market/rpi_orderbook", "/v5/spread/", "/v5/event/", "/v5/announcements/",
        "/v5/ins-loan/product-infos", "/v5/spot-margin-trade/data", "/v5/rfq/public-trades",
    ];

    /// <summary>A route that says so; null when the venue has no such path either.</summary>
    public static RestRoute? Find(string verb, string path)
    {
        if (verb is not ("GET" or "POST")) return null;
        if (StartsWith(path, Public) && !StartsWith(path, Private))
            return new RestRoute(verb, path, false, RateGroup.None, static _ => Answer.NotServed);
        return StartsWith(path, Private)
            ? new RestRoute(verb, path, true, RateGroup.Other, static _ => Answer.NoPermission)
            : null;
    }

    private static bool StartsWith(string path, string[] prefixes)
    {
        foreach (string prefix in prefixes)
            if (path.StartsWith(prefix, StringComparison.Ordinal) && path.Length > prefix.Length - 1) return true;
        return false;
    }
}
