using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Time;

namespace TradingAgent.Domain.Events;

/// <summary>
/// The smile of one expiry, fitted by the shell to the venue's quotes: raw SVI, w(k) = a + b(ρ(k-m) + √((k-m)²+σ²)),
/// k = ln K/F, total variance w over the year fraction given. A refused one says what was found and is not used.
/// </summary>
/// <param name="Expiry">The expiry.</param>
/// <param name="A">Level.</param>
/// <param name="B">Slope of the wings.</param>
/// <param name="Rho">Tilt.</param>
/// <param name="M">Shift.</param>
/// <param name="Sigma">Width of the bottom.</param>
/// <param name="YearFraction">Time to expiry when it was fitted: volatility is √(w/T).</param>
/// <param name="ErrorVolPoints">Weighted root mean square distance from the quotes, in volatility points.</param>
/// <param name="Reach">The |k| up to which it was checked and may be used.</param>
/// <param name="Worst">
/// What it was refused for: Durrleman's least g, the largest crossing in total variance, or the error; else 0.
/// </param>
/// <param name="Quotes">Strikes it was fitted to.</param>
/// <param name="Underlying">The underlying.</param>
/// <param name="Status">Fitted, or why not.</param>
public readonly record struct SurfaceFitted(
    Timestamp Expiry,
    double A,
    double B,
    double Rho,
    double M,
    double Sigma,
    double YearFraction,
    double ErrorVolPoints,
    double Reach,
    double Worst,
    int Quotes,
    UnderlyingId Underlying,
    SurfaceStatus Status);
