using TradingAgent.Host.Configuration;

namespace TradingAgent.Host.Composition;

/// <summary>How to reach the demo's own exchange.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="ApiKey">A key it knows.</param>
/// <param name="ApiSecret">That key's secret.</param>
internal sealed record LocalAccess(Uri Address, Secret ApiKey, Secret ApiSecret);
