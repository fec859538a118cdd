namespace TradingAgent.Domain.Orders;

/// <summary>Why our own gate did not let an order out.</summary>
public enum Refusal : byte
{
    None,
    NotEnabled,
    Mode,
    UnknownInstrument,
    NotTradable,
    InstrumentHalted,
    BadTick,
    BadLot,
    BelowMinimum,
    AboveMaximum,
    NotionalLimit,
    PriceCollar,
    WouldTake,
    StaleQuote,
    BadQuote,
    StaleMark,
    VenueDown,
    LegQuality,
    DeltaLimit,
    GammaLimit,
    VegaLimit,
    LossLimit,
    MessageBudget,
    OrderTableFull,
    OrderBusy,
    NoChange,
    PositionMismatch,
}
