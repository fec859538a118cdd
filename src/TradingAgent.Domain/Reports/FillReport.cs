using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Numbers;
using TradingAgent.Domain.Orders;

namespace TradingAgent.Domain.Reports;

/// <summary>A fill of ours, booked.</summary>
/// <param name="Order">Ours, or none.</param>
/// <param name="Price">Fill price.</param>
/// <param name="Quantity">Fill size.</param>
/// <param name="FeeUsd">Paid, USD.</param>
/// <param name="RealisedUsd">Realised by this fill, USD.</param>
/// <param name="Position">Position after it.</param>
/// <param name="Side">Which way.</param>
/// <param name="IsMaker">True when resting.</param>
public readonly record struct FillReport(
    ClientOrderId Order,
    Price Price,
    Quantity Quantity,
    double FeeUsd,
    double RealisedUsd,
    NetQuantity Position,
    Side Side,
    bool IsMaker);
