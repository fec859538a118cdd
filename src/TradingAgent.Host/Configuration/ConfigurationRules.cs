using System.Net;
using TradingAgent.Engine.Kernel;

namespace TradingAgent.Host.Configuration;

/// <summary>What single values cannot show: settings that do not fit one another.</summary>
internal sealed class ConfigurationRules
{
    /// <summary>The first must not be larger than the second, for the defaults and for each underlying.</summary>
    private static readonly (ParameterId Small, ParameterId Large, string Why)[] Orders =
    [
        (ParameterId.BandDelta, ParameterId.BandDeltaMax, "the band's lower bound is above its upper bound"),
        (ParameterId.OrderNotionalMax, ParameterId.OpenNotionalMax, "one order would break the limit of all of them"),
        (ParameterId.TakeCollar, ParameterId.PriceCollar, "the gate would refuse every taking order at its collar"),
        (ParameterId.SendWithin, ParameterId.AnswerWithin, "an answer would be missed before the command must leave"),
        (ParameterId.RequoteIntervalMin, ParameterId.PassiveFor, "a resting order could not follow the touch once"),
        (ParameterId.CampaignLossMax, ParameterId.DayLossMax, "one campaign could lose more than a day may"),
        (ParameterId.PassiveShare, ParameterId.ReduceOnlyShare, "what only reduces risk never rests more quietly"),
        (ParameterId.DayLossMax, ParameterId.DrawdownMax, "one day could lose more than the drawdown limit"),
    ];

    private readonly List<ConfigurationError> _errors = [];
    private readonly AgentOptions _options;

    private ConfigurationRules(AgentOptions options) => _options = options;

    public static IReadOnlyList<ConfigurationError> Check(AgentOptions options)
    {
        var rules = new ConfigurationRules(options);
        rules.CheckScope();
        rules.CheckEnvironment();
        rules._errors.AddRange(TakingRules.Check(options));
        rules.CheckParameters();
        rules.CheckSmileDelta();
        rules.CheckMartingales();
        rules.CheckLossCaps();
        if (options.Alerts.WebhookVariable.Length > 0 && options.Alerts.WebhookFile.Length > 0)
            rules.Say("Alerts.WebhookVariable", "or WebhookFile may be given, and not both.");
        if (options.Health.Address != HealthOptions.Off && !IPEndPoint.TryParse(options.Health.Address, out _))
            rules.Say("Health.Address", $"is \"{options.Health.Address}\", which is not an address and a port.");
        return rules._errors;
    }

    private void Say(string path, string problem) => _errors.Add(new(path, problem));

    private void CheckScope()
    {
        ScopeOptions scope = _options.Scope;
        if (scope.Underlyings.Count == 0) Say("Scope.Underlyings", "is empty; name at least one coin, such as BTC.");
        if (scope.Underlyings.Distinct().Count() < scope.Underlyings.Count)
            Say("Scope.Underlyings", "names a coin twice.");
        foreach (string coin in scope.Underlyings)
        {
            bool known = CurrencyId.TryFind(coin, out CurrencyId currency) && !currency.IsDollarLike;
            if (!known) Say("Scope.Underlyings", $"names {coin}, which this build does not know as a coin.");
        }
        foreach (string pattern in scope.Tradable.Where(p => !InstrumentPattern.MayFit(p, scope.Underlyings)))
            Say("Scope.Tradable", $"names {pattern}, which is of no coin of Scope.Underlyings: nothing would trade.");
        if (scope.Counted.Count == 0) Say("Scope.Counted", "is empty: nothing would be risk; \"*\" counts everything.");
    }

    private void CheckEnvironment()
    {
        if (_options.Environment == AgentEnvironment.Mainnet && !_options.IUnderstandThisTradesRealMoney)
            Say("IUnderstandThisTradesRealMoney", "must be true for Mainnet: orders there cost real money.");
        VenuesOptions venues = _options.Venues;
        if (venues.Enabled.Count == 0) Say("Venues.Enabled", "is empty; name at least one venue, such as bybit.");
        if (venues.Enabled.Distinct().Count() < venues.Enabled.Count) Say("Venues.Enabled", "names a venue twice.");
        if (venues.HasBybit) CheckBybit(venues.Bybit);
        if (venues.HasBinance) CheckBinance(venues.Binance);
        if (venues.HasHyperLiquid) CheckHyperLiquid(venues.HyperLiquid);
        if (venues.HasBybit) CheckClient("Venues.Bybit.Client", venues.Bybit.Client);
        if (venues.HasBinance) CheckClient("Venues.Binance.Client", venues.Binance.Client);
    }

    private void CheckClient(string path, string client)
    {
        if (client == VenueClients.CryptoExchangeNet && !VenueClients.HasCryptoExchangeNet)
            Say(path, $"is \"{client}\", which {VenueClients.HowToBuild}");
    }

