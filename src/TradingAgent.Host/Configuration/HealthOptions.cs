using System.Net;
using System.Text.Json.Serialization;

namespace TradingAgent.Host.Configuration;

/// <summary>Where liveness and readiness are answered.</summary>
internal sealed record HealthOptions
{
    public const string DefaultAddress = "127.0.0.1:8081";

    /// <summary>The word that turns it off.</summary>
    public const string Off = "off";

    /// <summary>Address and port, or <see cref="Off"/>.</summary>
    public string Address { get; init; } = DefaultAddress;

    /// <summary>Null when off.</summary>
    [JsonIgnore]
    public IPEndPoint? EndPoint => Address == Off ? null : IPEndPoint.Parse(Address);
}
