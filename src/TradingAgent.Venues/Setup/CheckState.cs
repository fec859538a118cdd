namespace TradingAgent.Venues.Setup;

/// <summary>How one thing looks to a check.</summary>
public enum CheckState
{
    /// <summary>As it must be.</summary>
    Right,

    /// <summary>Can be lived with, and should be known.</summary>
    Note,

    /// <summary>Must be changed before trading.</summary>
    Wrong,

    /// <summary>Could not be looked at.</summary>
    Unknown,
}
