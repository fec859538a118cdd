namespace TradingAgent.Host.Configuration;

/// <summary>One entry per venue.</summary>
internal sealed record VenuesOptions
{
    public BybitVenueOptions Bybit { get; init; } = new();
}
