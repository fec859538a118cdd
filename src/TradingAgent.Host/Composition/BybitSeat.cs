using Microsoft.Extensions.Logging;
using TradingAgent.Host.Configuration;
using TradingAgent.Runtime.Live;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Ports;
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

    /// <summary>The venue, what is loaded of it and what is streamed.</summary>
    public static VenueSeat Create(
        AgentOptions options, BybitOptions bybit, SteadyClock clock, ILoggerFactory loggers) => new(
        new BybitVenue(bybit, clock, loggers),
        Scope(options),
        instruments => Subscribe(options.Scope, instruments));

    /// <summary>What is loaded of the venue.</summary>
    public static VenueScope Scope(AgentOptions options) =>
        new(options.Scope.Underlyings, Perpetuals: true, Futures: true, Options: true);

    /// <summary>
    /// Books and trades of what may be traded and of the linear perpetuals, which are the reference; tickers of all
    /// that counts.
    /// </summary>
    private static VenueSubscriptions Subscribe(ScopeOptions scope, InstrumentTable instruments)
    {
        var books = new List<InstrumentId>();
        var tickers = new List<InstrumentId>();
        foreach (Instrument instrument in instruments.All)
        {
            if (instrument.Terms.Venue != VenueId.Bybit) continue;
            bool tradable = ScopeRules.IsTradable(scope, instrument);
            bool reference =
                instrument.Terms.Kind == ContractKind.LinearPerpetual && ScopeRules.IsInScope(scope, instrument);
            if (tradable || reference) books.Add(instrument.Id);
            if (tradable || reference || ScopeRules.IsCounted(scope, instrument)) tickers.Add(instrument.Id);
        }
        return new VenueSubscriptions(books, tickers, books, Account: true);
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
