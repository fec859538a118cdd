using TradingAgent.Domain.Identity;

namespace TradingAgent.Domain.Events;

/// <summary>
/// Deposit, withdrawal, transfer, bonus or interest: says why a wallet, which is told by itself, changed. It is never
/// P&amp;L.
/// </summary>
/// <param name="Currency">Which coin.</param>
/// <param name="AmountRaw">Received, units of 1e-8; negative is sent away.</param>
/// <param name="Execution">The venue's id of the movement, folded; none when it gave none.</param>
public readonly record struct CashTransferred(CurrencyId Currency, long AmountRaw, ExecutionId Execution = default);
