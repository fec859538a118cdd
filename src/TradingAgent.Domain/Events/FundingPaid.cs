using TradingAgent.Domain.Identity;

namespace TradingAgent.Domain.Events;

/// <summary>Funding booked by the venue.</summary>
/// <param name="Currency">Which coin.</param>
/// <param name="AmountRaw">Received, units of 1e-8; negative is paid.</param>
/// <param name="Execution">The venue's id, folded.</param>
public readonly record struct FundingPaid(CurrencyId Currency, long AmountRaw, ExecutionId Execution);
