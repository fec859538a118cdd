using System.Globalization;
using TradingAgent.Host.Configuration;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Binance.Setup;
using TradingAgent.Venues.Binance.Trading;
using TradingAgent.Venues.Setup;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Host.Composition;

/// <summary>Binance's futures or options from configuration to a venue that a run can be given.</summary>
internal static class BinanceSeat
{
    public static VenueEntry Entry(
        string name, AgentConfiguration configuration, LocalAccess? local, string quarantineFolder, TimeProvider time)
    {
        BinanceOptions options = Options(configuration, local, quarantineFolder);
        bool isNative = configuration.Options.Venues.Binance.Client == VenueClients.Native;
        return name == VenuesOptions.BinanceOptionsName
            ? new VenueEntry(
                VenueId.BinanceOptions, "Binance options", options.Hosts.OptionsRest,
                (instance, polled, clock, loggers) =>
                    BinanceVenue.OfOptions(options with { Instance = instance, Polled = polled }, clock, loggers),
                () => new BinanceCheck(options, VenueId.BinanceOptions, time),
                (wall, ct) => BinanceCheck.OffsetAsync(options, VenueId.BinanceOptions, wall, ct),
                Flatten: null)
            : new VenueEntry(
                VenueId.BinanceFutures, "Binance futures", options.Hosts.FuturesRest,
                (instance, polled, clock, loggers) => isNative
                    ? BinanceVenue.OfFutures(options with { Instance = instance, Polled = polled }, clock, loggers)
                    : LibraryClients.BinanceFutures(options with { Instance = instance }, clock, loggers),
                () => new BinanceCheck(options, VenueId.BinanceFutures, time),
                (wall, ct) => BinanceCheck.OffsetAsync(options, VenueId.BinanceFutures, wall, ct),
                (clock, isMeant, ct) => BinanceFlattening.RunAsync(options, clock, isMeant, ct));
    }

    /// <summary>The adapters' options: addresses of the environment or as given, secrets from their source.</summary>
    public static BinanceOptions Options(
        AgentConfiguration configuration, LocalAccess? local, string quarantineFolder)
    {
        AgentOptions options = configuration.Options;
        BinanceVenueOptions binance = options.Venues.Binance;
        Secret key = local?.ApiKey ?? SecretSource.Read(
            "Venues.Binance.ApiKey", binance.ApiKeyVariable, binance.ApiKeyFile, configuration.Variables);
        Secret secret = local?.ApiSecret ?? SecretSource.Read(
            "Venues.Binance.ApiSecret", binance.ApiSecretVariable, binance.ApiSecretFile, configuration.Variables);
        return new BinanceOptions
        {
            Hosts = local is null ? Hosts(options) : BinanceHosts.Local(local.Address.Host, local.Address.Port),
            Instance = options.Instance,
            Key = new ApiSecret(key.Reveal()),
            Secret = new ApiSecret(secret.Reveal()),
            AllowPlaintextHosts = binance.AllowPlaintextHosts,
            QuarantineFolder = quarantineFolder,
            Settings = binance.AccountSettings == "check" ? SettingsAction.Check : SettingsAction.Set,
            AllowWithdrawalKey = binance.AllowWithdrawalKey,
            DeadMansSwitch = binance.DeadMansSwitch == "off"
                ? TimeSpan.Zero
                : TimeSpan.FromSeconds(int.Parse(
                    binance.DeadMansSwitchAfter.AsSpan(..^1), CultureInfo.InvariantCulture)),
            // An exchange of one's own may show another day: a recorded market, or time that runs faster.
            ClockOffsetMax = options.Environment == AgentEnvironment.Demo
                ? TimeSpan.MaxValue
                : TimeSpan.FromSeconds(10),
        };
    }

    private static BinanceHosts Hosts(AgentOptions options)
    {
        BinanceHosts own = options.Environment switch
        {
            AgentEnvironment.Mainnet => BinanceHosts.Mainnet,
            AgentEnvironment.VenueDemo => BinanceHosts.VenueDemo,
            AgentEnvironment.Testnet => BinanceHosts.Testnet,
            _ => new BinanceHosts("", "", "", null),
        };
        BinanceVenueOptions given = options.Venues.Binance;
        return new BinanceHosts(
            given.FuturesRest.Length > 0 ? given.FuturesRest : own.FuturesRest,
            given.OptionsRest.Length > 0 ? given.OptionsRest : own.OptionsRest,
            given.Stream.Length > 0 ? given.Stream : own.Stream,
            given.TradeStream switch { "" => own.Trade, "none" => null, string address => address })
        {
            Wallet = given.WalletRest.Length > 0 ? given.WalletRest : own.Wallet,
        };
    }
}
