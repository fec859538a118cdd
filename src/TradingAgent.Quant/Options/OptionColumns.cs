namespace TradingAgent.Quant.Options;

/// <summary>
/// Where a batch puts its results, one column each, at least as long as the batch. Undiscounted: price and delta per
/// unit, gamma per unit of forward, vega per volatility point (0.01), theta per calendar day.
/// </summary>
public readonly ref struct OptionColumns
{
    /// <summary>Price of one unit in the currency of the forward.</summary>
    public required Span<double> Price { get; init; }

    /// <summary>∂V/∂F.</summary>
    public required Span<double> Delta { get; init; }

    /// <summary>∂²V/∂F².</summary>
    public required Span<double> Gamma { get; init; }

    /// <summary>Change of price for 0.01 of volatility.</summary>
    public required Span<double> VegaPerPoint { get; init; }

    /// <summary>Change of price for one calendar day at fixed forward.</summary>
    public required Span<double> ThetaPerDay { get; init; }

    /// <summary>How each lane ended; a refused lane has zeros, which are no values.</summary>
    public required Span<PricingStatus> Status { get; init; }

    internal void Require(int count)
    {
        if (Price.Length < count || Delta.Length < count || Gamma.Length < count || VegaPerPoint.Length < count
            || ThetaPerDay.Length < count || Status.Length < count)
            throw new ArgumentException($"Every result column needs room for {count} options.");
    }
}
