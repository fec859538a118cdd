namespace TradingAgent.Domain.Reports;

/// <summary>The stages of a scaling decision, in the order in which they speak.</summary>
public enum PolicyStage : byte
{
    None,

    /// <summary>What size a thesis deserves: a target delta.</summary>
    Exposure,

    /// <summary>Multipliers of that size.</summary>
    Modulator,

    /// <summary>How the portfolio's Greeks are brought to the target.</summary>
    Neutraliser,

    /// <summary>What may veto or clip.</summary>
    Constraint,
}
