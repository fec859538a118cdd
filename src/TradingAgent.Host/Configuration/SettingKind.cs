namespace TradingAgent.Host.Configuration;

/// <summary>What a setting's value looks like.</summary>
internal enum SettingKind
{
    Text,
    Flag,
    Choice,
    TextList,

    /// <summary>A number of the engine's parameter list, in its unit.</summary>
    Parameter,

    /// <summary>The list of scaling policies.</summary>
    Policies,

    /// <summary>An object that somebody else reads.</summary>
    Free,
}
