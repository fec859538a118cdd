namespace TradingAgent.Domain.Events;

/// <summary>Whether a smile was found for an expiry, or why not. Written into journals: append only.</summary>
public enum SurfaceStatus : byte
{
    None = 0,

    /// <summary>Found, near the quotes and free of arbitrage as far as its reach.</summary>
    Fitted = 1,

    /// <summary>Fewer strikes are quoted than a smile has parameters.</summary>
    TooFewQuotes = 2,

    /// <summary>No admissible smile was found.</summary>
    NoSolution = 3,

    /// <summary>The nearest smile is too far from the quotes.</summary>
    PoorFit = 4,

    /// <summary>At some strike a butterfly would have a negative price.</summary>
    Butterfly = 5,

    /// <summary>It crosses the smile of the expiry before or after it by more than both miss their quotes.</summary>
    Calendar = 6,
}
