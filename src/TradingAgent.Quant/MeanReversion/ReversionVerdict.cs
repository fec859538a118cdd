namespace TradingAgent.Quant.MeanReversion;

/// <summary>What a mean-reversion rule says of its position.</summary>
public enum ReversionVerdict : byte
{
    /// <summary>There is no position for want of an input.</summary>
    NoInput = 0,

    /// <summary>Hold the size.</summary>
    Sized = 1,

    /// <summary>The score is below the entry: no position.</summary>
    InsideEntry = 2,

    /// <summary>The process does not revert, or not within the half-life allowed: no position.</summary>
    TooSlow = 3,

    /// <summary>The score is beyond the stop: the regime has broken, no position.</summary>
    Broken = 4,

    /// <summary>It was held for longer than the half-lives allowed: no position.</summary>
    HeldTooLong = 5,
}
