using System.Globalization;
using System.Text;
using CryptoExchange.Net.Objects;
using HyperLiquid.Net;
using HyperLiquid.Net.Clients;
using HyperLiquid.Net.Objects.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using TradingAgent.Venues.CryptoExchangeNet.Shared;

namespace TradingAgent.Venues.CryptoExchangeNet.Family;

/// <summary>
/// HyperLiquid by registration alone. The key is the account's address, the secret a signing wallet's key.
/// </summary>
public static class HyperLiquidFamily
{
    private const string IdHead = "0x7461";
    private const int IdLength = 34;

    /// <summary>The exchange's own addresses: one base each for requests and for streams.</summary>
    public static LibraryHosts HostsOf(bool isTestnet)
    {
        HyperLiquidEnvironment own = isTestnet ? HyperLiquidEnvironment.Testnet : HyperLiquidEnvironment.Live;
        return new LibraryHosts(own.RestClientAddress, own.SocketClientAddress, own.SocketClientAddress, Trade: null);
    }

    /// <param name="options">Hosts, and the key if there is an account.</param>
    /// <param name="isTestnet">Which of the two networks orders are signed for: the other one refuses them.</param>
    /// <param name="loggers">For the library.</param>
    public static SharedExchange Of(LibraryOptions options, bool isTestnet, ILoggerFactory loggers)
    {
        HyperLiquidEnvironment environment = EnvironmentOf(options.Hosts, isTestnet);
        // Left alone, the library grants its maker a fee on every order, and signs for that at the first question.
        var restOptions = new HyperLiquidRestOptions
        {
            Environment = environment,
            RequestTimeout = VenueHttp.TryTimeout,
            BuilderFeePercentage = null,
        };
        var socketOptions = new HyperLiquidSocketOptions
        {
            Environment = environment,
            RequestTimeout = options.ReplyTimeout,
            ReconnectInterval = TimeSpan.FromSeconds(2),
            BuilderFeePercentage = null,
        };
        if (!options.Key.IsEmpty)
        {
            var credentials = new HyperLiquidCredentials(
                LibrarySecret.Text(options.Key), LibrarySecret.Text(options.Secret));
            restOptions.ApiCredentials = credentials;
            socketOptions.ApiCredentials = credentials;
        }
        var log = new LibraryLog(loggers);
        HttpClient http = OwnHost.Client(options.Hosts.Rest);
        var rest = new HyperLiquidRestClient(http, log, Options.Create(restOptions));
        var sockets = new HyperLiquidSocketClient(Options.Create(socketOptions), log);
        return new SharedExchange(
            VenueId.HyperLiquid, "HyperLiquid", [rest, sockets, http],
            rest.FuturesApi.SharedClient, sockets.FuturesApi.SharedClient)
        {
            WriteId = WriteId,
            ReadId = ReadId,
            ReadSymbol = ReadSymbol,
            BalanceHasOpenProfit = true,
        };
    }

    /// <summary>The library signs for the test network where the environment has that name, and nowhere else.</summary>
    internal static HyperLiquidEnvironment EnvironmentOf(LibraryHosts hosts, bool isTestnet) =>
        HyperLiquidEnvironment.CreateCustom(
            isTestnet ? TradeEnvironmentNames.Testnet : TradeEnvironmentNames.Live, hosts.Rest, hosts.Market);

    /// <summary>
    /// Its list calls a perpetual BTC/USDC, everything else calls it BTC; to an order BTC/USDC is the spot market.
    /// </summary>
    internal static string ReadSymbol(string listed) => listed.Split('/')[0];

    /// <summary>This exchange takes 128 bits in hex: «ta», instance, epoch and counter of our text.</summary>
    internal static string WriteId(string text)
    {
        string[] parts = text.Split('-');
        var id = new StringBuilder(IdHead);
        foreach (char c in parts[0][2..].PadRight(ClientOrderIdText.InstanceLengthMax, '\0'))
            id.Append(CultureInfo.InvariantCulture, $"{(int)c:x2}");
        foreach (string number in parts[1..])
            id.Append(CultureInfo.InvariantCulture, $"{uint.Parse(number, CultureInfo.InvariantCulture):x8}");
        return id.ToString().PadRight(IdLength, '0');
    }

    /// <summary>Our text again; anything that is not ours comes back as it is.</summary>
    internal static string ReadId(string id)
    {
        bool isOurs = id.Length == IdLength && id.StartsWith(IdHead, StringComparison.OrdinalIgnoreCase)
            && id.AsSpan(2).IndexOfAnyExcept("0123456789abcdefABCDEF") < 0;
        if (!isOurs) return id;
        byte[] bytes = Convert.FromHexString(id.AsSpan(2));
        string instance = Encoding.ASCII.GetString(bytes, 2, ClientOrderIdText.InstanceLengthMax).TrimEnd('\0');
        uint epoch = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(6));
        uint counter = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(10));
        return string.Create(CultureInfo.InvariantCulture, $"ta{instance}-{epoch}-{counter}");
    }
}
