using System.Globalization;
using System.Text;
using CryptoExchange.Net.SharedApis;
using HyperLiquid.Net;
using HyperLiquid.Net.Clients;
using HyperLiquid.Net.Objects.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TradingAgent.Venues.CryptoExchangeNet.Shared;

namespace TradingAgent.Venues.CryptoExchangeNet.Family;

/// <summary>
/// HyperLiquid by registration alone. The key is the account's address, the secret a signing wallet's key.
/// </summary>
public static class HyperLiquidFamily
{
    private const string IdHead = "0x7461";
    private const int IdLength = 34;

    public static SharedExchange Of(LibraryOptions options, ILoggerFactory loggers)
    {
        HyperLiquidEnvironment environment = HyperLiquidEnvironment.CreateCustom(
            "trading-agent", options.Hosts.Rest, options.Hosts.Market);
        var restOptions = new HyperLiquidRestOptions
        {
            Environment = environment,
            RequestTimeout = VenueHttp.TryTimeout,
        };
        var socketOptions = new HyperLiquidSocketOptions
        {
            Environment = environment,
            RequestTimeout = options.ReplyTimeout,
            ReconnectInterval = TimeSpan.FromSeconds(2),
        };
        if (!options.Key.IsEmpty)
        {
            var credentials = new HyperLiquidCredentials(
                LibrarySecret.Text(options.Key), LibrarySecret.Text(options.Secret));
            restOptions.ApiCredentials = credentials;
            socketOptions.ApiCredentials = credentials;
        }
        var rest = new HyperLiquidRestClient(null, loggers, Options.Create(restOptions));
        var sockets = new HyperLiquidSocketClient(Options.Create(socketOptions), loggers);
        return new SharedExchange(
            VenueId.HyperLiquid, "HyperLiquid", [rest, sockets],
            rest.FuturesApi.SharedClient, sockets.FuturesApi.SharedClient)
        {
            WriteId = WriteId,
            ReadId = ReadId,
        };
    }

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
