using TradingAgent.Engine.Market;

namespace TradingAgent.Engine.Risk;

/// <summary>The held legs of one expiry and settlement, as they were last priced. Spans are of equal length.</summary>
internal readonly ref struct LegSlice
{
    /// <summary>USD.</summary>
    public double Forward { get; init; }

    /// <summary>To expiry, years.</summary>
    public double Years { get; init; }

    /// <summary>Forward over the reference price.</summary>
    public double Ratio { get; init; }

    /// <summary>Share of the legs that still moves with the price: less than 1 while their settlement is
    /// averaged.</summary>
    public double Open { get; init; }

    /// <summary>Expiry slot of the forward curve and of the fitted smiles.</summary>
    public int Slot { get; init; }

    public ReadOnlySpan<double> Strikes { get; init; }

    public ReadOnlySpan<double> Sigmas { get; init; }

    /// <summary>+1 call, -1 put.</summary>
    public ReadOnlySpan<double> Sides { get; init; }

    /// <summary>Signed size in coins where our own formula speaks, else 0.</summary>
    public ReadOnlySpan<double> Held { get; init; }

    /// <summary>Black's, of one coin.</summary>
    public ReadOnlySpan<double> Deltas { get; init; }

    /// <summary>Of one coin, per USD.</summary>
    public ReadOnlySpan<double> Gammas { get; init; }

    /// <summary>Of one coin, USD per volatility point.</summary>
    public ReadOnlySpan<double> Vegas { get; init; }
}
