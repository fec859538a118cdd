namespace TradingAgent.Quant.Risk;

/// <summary>One cell of a scenario grid.</summary>
/// <param name="PriceFactor">Price of the scenario over the present one.</param>
/// <param name="SigmaShift">Relative shift of the volatility, 0.25 for a quarter up.</param>
/// <param name="YearsForward">Time that has passed in it.</param>
public readonly record struct Scenario(double PriceFactor, double SigmaShift, double YearsForward)
{
    /// <summary>
    /// The volatility of the scenario: shifted in proportion, by at least so much in absolute terms, never below the
    /// least one.
    /// </summary>
    public double Sigma(double sigma, double shiftMin, double sigmaMin)
    {
        if (SigmaShift == 0)
            return sigma;
        var shift = Math.CopySign(Math.Max(Math.Abs(SigmaShift * sigma), shiftMin), SigmaShift);
        return Math.Max(sigmaMin, sigma + shift);
    }
}
