namespace TradingAgent.Quant.Contracts;

/// <summary>What a liquidation price can be computed from.</summary>
internal static class LeverageBounds
{
    public static void Require(double entry, double leverage, double maintenanceRate)
    {
        if (!(entry > 0 && double.IsFinite(entry)))
            throw new ArgumentOutOfRangeException(nameof(entry), entry, "The entry price must be positive.");
        if (!(leverage > 0 && double.IsFinite(leverage)))
            throw new ArgumentOutOfRangeException(nameof(leverage), leverage, "The leverage must be positive.");
        if (!(maintenanceRate >= 0 && maintenanceRate < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(maintenanceRate), maintenanceRate, "The maintenance margin rate must be in [0, 1).");
        }
    }
}
