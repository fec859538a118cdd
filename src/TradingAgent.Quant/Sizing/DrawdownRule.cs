namespace TradingAgent.Quant.Sizing;

/// <summary>How the exposure follows the wealth above its floor.</summary>
public enum DrawdownRule : byte
{
    /// <summary>Constant proportion (Perold 1986; Black and Jones 1987): m·(W - F), the floor fixed.</summary>
    FixedFloor = 0,

    /// <summary>The same with a floor that rises to α times the wealth and never falls.</summary>
    RisingFloor = 1,

    /// <summary>Grossman and Zhou (1993): k·(W - α·M), M the highest wealth so far.</summary>
    PeakShare = 2,
}
