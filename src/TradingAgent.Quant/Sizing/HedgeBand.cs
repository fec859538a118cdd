namespace TradingAgent.Quant.Sizing;

/// <summary>
/// A no-trade band for the hedge of a position: do nothing while the hedge, in coins, is between Low and High, trade to
/// the nearest edge otherwise.
/// </summary>
/// <param name="HalfWidth">H, coins.</param>
/// <param name="Low">-delta of the position - H.</param>
/// <param name="High">-delta of the position + H.</param>
/// <param name="PriceMoveToEdge">H/|Γ|: the move from a perfect hedge to the edge; infinite without gamma.</param>
public readonly record struct HedgeBand(double HalfWidth, double Low, double High, double PriceMoveToEdge)
{
    /// <summary>The change of the hedge that the band asks for: 0 inside, otherwise to the edge.</summary>
    public double Trade(double hedge) => hedge < Low ? Low - hedge : hedge > High ? High - hedge : 0;
}
