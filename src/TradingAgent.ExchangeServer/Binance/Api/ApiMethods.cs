using System.Collections.Frozen;
using TradingAgent.ExchangeServer.Binance.Rest;

namespace TradingAgent.ExchangeServer.Binance.Api;

/// <summary>Which REST call each method of the websocket interface is.</summary>
internal static class ApiMethods
{
    private static readonly (string Method, string Verb, string Path)[] Table =
    [
        ("order.place", "POST", "/fapi/v1/order"),
        ("order.modify", "PUT", "/fapi/v1/order"),
        ("order.cancel", "DELETE", "/fapi/v1/order"),
        ("order.status", "GET", "/fapi/v1/order"),
        ("account.balance", "GET", "/fapi/v2/balance"),
        ("account.status", "GET", "/fapi/v2/account"),
        ("account.position", "GET", "/fapi/v2/positionRisk"),
        ("v2/account.balance", "GET", "/fapi/v3/balance"),
        ("v2/account.status", "GET", "/fapi/v3/account"),
        ("v2/account.position", "GET", "/fapi/v3/positionRisk"),
        ("algoOrder.place", "POST", "/fapi/v1/algoOrder"),
        ("algoOrder.cancel", "DELETE", "/fapi/v1/algoOrder"),
        ("depth", "GET", "/fapi/v1/depth"),
        ("ticker.price", "GET", "/fapi/v1/ticker/price"),
        ("ticker.book", "GET", "/fapi/v1/ticker/bookTicker"),
        ("userDataStream.start", "POST", "/fapi/v1/listenKey"),
        ("userDataStream.ping", "PUT", "/fapi/v1/listenKey"),
        ("userDataStream.stop", "DELETE", "/fapi/v1/listenKey"),
    ];

    public static FrozenDictionary<string, Route> Of(IReadOnlyCollection<Route> routes) => Table.ToFrozenDictionary(
        row => row.Method,
        row => routes.Single(route => route.Verb == row.Verb && route.Path == row.Path));
}
