namespace TradingAgent.Domain.Orders;

/// <summary>Why a venue refused a command, in our words; each venue's error map is total over it.</summary>
public enum RejectReason : byte
{
    None,
    WouldTake,
    PriceOutOfBand,
    BadPrice,
    BadQuantity,
    BelowMinimum,
    AboveMaximum,
    InsufficientMargin,
    ReduceOnlyConflict,
    DuplicateId,
    OrderGone,
    NotModified,
    RateLimited,
    ClockSkew,
    Unauthorised,
    InstrumentNotTrading,
    TooManyOrders,
    VenueBusy,
    VenueInternal,
    SelfTrade,
    Other,
}