    private void CheckBybit(BybitVenueOptions bybit)
    {
        if (bybit.Client == VenueClients.CryptoExchangeNet)
        {
            const string NotLookedAt = "is not looked at by the client cryptoexchangenet: ";
            if (bybit.MarginMode != "any")
                Say("Venues.Bybit.MarginMode", NotLookedAt + "leave it \"any\" and see to it yourself, or use native.");
            if (bybit.AllowPriceClamp)
                Say("Venues.Bybit.AllowPriceClamp", NotLookedAt + "leave it false, or use native.");
        }
        if (IsNamedDemo)
        {
            RequireAddress("Venues.Bybit.Rest", bybit.Rest);
            RequireAddress("Venues.Bybit.PublicStream", bybit.PublicStream);
            RequireAddress("Venues.Bybit.PrivateStream", bybit.PrivateStream);
        }
        RequireKey(
            "Venues.Bybit", bybit.ApiKeyVariable, bybit.ApiKeyFile, bybit.ApiSecretVariable, bybit.ApiSecretFile);
        foreach ((string key, string address) in new[]
        {
            ("Rest", bybit.Rest), ("PublicStream", bybit.PublicStream),
            ("PrivateStream", bybit.PrivateStream), ("TradeStream", bybit.TradeStream),
        })
            CheckAddress("Venues.Bybit", key, address, bybit.AllowPlaintextHosts);
    }

    private void CheckBinance(BinanceVenueOptions binance)
    {
        if (IsNamedDemo)
        {
            RequireAddress("Venues.Binance.FuturesRest", binance.FuturesRest);
            RequireAddress("Venues.Binance.OptionsRest", binance.OptionsRest);
            RequireAddress("Venues.Binance.Stream", binance.Stream);
        }
        RequireKey(
            "Venues.Binance", binance.ApiKeyVariable, binance.ApiKeyFile, binance.ApiSecretVariable,
            binance.ApiSecretFile);
        foreach ((string key, string address) in new[]
        {
            ("FuturesRest", binance.FuturesRest), ("OptionsRest", binance.OptionsRest),
            ("Stream", binance.Stream), ("TradeStream", binance.TradeStream), ("WalletRest", binance.WalletRest),
        })
            CheckAddress("Venues.Binance", key, address, binance.AllowPlaintextHosts);
    }

    private void CheckHyperLiquid(HyperLiquidVenueOptions hyper)
    {
        if (!VenueClients.HasHyperLiquid)
            Say("Venues.Enabled", $"has {VenuesOptions.HyperLiquidName}, which {VenueClients.HowToBuildHyperLiquid}");
        if (_options.Environment == AgentEnvironment.VenueDemo)
            Say("Environment", $"is VenueDemo, which {VenuesOptions.HyperLiquidName} does not have; use Testnet.");
        RequireKey(
            "Venues.HyperLiquid", hyper.ApiKeyVariable, hyper.ApiKeyFile, hyper.ApiSecretVariable, hyper.ApiSecretFile);
        foreach ((string key, string address) in new[] { ("Rest", hyper.Rest), ("Stream", hyper.Stream) })
        {
            if (_options.Environment == AgentEnvironment.Demo && address.Length == 0)
                Say($"Venues.HyperLiquid.{key}", "is needed in the Demo, which has no exchange of this kind.");
            CheckAddress("Venues.HyperLiquid", key, address, hyper.AllowPlaintextHosts);
        }
    }

    /// <summary>A demo whose exchange is named by its addresses instead of being this process's own.</summary>
    private bool IsNamedDemo =>
        _options.Environment == AgentEnvironment.Demo && !_options.Venues.HaveNoAddress;

    private void RequireAddress(string path, string address)
    {
        if (address.Length > 0) return;
        Say(path, "is needed when another address of the demo's exchange is given.");
    }

    private void RequireKey(
        string venue, string keyVariable, string keyFile, string secretVariable, string secretFile)
    {
        if (_options.Environment == AgentEnvironment.Demo && !IsNamedDemo) return;
        if (keyVariable.Length > 0 == keyFile.Length > 0)
            Say(venue + ".ApiKeyVariable", "or ApiKeyFile must be given, and not both.");
        if (secretVariable.Length > 0 == secretFile.Length > 0)
            Say(venue + ".ApiSecretVariable", "or ApiSecretFile must be given, and not both.");
    }

