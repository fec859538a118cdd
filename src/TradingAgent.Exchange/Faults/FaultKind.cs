namespace TradingAgent.Exchange.Faults;

/// <summary>Everything that a storm can break. Which of them a plan holds is drawn from its seed.</summary>
public enum FaultKind : byte
{
    None,

    // Messages of the venue, each on its own.
    MessageLost,
    MessageDuplicated,
    MessageReordered,
    MessageLate,

    /// <summary>A frame that makes no sense: dropped, and its stream begins anew.</summary>
    MessageCorrupted,

    // Orders, at the moment a command arrives.

    /// <summary>The order was accepted, and nobody says so.</summary>
    AcknowledgementLost,
    FillBeforeAcknowledgement,
    CancelFillRace,
    AmendFillRace,

    /// <summary>The market crosses an amend in flight, and the venue cancels the order.</summary>
    CrossingAmendCancelled,

    /// <summary>The market crosses an amend in flight, and the order takes.</summary>
    CrossingAmendTaken,
    PartialFill,

    /// <summary>A fill and the position report that holds it already, told in either order.</summary>
    FillCrossingReport,

    /// <summary>A server error: the command was carried out, or not.</summary>
    ServerError,
    RejectStorm,
    RateLimitBan,

    // Market.
    StaleBook,
    CrossedBook,
    TickSizeChanged,
    VolatilityGap,
    StablecoinOffPar,

    // Venue.
    ExpiryInOutage,
    Maintenance,

    /// <summary>Nothing of the account is told while the market data goes on.</summary>
    PrivateStreamSilent,

    // Clocks.
    OurClockForwards,
    OurClockBackwards,
    VenueClockForwards,
    VenueClockBackwards,

    // The agent's machine.
    EngineKilled,

    /// <summary>Killed while the journal was being written: the last events are lost.</summary>
    JournalTorn,

    /// <summary>The journal cannot be written: the process stops, and comes back to a nearly full disk.</summary>
    DiskFull,
    DiskStalled,

    // The account.
    EquityWithdrawn,
    Deleveraged,
    Liquidated,
    FundingPaid,

    // One venue of several: drawn by worlds that have several, not by the plan.

    /// <summary>Nothing reaches one venue and nothing comes from it, while its market and the others go on.</summary>
    VenueOutage,
}
