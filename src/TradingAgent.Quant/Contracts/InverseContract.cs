namespace TradingAgent.Quant.Contracts;

/// <summary>
/// Inverse futures and perpetuals: face in dollars, profit and margin in coins. The face is signed, long positive;
/// prices are positive, in dollars per coin. A short face against coin collateral is a synthetic dollar.
/// </summary>
public static class InverseContract
{
    /// <summary>Notional value in coins, signed like the position: face/mark.</summary>
    public static double Value(double face, double mark) => face / mark;

    /// <summary>Profit in coins: face·(1/entry - 1/mark), as a quotient so that close prices do not cancel.</summary>
    public static double Pnl(double face, double entry, double mark) => face * (mark - entry) / (entry * mark);

    /// <summary>Profit in dollars at the mark.</summary>
    public static double PnlUsd(double face, double entry, double mark) => face * (mark - entry) / entry;

    /// <summary>Exposure in coins, F·∂(profit)/∂F = face/mark.</summary>
    public static double DeltaCoin(double face, double mark) => face / mark;

    /// <summary>∂(profit in coins)/∂F = face/mark².</summary>
    public static double PriceDelta(double face, double mark) => face / mark / mark;

    /// <summary>∂²(profit in coins)/∂F² = -2·face/mark³.</summary>
    public static double Gamma(double face, double mark) => -2 * face / mark / mark / mark;

    /// <summary>Collateral and profit, in coins.</summary>
    public static double EquityCoin(double collateral, double face, double entry, double mark) =>
        collateral + Pnl(face, entry, mark);

    /// <summary>Dollar exposure of collateral and position, in coins: equity + face/mark.</summary>
    public static double UsdDeltaCoin(double collateral, double face, double entry) => collateral + (face / entry);

    /// <summary>Funding received in coins, -face/mark·rate: longs pay a positive rate.</summary>
    public static double Funding(double face, double mark, double rate) => -face / mark * rate;

    /// <summary>
    /// Mark price at which an isolated position is liquidated: long P(1 + m)/(1 + 1/L), short P(1 - m)/(1 - 1/L), with
    /// leverage L and maintenance margin rate m. A short at leverage 1 or less is never liquidated: infinity.
    /// </summary>
    public static double LiquidationPrice(bool isLong, double entry, double leverage, double maintenanceRate)
    {
        LeverageBounds.Require(entry, leverage, maintenanceRate);
        if (isLong)
            return entry * (1 + maintenanceRate) / (1 + (1 / leverage));
        return leverage <= 1 ? double.PositiveInfinity : entry * (1 - maintenanceRate) / (1 - (1 / leverage));
    }
}