    private void CheckAddress(string venue, string key, string address, IReadOnlyList<string> plaintextHosts)
    {
        if (address is "" or "none") return;
        string path = $"{venue}.{key}";
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri))
        {
            Say(path, $"is \"{address}\", which is not an address.");
            return;
        }
        bool secured = uri.Scheme is "https" or "wss";
        bool testMoney = uri.Host.Contains("testnet", StringComparison.Ordinal) ||
            uri.Host.Contains("demo", StringComparison.Ordinal) ||
            uri.Host.EndsWith("binancefuture.com", StringComparison.Ordinal);
        if (!secured && !uri.IsLoopback && !plaintextHosts.Contains(uri.Host))
            Say(path, $"speaks to {uri.Host} without TLS; use {(uri.Scheme == "http" ? "https" : "wss")}, " +
                $"or name the host in {venue}.AllowPlaintextHosts.");
        if (_options.Environment == AgentEnvironment.Mainnet && testMoney)
            Say(path, $"is {uri.Host}, which is not Mainnet.");
        if (_options.Environment == AgentEnvironment.Testnet && secured && !testMoney && !uri.IsLoopback)
            Say(path, $"is {uri.Host}, which is not a testnet; real money would be at risk.");
        if (_options.Environment == AgentEnvironment.VenueDemo && secured && !testMoney && !uri.IsLoopback &&
            !path.EndsWith("PublicStream", StringComparison.Ordinal))
            Say(path, $"is {uri.Host}, which is not a demo account's host; real money would be at risk.");
    }

    private void CheckParameters()
    {
        ConfiguredParameters parameters = ConfiguredParameters.Read(_options);
        foreach ((ParameterId small, ParameterId large, string why) in Orders)
        {
            foreach (string? underlying in new string?[] { null }.Concat(_options.Scope.Underlyings))
            {
                double low = parameters.Value(small, underlying);
                double high = parameters.Value(large, underlying);
                bool repeated = underlying is not null && low == parameters.Value(small, null) &&
                    high == parameters.Value(large, null);
                if (low <= high || repeated) continue;
                Say(ConfiguredParameters.PathOf(small, underlying), FormattableString.Invariant(
                    $"is {low}, more than {ConfiguredParameters.PathOf(large, underlying)} ({high}): {why}."));
            }
        }
    }

    /// <summary>
    /// The cap that a martingale has counts what it has lost; what its stakes may lose at one stroke takes a cap by
    /// scenario beside it.
    /// </summary>
    private void CheckMartingales()
    {
        if (ConfiguredParameters.Read(_options).Value(ParameterId.ScenarioLossMax, null) > 0) return;
        IReadOnlyList<ConfiguredPolicy> policies = ConfiguredPolicies.Read(_options).List;
        for (int slot = 0; slot < policies.Count; slot++)
        {
            if (policies[slot].Definition.Name != "martingale") continue;
            foreach (string coin in policies[slot].Underlyings)
            {
                if (policies.Any(p => p.Definition.Name == "scenario-loss" && p.Underlyings.Contains(coin)))
                    continue;
                Say($"{ConfiguredPolicies.Path}[{slot}].Policy", $"is martingale, which on {coin} needs a cap of " +
                    "what a scenario may lose: a policy scenario-loss there, or " +
                    $"{ConfiguredParameters.PathOf(ParameterId.ScenarioLossMax, null)} above 0.");
            }
        }
    }

    /// <summary>A policy that counts what it has lost counts one stake: several times as much would lose it.</summary>
    private void CheckLossCaps()
    {
        IReadOnlyList<ConfiguredPolicy> policies = ConfiguredPolicies.Read(_options).List;
        for (int slot = 0; slot < policies.Count; slot++)
        {
            bool hasCap = policies[slot].Definition.Parameters.Any(parameter => parameter.Name == "LossCap");
            if (hasCap && Math.Abs(policies[slot].Weight) > 1)
                Say($"{ConfiguredPolicies.Path}[{slot}].Weight", $"is {policies[slot].Weight:R}, and must be from -1 " +
                    $"to 1: the LossCap of {policies[slot].Definition.Name} counts what one stake loses. Raise the " +
                    "stake instead.");
        }
    }

    /// <summary>A delta that follows the smile already is not to be corrected for it once more.</summary>
    private void CheckSmileDelta()
    {
        ConfiguredParameters parameters = ConfiguredParameters.Read(_options);
        IReadOnlyList<ConfiguredPolicy> policies = ConfiguredPolicies.Read(_options).List;
        for (int slot = 0; slot < policies.Count; slot++)
        {
            int at = policies[slot].Definition.Parameters.Select(parameter => parameter.Name).ToList().IndexOf("Delta");
            if (policies[slot].Definition.Name != "delta-band" || at < 0) continue;
            foreach (string coin in policies[slot].Underlyings)
            {
                bool both = policies[slot].Values[coin][at] != 0
                    && parameters.Value(ParameterId.SmileDelta, coin) != 0;
                if (both)
                    Say($"{ConfiguredPolicies.Path}[{slot}].Delta", $"would correct {coin}'s delta for the smile a " +
                        $"second time: {ConfiguredParameters.PathOf(ParameterId.SmileDelta, null)} is on.");
            }
        }
    }
}
