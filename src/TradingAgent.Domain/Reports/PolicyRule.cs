namespace TradingAgent.Domain.Reports;

/// <summary>Why a policy proposed what it did.</summary>
public enum PolicyRule : byte
{
    None,

    /// <summary>The formula's own value, nothing bound it.</summary>
    Formula,

    /// <summary>An input is missing or too old: nothing is proposed, and the last proposal may only shrink.</summary>
    MissingInput,

    /// <summary>A cap of the policy's own bound it.</summary>
    Capped,

    /// <summary>A floor of one of its inputs bound it.</summary>
    Floored,

    /// <summary>Near enough to what is held already: left alone.</summary>
    Held,

    /// <summary>No edge: zero.</summary>
    NoEdge,

    /// <summary>Nothing to do: no signal, or the signal is too weak.</summary>
    NoSignal,

    /// <summary>A stop of the policy's own ended its position.</summary>
    Stopped,

    /// <summary>A target of the policy's own ended its position.</summary>
    TargetReached,

    /// <summary>Out of time.</summary>
    TimedOut,

    /// <summary>Waiting after an end before it begins again.</summary>
    CoolingDown,

    /// <summary>Its budget is used up; it stays at zero until an operator resumes.</summary>
    Exhausted,

    /// <summary>One step of several.</summary>
    Step,

    /// <summary>Added to a winner.</summary>
    Added,

    /// <summary>Took part of a position off.</summary>
    Reduced,

    /// <summary>A constraint made the target smaller.</summary>
    Clipped,

    /// <summary>A constraint let nothing through.</summary>
    Vetoed,

    /// <summary>A constraint let it through as it was.</summary>
    Passed,

    /// <summary>A change that costs more than it saves waits.</summary>
    TooDear,

    /// <summary>The input that would move it is absent, which for this policy means neutral.</summary>
    Neutral,

    /// <summary>The process it trades has changed: out.</summary>
    RegimeBroken,

    /// <summary>Fell back to a simpler rule, for want of liquidity or of a solution.</summary>
    FellBack,
}
