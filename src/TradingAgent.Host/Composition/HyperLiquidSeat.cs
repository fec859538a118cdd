using TradingAgent.Host.Configuration;
#if WITH_HYPERLIQUID
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Venues.CryptoExchangeNet;
using TradingAgent.Venues.CryptoExchangeNet.Family;
using TradingAgent.Venues.CryptoExchangeNet.Shared;
using TradingAgent.Venues.Wire;
#endif

namespace TradingAgent.Host.Composition;

/// <summary>
/// HyperLiquid from configuration to a venue that a run can be given, through the optional client alone. A
/// configuration that names it in a build without is refused long before this.
/// </summary>
internal static partial class HyperLiquidSeat
{
#if WITH_HYPERLIQUID
    public static VenueEntry Entry(AgentConfiguration configuration)
    {
        LibraryOptions options = Options(configuration);
        bool isTestnet = IsTestnet(configuration.Options);
        return new VenueEntry(
            VenueId.HyperLiquid, "HyperLiquid", options.Hosts.Rest,
            (instance, _, clock, loggers) => LibraryVenue.OfShared(
                HyperLiquidFamily.Of(options, isTestnet, loggers), options with { Instance = instance }, clock,
                loggers),
            () => new SharedCheck(HyperLiquidFamily.Of(options, isTestnet, NullLoggerFactory.Instance), options),
            // It tells no clock: ours is taken for it.
            (_, _) => Task.FromResult(TimeSpan.Zero),
            Flatten: null);
    }

    /// <summary>The connector's options: addresses of the environment or as given, secrets from their source.</summary>
    public static LibraryOptions Options(AgentConfiguration configuration)
    {
        AgentOptions options = configuration.Options;
        HyperLiquidVenueOptions hyper = options.Venues.HyperLiquid;
        LibraryHosts own = HyperLiquidFamily.HostsOf(IsTestnet(options));
        string stream = hyper.Stream.Length > 0 ? hyper.Stream : own.Market;
        return new LibraryOptions
        {
            Hosts = new LibraryHosts(hyper.Rest.Length > 0 ? hyper.Rest : own.Rest, stream, stream, Trade: null),
            Instance = options.Instance,
            AllowPlaintextHosts = hyper.AllowPlaintextHosts,
            Key = Read(
                "Venues.HyperLiquid.ApiKey", hyper.ApiKeyVariable, hyper.ApiKeyFile, configuration.Variables,
                Address(), "an account's address: 0x and 40 hexadecimal digits"),
            Secret = Read(
                "Venues.HyperLiquid.ApiSecret", hyper.ApiSecretVariable, hyper.ApiSecretFile, configuration.Variables,
                PrivateKey(), "a wallet's private key: 64 hexadecimal digits"),
        };
    }

    /// <summary>Whatever is not the main network is signed for the other, which takes no real money.</summary>
    private static bool IsTestnet(AgentOptions options) => options.Environment != AgentEnvironment.Mainnet;

    /// <summary>Nothing is signed before the first order: what could never sign is refused here.</summary>
    private static ApiSecret Read(
        string path, string variable, string file, IReadOnlyDictionary<string, string> variables, Regex form,
        string words)
    {
        string text = SecretSource.Read(path, variable, file, variables).Reveal();
        if (form.IsMatch(text)) return new ApiSecret(text);
        string source = path + (variable.Length > 0 ? "Variable" : "File");
        throw new ConfigurationException("secrets", [new ConfigurationError(source, $"does not hold {words}.")]);
    }

    [GeneratedRegex("^0x[0-9a-fA-F]{40}$")]
    private static partial Regex Address();

    [GeneratedRegex("^(0x)?[0-9a-fA-F]{64}$")]
    private static partial Regex PrivateKey();
#else
    public static VenueEntry Entry(AgentConfiguration configuration) =>
        throw new NotSupportedException(VenueClients.HowToBuildHyperLiquid);
#endif
}
