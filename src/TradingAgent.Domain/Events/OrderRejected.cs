using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Orders;

namespace TradingAgent.Domain.Events;

/// <summary>The venue refused the order; it never existed there.</summary>
/// <param name="Order">Ours.</param>
/// <param name="Reason">In our words.</param>
/// <param name="VenueCode">In the venue's.</param>
public readonly record struct OrderRejected(ClientOrderId Order, RejectReason Reason, int VenueCode);
