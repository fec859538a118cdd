namespace TradingAgent.Engine.Risk;

/// <summary>What one unit of quantity of an instrument, bought, adds to its underlying's risk.</summary>
/// <param name="Delta">Coins.</param>
/// <param name="Gamma">Coins per USD.</param>
/// <param name="VegaPerVolPoint">USD.</param>
/// <param name="ThetaPerDay">USD.</param>
internal readonly record struct UnitRisk(double Delta, double Gamma, double VegaPerVolPoint, double ThetaPerDay)
{
    public static UnitRisk operator *(double quantity, UnitRisk unit) => new(
        quantity * unit.Delta, quantity * unit.Gamma, quantity * unit.VegaPerVolPoint, quantity * unit.ThetaPerDay);

    public static UnitRisk operator +(UnitRisk left, UnitRisk right) => new(
        left.Delta + right.Delta, left.Gamma + right.Gamma, left.VegaPerVolPoint + right.VegaPerVolPoint,
        left.ThetaPerDay + right.ThetaPerDay);
}
