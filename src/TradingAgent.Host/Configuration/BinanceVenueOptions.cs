using System.Text.Json.Serialization;

namespace TradingAgent.Host.Configuration;

/// <summary>
/// Binance's addresses and where its key is, for futures and options alike. Empty addresses are the environment's own.
/// </summary>
internal sealed record BinanceVenueOptions
{
    /// <summary>What speaks to futures, <c>native</c> or <c>cryptoexchangenet</c>; options are native.</summary>
    public string Client { get; init; } = VenueClients.Native;

    /// <summary>Base address of futures' REST requests.</summary>
    public string FuturesRest { get; init; } = "";

    /// <summary>Base address of options' REST requests.</summary>
    public string OptionsRest { get; init; } = "";

    /// <summary>Base address of all streams, before public, market and private.</summary>
    public string Stream { get; init; } = "";

    /// <summary>Address of futures' order entry, or <c>none</c>: orders go by REST.</summary>
    public string TradeStream { get; init; } = "";

    /// <summary>Base address of the wallet's REST requests, which tell what a key may do.</summary>
    public string WalletRest { get; init; } = "";

    /// <summary>Environment variable that holds the key.</summary>
    public string ApiKeyVariable { get; init; } = "";

    /// <summary>Environment variable that holds the secret, or an Ed25519 private key.</summary>
    public string ApiSecretVariable { get; init; } = "";

    /// <summary>File that holds the key, such as a container's secret file.</summary>
    public string ApiKeyFile { get; init; } = "";

    /// <summary>File that holds the secret, or an Ed25519 private key in PEM.</summary>
    public string ApiSecretFile { get; init; } = "";

    /// <summary>Hosts, beside loopback, that may be spoken to without TLS.</summary>
    public IReadOnlyList<string> AllowPlaintextHosts { get; init; } = [];

    /// <summary><c>set</c>: a wrong position mode is changed; <c>check</c>: it is refused.</summary>
    public string AccountSettings { get; init; } = "set";

    /// <summary>Run even with a key that may withdraw.</summary>
    public bool AllowWithdrawalKey { get; init; }

    /// <summary><c>on</c>: the venue cancels some time after our last sign of life; <c>off</c>.</summary>
    public string DeadMansSwitch { get; init; } = "on";

    /// <summary>How long after, in seconds.</summary>
    public string DeadMansSwitchAfter { get; init; } = "120s";

    /// <summary>True when no address is given.</summary>
    [JsonIgnore]
    public bool HasNoAddress => FuturesRest.Length == 0 && OptionsRest.Length == 0 && Stream.Length == 0;
}
