namespace TradingAgent.Host.Configuration;

/// <summary>Whether every key, secret and address that a configuration names can be had, as a run needs them.</summary>
internal static class ConfigurationSecrets
{
    /// <exception cref="ConfigurationException">Some cannot; lists all of them.</exception>
    public static void Require(AgentConfiguration configuration)
    {
        var missing = new List<ConfigurationError>();
        AgentOptions options = configuration.Options;
        VenuesOptions venues = options.Venues;
        // The demo's own exchange makes its key itself.
        bool needsKeys = options.Environment != AgentEnvironment.Demo || !venues.HaveNoAddress;
        if (needsKeys && venues.HasBybit)
        {
            BybitVenueOptions bybit = venues.Bybit;
            Look("Venues.Bybit.ApiKey", bybit.ApiKeyVariable, bybit.ApiKeyFile);
            Look("Venues.Bybit.ApiSecret", bybit.ApiSecretVariable, bybit.ApiSecretFile);
        }
        if (needsKeys && venues.HasBinance)
        {
            BinanceVenueOptions binance = venues.Binance;
            Look("Venues.Binance.ApiKey", binance.ApiKeyVariable, binance.ApiKeyFile);
            Look("Venues.Binance.ApiSecret", binance.ApiSecretVariable, binance.ApiSecretFile);
        }
        if (needsKeys && venues.HasHyperLiquid)
        {
            HyperLiquidVenueOptions hyper = venues.HyperLiquid;
            Look("Venues.HyperLiquid.ApiKey", hyper.ApiKeyVariable, hyper.ApiKeyFile);
            Look("Venues.HyperLiquid.ApiSecret", hyper.ApiSecretVariable, hyper.ApiSecretFile);
        }
        AlertsOptions alerts = options.Alerts;
        if (alerts.WebhookVariable.Length > 0 || alerts.WebhookFile.Length > 0)
            Look("Alerts.Webhook", alerts.WebhookVariable, alerts.WebhookFile);
        if (missing.Count > 0) throw new ConfigurationException(configuration.Source, missing);

        void Look(string path, string variable, string file)
        {
            try
            {
                SecretSource.Read(path, variable, file, configuration.Variables);
            }
            catch (ConfigurationException error)
            {
                missing.AddRange(error.Errors);
            }
        }
    }
}
