namespace TradingAgent.Venues.Trading;

/// <summary>What a venue's return code means to us.</summary>
/// <param name="Reason">In our words; None means done (or nothing to do).</param>
/// <param name="IsAmbiguous">It may have happened: never resend, ask by our order id.</param>
/// <param name="IsRetryable">Refused before processing; the same question may be asked again soon.</param>
/// <param name="IsFatal">Key, permission or region: nothing will work until a human acts.</param>
internal readonly record struct VenueVerdict(
    RejectReason Reason, bool IsAmbiguous = false, bool IsRetryable = false, bool IsFatal = false)
{
    public bool IsDone => Reason == RejectReason.None && !IsAmbiguous;
}
