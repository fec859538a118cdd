namespace TradingAgent.Domain.Events;

/// <summary>What an operator may ask for. The numbers are written into journals: append only.</summary>
public enum OperatorAction : byte
{
    None,

    /// <summary>Cancel everything and stop; the residual duty remains.</summary>
    Halt,

    /// <summary>Clear the latched breach that is named, and count its limit from here.</summary>
    Resume,

    /// <summary>Work every traded position towards zero.</summary>
    Flatten,

    /// <summary>Cancel every order of ours.</summary>
    CancelAll,

    /// <summary>The process is about to stop: cancel everything, place nothing more.</summary>
    Drain,

    /// <summary>Put a parameter's value over the configured one, until it is given back.</summary>
    SetParameter,

    /// <summary>Give a parameter back to the configuration.</summary>
    ClearParameter,
}
