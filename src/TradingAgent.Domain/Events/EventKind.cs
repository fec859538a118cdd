namespace TradingAgent.Domain.Events;

/// <summary>What happened. The numbers are written into journals: append only.</summary>
public enum EventKind : ushort
{
    None = 0,

    // Market.
    QuoteChanged = 1,
    DepthSummaryChanged = 2,
    TradePrinted = 3,
    MarkChanged = 4,
    OptionQuoteChanged = 5,
    VenueGreeksChanged = 6,
    FundingChanged = 7,
    OpenInterestChanged = 8,
    LiquidationPrinted = 9,

    // Our orders.
    OrderAccepted = 20,
    OrderRejected = 21,
    OrderAmended = 22,
    OrderFilled = 23,
    OrderCancelled = 24,
    CancelRejected = 25,
    AmendRejected = 26,
    OutcomeUnknown = 27,
    CommandNotSent = 28,

    // What the venue says when asked.
    ReportBegun = 40,
    OrderReported = 41,
    PositionReported = 42,
    BalanceReported = 43,
    ReportCompleted = 44,
    CoinGreeksReported = 45,
    MarginReported = 46,

    // Cash that no trade of ours moved.
    FundingPaid = 50,
    Delivered = 51,
    CashTransferred = 52,
    CurrencyRateChanged = 53,
    FeesReported = 54,
    SessionSettled = 55,

    // Venues and instruments.
    VenueStatusChanged = 60,
    InstrumentListed = 61,
    InstrumentRetired = 62,
    VenueClockMeasured = 63,

    // The shell.
    RunStarted = 80,
    TradingEnabled = 81,
    TimeAdvanced = 82,
    ParametersBegin = 83,
    ParameterSet = 84,
    ParametersEnd = 85,
    OperatorRequested = 86,
    DiskMeasured = 87,
    ClockReanchored = 88,
    SurfaceFitted = 89,
}
