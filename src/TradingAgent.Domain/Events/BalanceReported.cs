using TradingAgent.Domain.Identity;

namespace TradingAgent.Domain.Events;

/// <summary>The venue's count of one coin.</summary>
/// <param name="Currency">Which.</param>
/// <param name="WalletRaw">Wallet balance, units of 1e-8.</param>
/// <param name="EquityRaw">With open P&amp;L and option value, units of 1e-8.</param>
public readonly record struct BalanceReported(CurrencyId Currency, long WalletRaw, long EquityRaw);
