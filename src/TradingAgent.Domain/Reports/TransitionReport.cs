using TradingAgent.Domain.Events;
using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Numbers;
using TradingAgent.Domain.Orders;

namespace TradingAgent.Domain.Reports;

/// <summary>An order changed state.</summary>
/// <param name="Order">Ours.</param>
/// <param name="Price">Its price.</param>
/// <param name="Quantity">Its total size.</param>
/// <param name="Filled">Filled so far.</param>
/// <param name="VenueCode">The venue's code, if any.</param>
/// <param name="From">Before.</param>
/// <param name="To">After.</param>
/// <param name="Cause">The event that moved it; None for a command of ours.</param>
/// <param name="Side">Its side.</param>
public readonly record struct TransitionReport(
    ClientOrderId Order,
    Price Price,
    Quantity Quantity,
    Quantity Filled,
    int VenueCode,
    OrderState From,
    OrderState To,
    EventKind Cause,
    Side Side);
