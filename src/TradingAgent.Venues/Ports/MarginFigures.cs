namespace TradingAgent.Venues.Ports;

/// <summary>The account's margin as its venue last told it, USD; NaN where it told none.</summary>
/// <param name="InitialUsd">Bound by open positions and orders.</param>
/// <param name="MaintenanceUsd">Below this the venue liquidates.</param>
/// <param name="BalanceUsd">What counts as margin.</param>
public readonly record struct MarginFigures(double InitialUsd, double MaintenanceUsd, double BalanceUsd)
{
    public static MarginFigures Unknown { get; } = new(double.NaN, double.NaN, double.NaN);
}
