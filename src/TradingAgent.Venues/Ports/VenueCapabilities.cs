namespace TradingAgent.Venues.Ports;

/// <summary>What a venue offers and the engine may rely on.</summary>
public sealed record VenueCapabilities
{
    public required bool AmendsInPlace { get; init; }

    public required bool TradesOverWebSocket { get; init; }

    public required bool HasOptions { get; init; }

    /// <summary>Orders of one kind (place, amend, cancel) per second and category that the account may send.</summary>
    public required int OrdersPerSecond { get; init; }

    /// <summary>The venue granted this account a dead-man's switch, and it is set.</summary>
    public required bool HasDeadMansSwitch { get; init; }

    /// <summary>False where every order may take: what must rest is refused there.</summary>
    public bool RestsPostOnly { get; init; } = true;
}
