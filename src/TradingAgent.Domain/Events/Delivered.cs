using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Numbers;

namespace TradingAgent.Domain.Events;

/// <summary>An expired contract was settled in cash and the position is gone.</summary>
/// <param name="DeliveryPrice">Settlement price of the underlying.</param>
/// <param name="Currency">Settle coin.</param>
/// <param name="CashRaw">Received, units of 1e-8.</param>
/// <param name="FeeRaw">Paid, units of 1e-8.</param>
/// <param name="Execution">The venue's id, folded.</param>
/// <param name="IsInWallet">The balance that the venue told last holds its cash already.</param>
public readonly record struct Delivered(
    Price DeliveryPrice,
    CurrencyId Currency,
    long CashRaw,
    long FeeRaw,
    ExecutionId Execution,
    bool IsInWallet = false);
