namespace TradingAgent.Runtime.Safety;

/// <summary>What a kill did.</summary>
/// <param name="Reason">Why, in words.</param>
/// <param name="Cause">The exception behind it, if any.</param>
/// <param name="Venues">What became of each venue's orders.</param>
public sealed record KillReport(string Reason, Exception? Cause, IReadOnlyList<VenueKill> Venues)
{
    /// <summary>True when every venue confirmed that no order of ours is open.</summary>
    public bool AllCancelled => Venues.All(v => v.StillOpen == 0);
}
