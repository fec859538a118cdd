namespace TradingAgent.Quant.Figures;

/// <summary>Whether a figure is a number, or else why there is none.</summary>
public enum FigureStatus : byte
{
    /// <summary>Nothing was given or computed; the status of an uninitialised figure.</summary>
    Missing = 0,

    /// <summary>A finite number.</summary>
    Ok = 1,

    /// <summary>Too few observations so far.</summary>
    WarmingUp = 2,

    /// <summary>An input or the result is NaN or infinite.</summary>
    NotFinite = 3,

    /// <summary>An input lies outside the domain of the formula.</summary>
    OutOfRange = 4,

    /// <summary>The inputs are admissible, but no number satisfies them.</summary>
    NoSolution = 5,

    /// <summary>The equations are singular to working precision.</summary>
    Singular = 6,

    /// <summary>The solver stopped at its bound of work.</summary>
    NotConverged = 7,
}
