namespace TradingAgent.Quant.Options;

/// <summary>What a price says about volatility.</summary>
public enum ImpliedVolatilityStatus : byte
{
    /// <summary>The volatility is known to better than 1e-8, as far as rounding of the inputs goes.</summary>
    Ok = 0,

    /// <summary>
    /// A root exists, but the last digit of price, forward or strike moves it by more than 1e-8: little information.
    /// </summary>
    IllConditioned = 1,

    /// <summary>The price is the intrinsic value: no volatility (or none that can be told from 0).</summary>
    AtIntrinsic = 2,

    /// <summary>The price is below the intrinsic value: no volatility.</summary>
    BelowIntrinsic = 3,

    /// <summary>The price is the largest possible (forward for calls, strike for puts, discounted).</summary>
    AtMaximum = 4,

    /// <summary>The price is above the largest possible: no volatility.</summary>
    AboveMaximum = 5,

    /// <summary>An input is not admissible; the reason is given.</summary>
    Refused = 6,
}
