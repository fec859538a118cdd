using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;
#if WITH_CRYPTOEXCHANGENET
using TradingAgent.Venues.CryptoExchangeNet;
#else
using TradingAgent.Host.Configuration;
#endif

namespace TradingAgent.Host.Composition;

/// <summary>
/// Venues through CryptoExchange.Net, of a native adapter's options. A configuration that asks for one in a build
/// without it is refused long before this.
/// </summary>
internal static class LibraryClients
{
#if WITH_CRYPTOEXCHANGENET
    public static IVenue Bybit(BybitOptions options, SteadyClock clock, ILoggerFactory loggers) =>
        LibraryVenue.OfBybit(
            new LibraryOptions
            {
                Hosts = new LibraryHosts(
                    options.Hosts.Rest, options.Hosts.PublicStream, options.Hosts.PrivateStream,
                    options.Hosts.TradeStream),
                Instance = options.Instance,
                Key = options.Key,
                Secret = options.Secret,
                AllowPlaintextHosts = options.AllowPlaintextHosts,
                AllowWithdrawalKey = options.AllowWithdrawalKey,
                Settings = options.Settings,
                ClockOffsetMax = options.ClockOffsetMax,
                OrdersPerSecond = options.OrdersPerSecond,
                DeadMansSwitch = options.TriesDisconnectCancel ? TimeSpan.FromSeconds(10) : TimeSpan.Zero,
            },
            clock, loggers);

    public static IVenue BinanceFutures(BinanceOptions options, SteadyClock clock, ILoggerFactory loggers) =>
        LibraryVenue.OfBinanceFutures(
            new LibraryOptions
            {
                Hosts = new LibraryHosts(
                    options.Hosts.FuturesRest, options.Hosts.Stream, options.Hosts.Stream, options.Hosts.Trade)
                {
                    Wallet = options.Hosts.Wallet,
                },
                Instance = options.Instance,
                Key = options.Key,
                Secret = options.Secret,
                AllowPlaintextHosts = options.AllowPlaintextHosts,
                AllowWithdrawalKey = options.AllowWithdrawalKey,
                Settings = options.Settings,
                ClockOffsetMax = options.ClockOffsetMax,
                OrdersPerSecond = options.OrdersPerSecond,
                DeadMansSwitch = options.DeadMansSwitch,
            },
            clock, loggers);
#else
    public static IVenue Bybit(BybitOptions options, SteadyClock clock, ILoggerFactory loggers) =>
        throw new NotSupportedException(VenueClients.HowToBuild);

    public static IVenue BinanceFutures(BinanceOptions options, SteadyClock clock, ILoggerFactory loggers) =>
        throw new NotSupportedException(VenueClients.HowToBuild);
#endif
}
