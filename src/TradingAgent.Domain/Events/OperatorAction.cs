namespace TradingAgent.Domain.Events;

/// <summary>What an operator may ask for.</summary>
public enum OperatorAction : byte
{
    None,

    /// <summary>Cancel everything and stop; the residual duty remains.</summary>
    Halt,

    /// <summary>Clear a latched breach and trade again.</summary>
    Resume,

    /// <summary>Work every traded position towards zero.</summary>
    Flatten,

    /// <summary>Cancel every order of ours.</summary>
    CancelAll,

    /// <summary>The process is about to stop: cancel everything, place nothing more.</summary>
    Drain,
}
