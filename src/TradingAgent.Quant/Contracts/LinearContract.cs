namespace TradingAgent.Quant.Contracts;

/// <summary>
/// Linear futures and perpetuals: profit and margin in the quote currency. Quantity is signed, in coins, long positive;
/// prices are positive and in quote currency per coin. Funding received is positive.
/// </summary>
public static class LinearContract
{
    /// <summary>Notional value, signed like the position.</summary>
    public static double Value(double quantity, double mark) => quantity * mark;

    /// <summary>quantity·(mark - entry).</summary>
    public static double Pnl(double quantity, double entry, double mark) => quantity * (mark - entry);

    /// <summary>Quote currency per unit of price: the quantity itself.</summary>
    public static double Delta(double quantity) => quantity;

    /// <summary>Zero: the payoff is a straight line.</summary>
    public static double Gamma() => 0;

    /// <summary>-quantity·mark·rate: longs pay a positive rate.</summary>
    public static double Funding(double quantity, double mark, double rate) => -quantity * mark * rate;

    /// <summary>
    /// Mark price at which an isolated position is liquidated: long P(1 - 1/L)/(1 - m), short P(1 + 1/L)/(1 + m), with
    /// leverage L and maintenance margin rate m. A long at leverage 1 or less gives 0 or below: it is never liquidated.
    /// </summary>
    public static double LiquidationPrice(bool isLong, double entry, double leverage, double maintenanceRate)
    {
        LeverageBounds.Require(entry, leverage, maintenanceRate);
        return isLong
            ? entry * (1 - (1 / leverage)) / (1 - maintenanceRate)
            : entry * (1 + (1 / leverage)) / (1 + maintenanceRate);
    }
}
