using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.Exchange.MarketSources.Recorded.Surfaces;

namespace TradingAgent.Exchange.MarketSources.Recorded;

/// <summary>A recorded market, fixed at start. Coins without a track are not listed.</summary>
public sealed record RecordedMarketSettings
{
    /// <summary>Chooses everything the recording does not say.</summary>
    public required ulong Seed { get; init; }

    /// <summary>At least one; at most one linear and one inverse perpetual of a coin.</summary>
    public required IReadOnlyList<IRecordedTrack> Tracks { get; init; }

    /// <summary>Where to begin inside the recording; none: at its beginning.</summary>
    public Timestamp From { get; init; }

    /// <summary>Funding rates recorded, per coin; without one the rate is the usual 0.01 %.</summary>
    public IReadOnlyDictionary<CurrencyId, FundingHistory> Funding { get; init; } =
        new Dictionary<CurrencyId, FundingHistory>();

    /// <summary>Volatilities recorded, per coin; without one a smile that follows realised volatility.</summary>
    public IReadOnlyDictionary<CurrencyId, RecordedSurface> Surfaces { get; init; } =
        new Dictionary<CurrencyId, RecordedSurface>();

    /// <summary>Expiries, strikes and coin-settled options of the derived chains; the rest is not used.</summary>
    public GeneratorSettings Chains { get; init; } = new() { Seed = 0 };

    /// <summary>Dated futures over the index, per year.</summary>
    public double BasisPerYear { get; init; } = 0.06;
}
