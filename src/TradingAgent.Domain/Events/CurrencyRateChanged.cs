using TradingAgent.Domain.Identity;

namespace TradingAgent.Domain.Events;

/// <summary>What one unit of a currency is worth.</summary>
/// <param name="Currency">Which.</param>
/// <param name="UsdPerUnit">US dollars.</param>
public readonly record struct CurrencyRateChanged(CurrencyId Currency, double UsdPerUnit);
