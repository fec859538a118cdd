namespace TradingAgent.Simulation.Studies.Plans;

/// <summary>One instrument of a portfolio that is planned for: terms, market, and what is held of it.</summary>
public sealed record PlanInstrument
{
    /// <summary>The venue's symbol, such as BTCUSDT.</summary>
    public required string Symbol { get; init; }

    /// <summary>The coin it derives from, such as BTC.</summary>
    public required string Underlying { get; init; }

    /// <summary>LinearPerpetual, InversePerpetual, LinearFuture, InverseFuture, LinearOption or
    /// InverseOption.</summary>
    public required string Kind { get; init; }

    /// <summary>The coin it settles in; of inverse contracts always the underlying.</summary>
    public string Settle { get; init; } = "USDT";

    /// <summary>Held, in the contract's own unit; negative is short.</summary>
    public decimal Quantity { get; init; }

    /// <summary>What it was bought or sold at; left out, the mark.</summary>
    public decimal? Price { get; init; }

    /// <summary>Middle of its book; left out, of futures the spot, of options the value at the volatility.</summary>
    public decimal? Mark { get; init; }

    /// <summary>Ask less bid, for who gives no ladder; left out, two ticks.</summary>
    public decimal? Spread { get; init; }

    /// <summary>
    /// Its book's buyers, the best first; left out with <see cref="Asks"/>, the touch is deep and the depth behind it
    /// not known.
    /// </summary>
    public IReadOnlyList<PlanLevel> Bids { get; init; } = [];

    /// <summary>Its book's sellers, the best first.</summary>
    public IReadOnlyList<PlanLevel> Asks { get; init; } = [];

    /// <summary>Of options: Call or Put.</summary>
    public string? Side { get; init; }

    /// <summary>Of options, USD.</summary>
    public decimal? Strike { get; init; }

    /// <summary>Of options and dated futures.</summary>
    public DateTimeOffset? Expiry { get; init; }

    /// <summary>Of options, per year; left out, the underlying's.</summary>
    public double? Volatility { get; init; }

    /// <summary>Smallest price step.</summary>
    public decimal Tick { get; init; } = 0.1m;

    /// <summary>Smallest size step, and the least size.</summary>
    public decimal Lot { get; init; } = 0.001m;
}
