namespace TradingAgent.Domain.Orders;

/// <summary>Where one of our orders stands, as far as venue evidence tells.</summary>
public enum OrderState : byte
{
    None,

    /// <summary>Sent or about to be; the venue has not answered.</summary>
    PendingNew,

    /// <summary>Resting at the venue, possibly partly filled.</summary>
    Working,

    /// <summary>Resting; a change of price or size is on its way.</summary>
    PendingAmend,

    /// <summary>Resting; a cancel is on its way.</summary>
    PendingCancel,

    /// <summary>Nobody knows: a command's outcome was lost. Left only on evidence from the venue.</summary>
    Unknown,

    /// <summary>Done: wholly filled.</summary>
    Filled,

    /// <summary>Done: cancelled, possibly after partial fills.</summary>
    Cancelled,

    /// <summary>Done: never accepted.</summary>
    Rejected,
}
