using System.Text.Json.Serialization;
using TradingAgent.Host.Composition;

namespace TradingAgent.Host.Configuration;

/// <summary>Which venues a run has, and one entry for each.</summary>
internal sealed record VenuesOptions
{
    public const string BybitName = "bybit";
    public const string BinanceFuturesName = "binance-futures";
    public const string BinanceOptionsName = "binance-options";
    public const string HyperLiquidName = "hyperliquid";

    /// <summary>The venues of a run, by name.</summary>
    public IReadOnlyList<string> Enabled { get; init; } = [BybitName];

    public BybitVenueOptions Bybit { get; init; } = new();

    public BinanceVenueOptions Binance { get; init; } = new();

    public HyperLiquidVenueOptions HyperLiquid { get; init; } = new();

    [JsonIgnore]
    public bool HasBybit => Enabled.Contains(BybitName);

    [JsonIgnore]
    public bool HasBinance => Enabled.Contains(BinanceFuturesName) || Enabled.Contains(BinanceOptionsName);

    [JsonIgnore]
    public bool HasHyperLiquid => Enabled.Contains(HyperLiquidName);

    /// <summary>The protocols that an exchange of the demo's own must speak.</summary>
    [JsonIgnore]
    public ExchangeProtocol Protocol =>
        !HasBinance ? ExchangeProtocol.Bybit : HasBybit ? ExchangeProtocol.Both : ExchangeProtocol.Binance;

    /// <summary>True when no venue has an address: the demo starts its own exchange.</summary>
    [JsonIgnore]
    public bool HaveNoAddress => (!HasBybit || Bybit.HasNoAddress) && (!HasBinance || Binance.HasNoAddress)
        && (!HasHyperLiquid || HyperLiquid.HasNoAddress);
}
