namespace TradingAgent.Quant.Sizing;

/// <summary>What a size ran into.</summary>
public enum SizeBound : byte
{
    /// <summary>Nothing: the formula's own value.</summary>
    None = 0,

    /// <summary>The largest leverage.</summary>
    Leverage = 1,

    /// <summary>The worst modelled loss: it must not take everything.</summary>
    TailLoss = 2,

    /// <summary>There is no edge, so the size is zero.</summary>
    NoEdge = 3,

    /// <summary>The wealth or the risk budget is used up, so the size is zero.</summary>
    Exhausted = 4,

    /// <summary>The least volatility that is believed.</summary>
    VolatilityFloor = 5,

    /// <summary>The change is inside the band, so the size held stays.</summary>
    Band = 6,

    /// <summary>The largest change a step.</summary>
    Speed = 7,
}
