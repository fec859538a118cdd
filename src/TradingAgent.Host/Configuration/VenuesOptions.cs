using System.Text.Json.Serialization;

namespace TradingAgent.Host.Configuration;

/// <summary>Which venues a run has, and one entry for each.</summary>
internal sealed record VenuesOptions
{
    public const string BybitName = "bybit";
    public const string BinanceFuturesName = "binance-futures";
    public const string BinanceOptionsName = "binance-options";

    /// <summary>The venues of a run, by name.</summary>
    public IReadOnlyList<string> Enabled { get; init; } = [BybitName];

    public BybitVenueOptions Bybit { get; init; } = new();

    public BinanceVenueOptions Binance { get; init; } = new();

    [JsonIgnore]
    public bool HasBybit => Enabled.Contains(BybitName);

    [JsonIgnore]
    public bool HasBinance => Enabled.Contains(BinanceFuturesName) || Enabled.Contains(BinanceOptionsName);

    /// <summary>True when no venue has an address: the demo starts its own exchange.</summary>
    [JsonIgnore]
    public bool HaveNoAddress => (!HasBybit || Bybit.HasNoAddress) && (!HasBinance || Binance.HasNoAddress);
}
