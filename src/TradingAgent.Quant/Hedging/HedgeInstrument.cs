namespace TradingAgent.Quant.Hedging;

/// <summary>One instrument that may be traded as a hedge.</summary>
/// <param name="Greeks">What one unit bought adds.</param>
/// <param name="Low">Least change, units, finite and at most 0 usually (a sale).</param>
/// <param name="High">Largest change, units, finite.</param>
/// <param name="Ridge">Dollars per squared unit and half: keeps the solution unique and the trades small.</param>
/// <param name="Cost">Dollars per unit traded either way: half spread, fee and impact.</param>
/// <param name="Lot">Units that trades are multiples of; 0 when any amount can be traded.</param>
public readonly record struct HedgeInstrument(
    GreekVector Greeks, double Low, double High, double Ridge, double Cost, double Lot)
{
    /// <summary>True when bounds, ridge, cost and lot make sense.</summary>
    public bool IsAdmissible => Greeks.IsFinite && double.IsFinite(Low) && double.IsFinite(High) && Low <= High
        && Ridge >= 0 && double.IsFinite(Ridge) && Cost >= 0 && double.IsFinite(Cost) && Lot >= 0
        && double.IsFinite(Lot);
}
