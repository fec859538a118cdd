namespace TradingAgent.Exchange.Accounts;

/// <summary>Margins as parts of the margin balance.</summary>
/// <param name="Initial">With open orders.</param>
/// <param name="Maintenance">Liquidation starts at 1.</param>
public readonly record struct MarginRates(double Initial, double Maintenance)
{
    /// <summary>In units of 1e-4.</summary>
    public int InitialE4 => (int)Math.Round(Initial * 1e4);

    /// <summary>In units of 1e-4.</summary>
    public int MaintenanceE4 => (int)Math.Round(Maintenance * 1e4);

    internal static MarginRates Of(in MarginTotals totals)
    {
        double balance = Math.Max(totals.Balance, 1e-9);
        return new MarginRates(
            Math.Min(totals.Initial / balance, 1e4), Math.Min(totals.Maintenance / balance, 1e4));
    }
}
