using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Numbers;
using TradingAgent.Domain.Orders;

namespace TradingAgent.Domain.Events;

/// <summary>
/// A fill. Order is none when the venue itself moved the position (liquidation, delivery, a stranger's order).
/// </summary>
/// <param name="Order">Ours, or none.</param>
/// <param name="Execution">The venue's id, folded.</param>
/// <param name="Price">Fill price.</param>
/// <param name="Quantity">Fill size.</param>
/// <param name="FeeRaw">Paid, in units of 1e-8 of the fee currency; negative is a rebate.</param>
/// <param name="CumulativeFilled">All fills of the order so far, where the venue says; else zero.</param>
/// <param name="VenueSequence">Orders fills against position reports; 0 when unknown.</param>
/// <param name="FeeCurrency">What the fee is in.</param>
/// <param name="Side">Which way we traded.</param>
/// <param name="Kind">Order or venue.</param>
/// <param name="IsMaker">True when our order was resting.</param>
public readonly record struct OrderFilled(
    ClientOrderId Order,
    ExecutionId Execution,
    Price Price,
    Quantity Quantity,
    long FeeRaw,
    Quantity CumulativeFilled,
    long VenueSequence,
    CurrencyId FeeCurrency,
    Side Side,
    ExecutionKind Kind,
    bool IsMaker);
