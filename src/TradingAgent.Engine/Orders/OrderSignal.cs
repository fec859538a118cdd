namespace TradingAgent.Engine.Orders;

/// <summary>Everything that can happen to an order: what we send, and what the venue says.</summary>
internal enum OrderSignal : byte
{
    // Ours.
    AmendSent,
    CancelSent,

    // The venue's, or the shell's about what it did not send.
    Accepted,
    Rejected,
    AmendConfirmed,
    AmendRefused,
    CancelRefused,
    FilledPartly,
    FilledWhole,
    Cancelled,
    OutcomeUnknown,
    PlaceNotSent,
    ChangeNotSent,

    // Answers to a question.
    ReportedOpen,
    ReportedFilled,
    ReportedCancelled,
    ReportedRejected,
    ReportedMissing,
}
