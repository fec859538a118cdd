using TradingAgent.Host.Configuration;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Setup;
using TradingAgent.Venues.Bybit.Trading;
using TradingAgent.Venues.Wire;
using TradingAgent.Venues.Setup;

namespace TradingAgent.Host.Composition;

/// <summary>Bybit from configuration to a venue that a run can be given.</summary>
internal static class BybitSeat
{
    /// <summary>The adapter's options: addresses of the environment or as given, secrets from their source.</summary>
    /// <param name="configuration">Where addresses and the key's place are.</param>
    /// <param name="local">The demo's own exchange, or null.</param>
    /// <param name="quarantineFolder">For frames that could not be read.</param>
    public static BybitOptions Options(AgentConfiguration configuration, LocalAccess? local, string quarantineFolder)
    {
        AgentOptions options = configuration.Options;
        BybitVenueOptions bybit = options.Venues.Bybit;
        var common = new BybitOptions
        {
            Hosts = local is null ? Hosts(options) : BybitHosts.Local(local.Address.Host, local.Address.Port),
            Instance = options.Instance,
            AllowPlaintextHosts = bybit.AllowPlaintextHosts,
            QuarantineFolder = quarantineFolder,
            Settings = bybit.AccountSettings == "check" ? SettingsAction.Check : SettingsAction.Set,
            MarginMode = bybit.MarginMode switch
            {
                "cross" => "REGULAR_MARGIN",
                "portfolio" => "PORTFOLIO_MARGIN",
                "isolated" => "ISOLATED_MARGIN",
                _ => "",
            },
            AllowWithdrawalKey = bybit.AllowWithdrawalKey,
            AllowPriceClamp = bybit.AllowPriceClamp,
            TriesDisconnectCancel = bybit.DisconnectCancel == "try",
            // An exchange of one's own may show another day: a recorded market, or time that runs faster.
            ClockOffsetMax = options.Environment == AgentEnvironment.Demo
                ? TimeSpan.MaxValue
                : TimeSpan.FromSeconds(10),
        };
        Secret key = local?.ApiKey ?? SecretSource.Read(
            "Venues.Bybit.ApiKey", bybit.ApiKeyVariable, bybit.ApiKeyFile, configuration.Variables);
        Secret secret = local?.ApiSecret ?? SecretSource.Read(
            "Venues.Bybit.ApiSecret", bybit.ApiSecretVariable, bybit.ApiSecretFile, configuration.Variables);
        return common with { Key = new ApiSecret(key.Reveal()), Secret = new ApiSecret(secret.Reveal()) };
    }

    public static VenueEntry Entry(
        AgentConfiguration configuration, LocalAccess? local, string quarantineFolder, TimeProvider time)
    {
        BybitOptions options = Options(configuration, local, quarantineFolder);
        bool isNative = configuration.Options.Venues.Bybit.Client == VenueClients.Native;
        return new VenueEntry(
            VenueId.Bybit, "Bybit", options.Hosts.Rest,
            (instance, polled, clock, loggers) => isNative
                ? new BybitVenue(options with { Instance = instance, Polled = polled }, clock, loggers)
                : LibraryClients.Bybit(options with { Instance = instance }, clock, loggers),
            () => new BybitCheck(options, time),
            (wall, ct) => VenueTime.OffsetAsync(options, wall, ct),
            (clock, isMeant, ct) => BybitFlattening.RunAsync(options, clock, isMeant, ct));
    }

    private static BybitHosts Hosts(AgentOptions options)
    {
        BybitHosts own = options.Environment switch
        {
            AgentEnvironment.Mainnet => BybitHosts.Mainnet,
            AgentEnvironment.VenueDemo => BybitHosts.VenueDemo,
            AgentEnvironment.Testnet => BybitHosts.Testnet,
            _ => new BybitHosts("", "", "", null),
        };
        BybitVenueOptions given = options.Venues.Bybit;
        return new BybitHosts(
            given.Rest.Length > 0 ? given.Rest : own.Rest,
            given.PublicStream.Length > 0 ? given.PublicStream : own.PublicStream,
            given.PrivateStream.Length > 0 ? given.PrivateStream : own.PrivateStream,
            given.TradeStream switch { "" => own.TradeStream, "none" => null, string address => address });
    }
}
