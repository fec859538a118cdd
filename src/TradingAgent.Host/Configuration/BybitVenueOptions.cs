using System.Text.Json.Serialization;

namespace TradingAgent.Host.Configuration;

/// <summary>Bybit's addresses and where its key is. Empty addresses are the environment's own.</summary>
internal sealed record BybitVenueOptions
{
    /// <summary>What speaks to the venue: <c>native</c> or <c>cryptoexchangenet</c>.</summary>
    public string Client { get; init; } = VenueClients.Native;

    /// <summary>Base address of REST requests.</summary>
    public string Rest { get; init; } = "";

    /// <summary>Address of the public streams, before the category.</summary>
    public string PublicStream { get; init; } = "";

    /// <summary>Address of the private stream.</summary>
    public string PrivateStream { get; init; } = "";

    /// <summary>Address of order entry, or <c>none</c>: orders go by REST.</summary>
    public string TradeStream { get; init; } = "";

    /// <summary>Environment variable that holds the key.</summary>
    public string ApiKeyVariable { get; init; } = "";

    /// <summary>Environment variable that holds the secret.</summary>
    public string ApiSecretVariable { get; init; } = "";

    /// <summary>File that holds the key, such as a container's secret file.</summary>
    public string ApiKeyFile { get; init; } = "";

    /// <summary>File that holds the secret.</summary>
    public string ApiSecretFile { get; init; } = "";

    /// <summary>Hosts, beside loopback, that may be spoken to without TLS.</summary>
    public IReadOnlyList<string> AllowPlaintextHosts { get; init; } = [];

    /// <summary><c>set</c>: wrong account settings are changed; <c>check</c>: they are refused.</summary>
    public string AccountSettings { get; init; } = "set";

    /// <summary>Margin mode wanted: any, cross, portfolio or isolated.</summary>
    public string MarginMode { get; init; } = "any";

    /// <summary>Run even with a key that may withdraw.</summary>
    public bool AllowWithdrawalKey { get; init; }

    /// <summary>Run even where the venue moves a price outside its band instead of rejecting it.</summary>
    public bool AllowPriceClamp { get; init; }

    /// <summary>Whether the venue's own dead-man's switch is asked for: try or off.</summary>
    public string DisconnectCancel { get; init; } = "try";

    /// <summary>True when no address is given: the demo starts its own exchange.</summary>
    [JsonIgnore]
    public bool HasNoAddress => Rest.Length == 0 && PublicStream.Length == 0 && PrivateStream.Length == 0;
}
