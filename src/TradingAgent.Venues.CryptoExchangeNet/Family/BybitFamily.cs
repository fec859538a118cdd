using CryptoExchange.Net.SharedApis;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.CryptoExchangeNet.Bybit;
using TradingAgent.Venues.CryptoExchangeNet.Shared;
using TradingMode = CryptoExchange.Net.SharedApis.TradingMode;

namespace TradingAgent.Venues.CryptoExchangeNet.Family;

/// <summary>
/// Bybit by registration alone. Nobody needs it to trade there; it is how the connector is tried against an exchange.
/// </summary>
internal static class BybitFamily
{
    public static SharedExchange Of(LibraryOptions options, ILoggerFactory loggers)
    {
        var clients = new BybitClients(options, loggers);
        // Its lists answer for one settle coin, which must be named.
        clients.Rest.V5Api.SharedClient.SetDefaultExchangeParameter("SettleAsset", "USDT");
        return new SharedExchange(
            VenueId.Bybit, "Bybit", [clients],
            clients.Rest.V5Api.SharedClient, clients.Market.V5LinearApi.SharedClient,
            clients.Account.V5PrivateApi.SharedClient)
        {
            Modes = [TradingMode.PerpetualLinear, TradingMode.DeliveryLinear],
        };
    }
}
