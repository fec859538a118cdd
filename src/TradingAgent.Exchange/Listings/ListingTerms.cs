namespace TradingAgent.Exchange.Listings;

/// <summary>What a catalogue says of an instrument beyond its contract terms.</summary>
public sealed record ListingTerms
{
    public Timestamp LaunchTime { get; init; }

    /// <summary>Largest limit price; the smallest is one tick.</summary>
    public Price PriceMax { get; init; }

    /// <summary>Decimals of a price.</summary>
    public int PriceScale { get; init; }

    public Quantity MarketQuantityMax { get; init; }

    /// <summary>0 for options.</summary>
    public decimal LeverageMax { get; init; }

    public decimal LeverageStep { get; init; } = 0.01m;

    /// <summary>0 for everything that is not a perpetual.</summary>
    public int FundingIntervalMinutes { get; init; }

    public decimal FundingRateMax { get; init; }

    /// <summary>Fraction of the delivery price; 0 for perpetuals.</summary>
    public decimal DeliveryFeeRate { get; init; }

    /// <summary>Inner ratio of the price band.</summary>
    public decimal PriceLimitX { get; init; }

    /// <summary>Outer ratio of the price band.</summary>
    public decimal PriceLimitY { get; init; }

    /// <summary>Lowest tier first; empty for options.</summary>
    public IReadOnlyList<RiskLimit> RiskLimits { get; init; } = [];
}
