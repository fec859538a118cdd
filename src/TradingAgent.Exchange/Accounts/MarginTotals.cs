namespace TradingAgent.Exchange.Accounts;

/// <summary>An account's margins in USD.</summary>
/// <param name="Initial">Of positions and open orders.</param>
/// <param name="Maintenance">Of positions.</param>
/// <param name="Balance">Cash and the unrealised result of futures.</param>
internal readonly record struct MarginTotals(double Initial, double Maintenance, double Balance);
