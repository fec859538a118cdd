namespace TradingAgent.Runtime.Safety;

/// <summary>How patient the kill switch is, and how far it reaches.</summary>
public sealed record KillSettings
{
    /// <summary>An engine that takes no event for this long while events wait is dead.</summary>
    public TimeSpan StallMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the venues get to cancel.</summary>
    public TimeSpan CancelWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Cancel orders that are not ours, too.</summary>
    public bool StrangersToo { get; init; }
}
