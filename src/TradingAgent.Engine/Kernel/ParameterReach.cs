namespace TradingAgent.Engine.Kernel;

/// <summary>What a parameter may differ by.</summary>
public enum ParameterReach : byte
{
    /// <summary>One value for the agent.</summary>
    Agent,

    /// <summary>A default, and a value for each underlying.</summary>
    Underlying,

    /// <summary>A value for each instrument; set by the shell from the configured scope.</summary>
    Instrument,
}
