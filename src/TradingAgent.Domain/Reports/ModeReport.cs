using TradingAgent.Domain.Orders;

namespace TradingAgent.Domain.Reports;

/// <summary>The trading mode changed.</summary>
/// <param name="Measured">The figure that breached.</param>
/// <param name="Limit">What it was held against.</param>
/// <param name="From">Before.</param>
/// <param name="To">After.</param>
/// <param name="Cause">Which limit.</param>
public readonly record struct ModeReport(
    double Measured,
    double Limit,
    TradingMode From,
    TradingMode To,
    LimitKind Cause);
