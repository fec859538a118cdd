using TradingAgent.Exchange.Listings;

namespace TradingAgent.Exchange.Accounts;

/// <summary>A position as it stands. Flat positions are reported once, with quantity zero.</summary>
public readonly record struct PositionSnapshot
{
    public AccountId Account { get; init; }

    public InstrumentId Instrument { get; init; }

    /// <summary>Signed: long is positive. USD for inverse futures, coins otherwise.</summary>
    public NetQuantity Quantity { get; init; }

    /// <summary>Derived from cost and quantity; 0 when flat.</summary>
    public decimal AveragePrice { get; init; }

    /// <summary>Size at the average price, in the settle coin, never negative.</summary>
    public decimal EntryValue { get; init; }

    public double MarkPrice { get; init; }

    /// <summary>In the settle coin, at the mark.</summary>
    public double UnrealisedPnl { get; init; }

    /// <summary>Realised since the position was opened, fees and funding included, in the settle coin.</summary>
    public decimal CurrentRealisedPnl { get; init; }

    /// <summary>Realised since the account was opened, fees and funding included, in the settle coin.</summary>
    public decimal CumulativeRealisedPnl { get; init; }

    /// <summary>In the settle coin.</summary>
    public double InitialMargin { get; init; }

    /// <summary>Further initial margin if the open orders filled, premiums apart, in the settle coin.</summary>
    public double OrderMargin { get; init; }

    /// <summary>In the settle coin.</summary>
    public double MaintenanceMargin { get; init; }

    /// <summary>0 for options.</summary>
    public decimal Leverage { get; init; }

    /// <summary>Options: whole-position Greeks in the venue's units (per USD, vol point, day).</summary>
    public VenueGreeks Greeks { get; init; }

    /// <summary>Trigger of the whole position's take-profit; zero: none.</summary>
    public Price TakeProfit { get; init; }

    /// <summary>Trigger of the whole position's stop-loss; zero: none.</summary>
    public Price StopLoss { get; init; }

    /// <summary>Distance of its trailing stop; zero: none.</summary>
    public Price TrailingStop { get; init; }

    public Timestamp CreatedAt { get; init; }

    public Timestamp UpdatedAt { get; init; }

    /// <summary>The execution sequence that last touched it; 0 if never traded here.</summary>
    public long Sequence { get; init; }
}
