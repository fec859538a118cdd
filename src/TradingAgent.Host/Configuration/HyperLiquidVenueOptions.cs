using System.Text.Json.Serialization;

namespace TradingAgent.Host.Configuration;

/// <summary>
/// HyperLiquid's addresses and where its key is: an account's address, and the key of a wallet that signs for it. Empty
/// addresses are the environment's own.
/// </summary>
internal sealed record HyperLiquidVenueOptions
{
    /// <summary>Base address of requests.</summary>
    public string Rest { get; init; } = "";

    /// <summary>Base address of all streams.</summary>
    public string Stream { get; init; } = "";

    /// <summary>Environment variable that holds the account's address.</summary>
    public string ApiKeyVariable { get; init; } = "";

    /// <summary>Environment variable that holds the signing wallet's private key.</summary>
    public string ApiSecretVariable { get; init; } = "";

    /// <summary>File that holds the account's address, such as a container's secret file.</summary>
    public string ApiKeyFile { get; init; } = "";

    /// <summary>File that holds the signing wallet's private key.</summary>
    public string ApiSecretFile { get; init; } = "";

    /// <summary>Hosts, beside loopback, that may be spoken to without TLS.</summary>
    public IReadOnlyList<string> AllowPlaintextHosts { get; init; } = [];

    /// <summary>True when no address is given.</summary>
    [JsonIgnore]
    public bool HasNoAddress => Rest.Length == 0 && Stream.Length == 0;
}
