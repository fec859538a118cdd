using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Numbers;
using TradingAgent.Domain.Orders;

namespace TradingAgent.Domain.Events;

/// <summary>What the venue says of one order when asked. Order is none for a stranger's.</summary>
/// <param name="Order">Ours, or none.</param>
/// <param name="Price">Its price.</param>
/// <param name="Quantity">Its total size.</param>
/// <param name="Filled">Filled so far.</param>
/// <param name="Side">Its side.</param>
/// <param name="State">Where it stands.</param>
public readonly record struct OrderReported(
    ClientOrderId Order,
    Price Price,
    Quantity Quantity,
    Quantity Filled,
    Side Side,
    OrderReportState State);
