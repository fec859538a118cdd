using System.Text.RegularExpressions;
using TradingAgent.Engine.Kernel;

namespace TradingAgent.Host.Configuration;

/// <summary>The one list of settings. The engine's parameters join it by themselves.</summary>
internal static partial class SettingList
{
    /// <summary>Sections whose keys are engine parameters.</summary>
    public static IReadOnlyList<string> ParameterSections { get; } = ["Scaling", "Execution", "Gate", "Limits"];

    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        new("Environment", SettingKind.Choice, "Where the agent trades, and with what money.")
        {
            Choices = Enum.GetNames<AgentEnvironment>(),
        },
        new("IUnderstandThisTradesRealMoney", SettingKind.Flag, "Must be true for Mainnet."),
        new("Instance", SettingKind.Text, "Part of every client order id: tells two agents on one account apart.")
        {
            Pattern = InstancePattern(), PatternWords = "one to four lower-case letters or digits",
        },
        new("Scope.Underlyings", SettingKind.TextList, "Coins whose portfolio is kept in its band.")
        {
            Pattern = CoinPattern(), PatternWords = "upper-case coin codes such as BTC",
        },
        new("Scope.Counted", SettingKind.TextList, "Instruments that count in risk; * stands for any text.")
        {
            Pattern = InstrumentPattern(), PatternWords = "venue:symbol such as bybit:BTCUSDT, with * for any text",
        },
        new("Scope.Tradable", SettingKind.TextList, "Instruments that may be traded; * stands for any text.")
        {
            Pattern = InstrumentPattern(), PatternWords = "venue:symbol such as bybit:BTCUSDT, with * for any text",
        },
        new("Scope.StrangerOrders", SettingKind.Choice,
            "Orders that are not ours: leave them, or cancel them at start, at a kill and by the sentinel.")
        {
            Choices = ["leave", "cancel"],
        },
        new("Venues.Enabled", SettingKind.TextList,
            "The venues of a run: bybit, binance-futures, binance-options; hyperliquid where it was built.")
        {
            Pattern = VenuePattern(),
            PatternWords = "venues such as bybit, binance-futures, binance-options or hyperliquid",
        },
        .. BybitSettings(),
        DisconnectCancelSetting(),
        .. BinanceSettings(),
        .. HyperLiquidSettings(),
        .. ParameterSettings(),
        new(ConfiguredPolicies.Path, SettingKind.Policies, "Scaling methods, asked in order of their stages."),
        new("Runtime.Wait", SettingKind.Choice, "How idle threads wait: park spares the CPU, spin is quicker.")
        {
            Choices = ["park", "spin"],
        },
        new("Runtime.FsyncPerBatch", SettingKind.Flag, "Force each journal batch to the disk: survives a power loss."),
        new("Health.Address", SettingKind.Text, "Where liveness and readiness are answered, or off.")
        {
            Pattern = EndPointPattern(), PatternWords = "address:port such as 127.0.0.1:8081, or off",
        },
        new("Alerts.WebhookVariable", SettingKind.Text, "Environment variable with a webhook's address, or empty."),
        new("Alerts.WebhookFile", SettingKind.Text, "File with a webhook's address, or empty."),
        new("Logging.Format", SettingKind.Choice, "How lines look: auto is JSON in a container, else text.")
        {
            Choices = ["auto", "text", "json"],
        },
        new("Logging.Level", SettingKind.Choice, "Least level written.")
        {
            Choices = ["Verbose", "Debug", "Information", "Warning", "Error", "Fatal"],
        },
        new("Logging.File", SettingKind.Text, "A file that gets every line too, as JSON, a new one each day."),
        new("Logging.Serilog", SettingKind.Free, "Passed to Serilog's own configuration reader as it is."),
    ];

    /// <summary>The setting of a path, or null.</summary>
    public static SettingDefinition? Find(string path) => All.FirstOrDefault(setting => setting.Path == path);

    private static SettingDefinition ClientSetting(string path, string what) => new(
        path, SettingKind.Choice,
        $"What speaks to {what}: native, or cryptoexchangenet in a build with -p:WithCryptoExchangeNet=true.")
    {
        Choices = VenueClients.All,
    };

    private static IEnumerable<SettingDefinition> BybitSettings()
    {
        yield return ClientSetting("Venues.Bybit.Client", "the venue");
        foreach ((string key, string what) in new[]
        {
            ("Rest", "Base address of REST requests; empty for the environment's own."),
            ("PublicStream", "Address of the public streams, before the category; empty for the environment's own."),
            ("PrivateStream", "Address of the private stream; empty for the environment's own."),
            ("TradeStream", "Address of order entry; empty for the environment's own, none to send orders by REST."),
        })
        {
            bool rest = key == "Rest";
            yield return new("Venues.Bybit." + key, SettingKind.Text, what)
            {
                Pattern = rest ? RestPattern() : StreamPattern(),
                PatternWords = rest ? "an address such as https://host" : "an address such as wss://host/v5/private",
            };
        }
        foreach (SettingDefinition secret in SecretSettings("Venues.Bybit.")) yield return secret;
        yield return new(
            "Venues.Bybit.AccountSettings", SettingKind.Choice,
            "What happens to account settings that are wrong: set changes them, check refuses to run.")
        {
            Choices = ["set", "check"],
        };
        yield return new("Venues.Bybit.MarginMode", SettingKind.Choice, "Margin mode the account must have.")
        {
            Choices = ["any", "cross", "portfolio", "isolated"],
        };
        yield return new(
            "Venues.Bybit.AllowWithdrawalKey", SettingKind.Flag, "Run even with a key that may withdraw. Do not.");
        yield return new(
            "Venues.Bybit.AllowPriceClamp", SettingKind.Flag,
            "Run even where the venue moves a price outside its band instead of rejecting it.");
    }

    private static SettingDefinition DisconnectCancelSetting() => new(
        "Venues.Bybit.DisconnectCancel", SettingKind.Choice,
        "Whether the venue's own dead-man's switch, for institutions, is asked for at each start.")
    {
        Choices = ["try", "off"],
    };

    private static IEnumerable<SettingDefinition> BinanceSettings()
    {
        yield return ClientSetting("Venues.Binance.Client", "futures (options are native always)");
        foreach ((string key, string what) in new[]
        {
            ("FuturesRest", "Base address of futures' REST requests; empty for the environment's own."),
            ("OptionsRest", "Base address of options' REST requests; empty for the environment's own."),
            ("Stream", "Base address of all streams, before their path; empty for the environment's own."),
            ("TradeStream", "Address of order entry; empty for the environment's own, none to send orders by REST."),
            ("WalletRest", "Base address of the wallet, which tells what a key may do; empty for the environment's."),
        })
        {
            bool rest = key.EndsWith("Rest", StringComparison.Ordinal);
            yield return new("Venues.Binance." + key, SettingKind.Text, what)
            {
                Pattern = rest ? RestPattern() : StreamPattern(),
                PatternWords = rest ? "an address such as https://host" : "an address such as wss://host",
            };
        }
        foreach (SettingDefinition secret in SecretSettings("Venues.Binance.")) yield return secret;
        yield return new(
            "Venues.Binance.AccountSettings", SettingKind.Choice,
            "What happens to a position mode that is wrong: set changes it, check refuses to run.")
        {
            Choices = ["set", "check"],
        };
        yield return new(
            "Venues.Binance.AllowWithdrawalKey", SettingKind.Flag,
            "Run even with a key that may withdraw or transfer to other accounts. Do not.");
        yield return new(
            "Venues.Binance.DeadMansSwitch", SettingKind.Choice,
            "Whether the venue cancels our symbols' orders some time after our last sign of life.")
        {
            Choices = ["on", "off"],
        };
        yield return new(
            "Venues.Binance.DeadMansSwitchAfter", SettingKind.Text,
            "How long after it does; it is renewed four times as often.")
        {
            Pattern = SecondsPattern(),
            PatternWords = "seconds from 10s to 999s",
        };
    }

    private static IEnumerable<SettingDefinition> HyperLiquidSettings()
    {
        yield return new(
            "Venues.HyperLiquid.Rest", SettingKind.Text,
            "Base address of requests; empty for the environment's own.")
        {
            Pattern = RestPattern(),
            PatternWords = "an address such as https://host",
        };
        yield return new(
            "Venues.HyperLiquid.Stream", SettingKind.Text,
            "Base address of all streams; empty for the environment's own.")
        {
            Pattern = StreamOnlyPattern(),
            PatternWords = "an address such as wss://host",
        };
        foreach (SettingDefinition secret in SecretSettings(
            "Venues.HyperLiquid.", "account's address", "private key of a wallet that signs for it"))
            yield return secret;
    }

    private static IEnumerable<SettingDefinition> SecretSettings(
        string venue, string key = "key", string secret = "secret")
    {
        yield return new(venue + "ApiKeyVariable", SettingKind.Text, $"Environment variable that holds the {key}.");
        yield return new(
            venue + "ApiSecretVariable", SettingKind.Text, $"Environment variable that holds the {secret}.");
        yield return new(venue + "ApiKeyFile", SettingKind.Text, $"File that holds the {key}.");
        yield return new(venue + "ApiSecretFile", SettingKind.Text, $"File that holds the {secret}.");
        yield return new(
            venue + "AllowPlaintextHosts", SettingKind.TextList,
            "Hosts, beside loopback, that may be spoken to without TLS.");
    }

    private static IEnumerable<SettingDefinition> ParameterSettings() =>
        from parameter in ParameterList.All
        where ParameterSections.Contains(parameter.Section)
        select new SettingDefinition(
            parameter.Section + "." + parameter.Name, SettingKind.Parameter, parameter.Description)
        {
            Parameter = parameter,
        };

    [GeneratedRegex("^[a-z0-9]{1,4}$")]
    private static partial Regex InstancePattern();

    [GeneratedRegex("^(bybit|binance-futures|binance-options|hyperliquid)$")]
    private static partial Regex VenuePattern();

    [GeneratedRegex("^[A-Z0-9]{1,15}$")]
    private static partial Regex CoinPattern();

    [GeneratedRegex(@"^(\*|[a-z0-9\-]+:[A-Za-z0-9*_.\-]+)$")]
    private static partial Regex InstrumentPattern();

    [GeneratedRegex(@"^(https?://[^/\s]+)?$")]
    private static partial Regex RestPattern();

    [GeneratedRegex(@"^(none|wss?://[^\s]+)?$")]
    private static partial Regex StreamPattern();

    [GeneratedRegex(@"^(wss?://[^\s]+)?$")]
    private static partial Regex StreamOnlyPattern();

    [GeneratedRegex("^[1-9][0-9]{1,2}s$")]
    private static partial Regex SecondsPattern();

    [GeneratedRegex(@"^(off|[0-9.]+:[0-9]{1,5}|\[[0-9a-fA-F:]+\]:[0-9]{1,5})$")]
    private static partial Regex EndPointPattern();
}
