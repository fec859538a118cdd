namespace TradingAgent.Quant.Options;

/// <summary>
/// Contracts that settle on the average of an index over a window before their expiry. What of the average has been
/// taken is fixed and moves with nothing, so a contract keeps the share of its Greeks that is still to come: its delta
/// falls evenly to nothing over the window instead of vanishing at its end. A call of delta 1 and mark 0.3, settled in
/// coin: halfway 0.5 of delta less 0.15 of mark is 0.35 of net delta (Deribit, «Delta during settlement»).
/// </summary>
public static class SettlementAverage
{
    /// <summary>Nanoseconds that Bybit, Binance and Deribit average: half an hour.</summary>
    public const long UsualWindow = 1_800_000_000_000;

    /// <summary>Share of the average that is still to come: 1 before the window, 0 from the expiry on.</summary>
    /// <param name="left">Nanoseconds to the expiry.</param>
    /// <param name="window">Nanoseconds that are averaged; 0 where the price of one moment settles.</param>
    public static double ShareOpen(long left, long window) =>
        left <= 0 ? 0 : left >= window ? 1 : (double)left / window;
}
