namespace TradingAgent.Quant.Options;

/// <summary>
/// How a valuation ended. The first two carry values; every other member is a refusal with its reason.
/// </summary>
public enum PricingStatus : byte
{
    /// <summary>Valued by the formula.</summary>
    Ok = 0,

    /// <summary>Time or volatility is zero: the value is intrinsic, gamma, vega and theta are 0.</summary>
    AtExpiry = 1,

    /// <summary>Refused: the forward is not positive.</summary>
    ForwardNotPositive = 2,

    /// <summary>Refused: the strike is not positive.</summary>
    StrikeNotPositive = 3,

    /// <summary>Refused: the time to expiry is negative.</summary>
    TimeNegative = 4,

    /// <summary>Refused: the volatility is negative.</summary>
    VolatilityNegative = 5,

    /// <summary>Refused: an input is NaN or infinite.</summary>
    NotFinite = 6,

    /// <summary>
    /// Refused: forward or strike outside [1e-100, 1e100], time or volatility above 1e8, |rT| above 700.
    /// </summary>
    OutOfRange = 7,

    /// <summary>Refused: the side is neither +1 (call) nor -1 (put).</summary>
    SideUnknown = 8,
}
