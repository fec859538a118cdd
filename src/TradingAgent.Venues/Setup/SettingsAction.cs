namespace TradingAgent.Venues.Setup;

/// <summary>What is done about an account setting that is not as it must be.</summary>
public enum SettingsAction
{
    /// <summary>It is changed, and refused only when that fails.</summary>
    Set,

    /// <summary>It is refused, and said what to change.</summary>
    Check,
}
