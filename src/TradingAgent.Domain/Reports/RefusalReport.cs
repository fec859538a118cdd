using TradingAgent.Domain.Commands;
using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Numbers;
using TradingAgent.Domain.Orders;

namespace TradingAgent.Domain.Reports;

/// <summary>An order our own gate did not let out.</summary>
/// <param name="Order">Ours, or none when not yet minted.</param>
/// <param name="Price">Asked price.</param>
/// <param name="Quantity">Asked size.</param>
/// <param name="Measured">The number that failed.</param>
/// <param name="Limit">What it was held against.</param>
/// <param name="Reason">Why.</param>
/// <param name="Side">Which way.</param>
/// <param name="Command">What was asked.</param>
public readonly record struct RefusalReport(
    ClientOrderId Order,
    Price Price,
    Quantity Quantity,
    double Measured,
    double Limit,
    Refusal Reason,
    Side Side,
    CommandKind Command);
