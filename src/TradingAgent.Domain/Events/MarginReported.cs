namespace TradingAgent.Domain.Events;

/// <summary>The account's margin as its venue tells it, USD; NaN where it told none.</summary>
/// <param name="InitialUsd">Bound by open positions and orders.</param>
/// <param name="MaintenanceUsd">Below this the venue liquidates.</param>
/// <param name="BalanceUsd">What counts as margin.</param>
public readonly record struct MarginReported(double InitialUsd, double MaintenanceUsd, double BalanceUsd);
