namespace TradingAgent.Quant.Volatility;

/// <summary>Which estimator of <see cref="BarVolatility"/> to read.</summary>
public enum BarEstimator : byte
{
    /// <summary>Sample variance of the returns from close to close, divisor n - 1.</summary>
    CloseToClose = 0,

    /// <summary>Mean of (ln H/L)²/(4 ln 2).</summary>
    Parkinson = 1,

    /// <summary>Mean of Garman and Klass.</summary>
    GarmanKlass = 2,

    /// <summary>Mean of Rogers and Satchell.</summary>
    RogersSatchell = 3,

    /// <summary>Garman and Klass with the squared gap from the last close to the open added (Yang and Zhang).</summary>
    GarmanKlassWithGaps = 4,

    /// <summary>Yang and Zhang (2000): gaps, open to close and Rogers-Satchell combined.</summary>
    YangZhang = 5,
}
