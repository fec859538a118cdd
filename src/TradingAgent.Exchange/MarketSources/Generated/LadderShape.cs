namespace TradingAgent.Exchange.MarketSources.Generated;

/// <summary>What the book of a future or perpetual looks like and how it is traded.</summary>
public sealed record LadderShape
{
    /// <summary>Usual size at the touch, in the instrument's unit.</summary>
    public required double TouchQuantity { get; init; }

    /// <summary>Mean size of a background taker.</summary>
    public required double TakerQuantity { get; init; }

    /// <summary>Background takers per second, both sides together.</summary>
    public required double TakersPerSecond { get; init; }

    /// <summary>How often per second a maker touches one of its levels while the price stands.</summary>
    public required double RefreshesPerSecond { get; init; }

    /// <summary>The usual spread in ticks; twice and three times that happen too.</summary>
    public int SpreadTicks { get; init; } = 1;

    /// <summary>Distance of the deepest level as a fraction of the price.</summary>
    public double Reach { get; init; } = 0.006;
}
