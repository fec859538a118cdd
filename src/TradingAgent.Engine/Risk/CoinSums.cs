namespace TradingAgent.Engine.Risk;

/// <summary>
/// Delta (coins) and vega (USD per volatility point) of the options of a coin, and beside them the same without signs:
/// what a rounding or a moment's difference is measured by.
/// </summary>
internal struct CoinSums
{
    public double Delta;
    public double Vega;
    public double HeldGross;
    public double VegaGross;

    public void Add(double held, double delta, double vega)
    {
        Delta += held * delta;
        Vega += held * vega;
        HeldGross += Math.Abs(held);
        VegaGross += Math.Abs(held * vega);
    }
}
