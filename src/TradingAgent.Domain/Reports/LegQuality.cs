namespace TradingAgent.Domain.Reports;

/// <summary>How far a leg's Greeks can be trusted.</summary>
public enum LegQuality : byte
{
    /// <summary>Priced here, from fresh inputs, in agreement with the venue where it speaks.</summary>
    Good,

    /// <summary>Only the venue's own Greeks are to be had.</summary>
    VenueOnly,

    /// <summary>Priced from inputs older than allowed: counted, but no new risk is taken on it.</summary>
    Stale,

    /// <summary>No Greeks at all: never a zero; the underlying is barred from new risk.</summary>
    Unpriced,

    /// <summary>
    /// Priced here, but from the same inputs the venue comes to other figures: ours count, and no new risk is taken.
    /// </summary>
    Disputed,

    /// <summary>
    /// Priced here with the volatility of a fitted smile, because its own is missing or too old: counted, but no new
    /// risk is taken on it.
    /// </summary>
    Surface,

    /// <summary>
    /// Priced here over a forward that put-call parity gave, because the venue says none for its expiry: counted, but
    /// no new risk is taken on it.
    /// </summary>
    Parity,
}
