using TradingAgent.Quant.Figures;

namespace TradingAgent.Quant.Hedging;

/// <summary>
/// The solution of a hedge problem, certified by its optimality conditions. NoSolution means that delta cannot be
/// closed within the bounds: the amounts are then those of the smallest residual. Any other status than Ok leaves the
/// amounts zero.
/// </summary>
/// <param name="Status">Whether it is solved, or why not.</param>
/// <param name="Objective">Price of the risk left plus ridge and cost of the trades, dollars.</param>
/// <param name="ObjectiveBefore">The same when nothing is traded.</param>
/// <param name="Residual">Greeks after the trades.</param>
/// <param name="TurnoverCost">Cost of the trades, dollars.</param>
/// <param name="DeltaMultiplier">Price of one coin of delta when it is closed exactly, dollars; else 0.</param>
/// <param name="OptimalityError">Largest relative violation of the optimality conditions.</param>
/// <param name="Iterations">Faces visited.</param>
public readonly record struct HedgeSolution(
    FigureStatus Status, double Objective, double ObjectiveBefore, GreekVector Residual, double TurnoverCost,
    double DeltaMultiplier, double OptimalityError, int Iterations)
{
    /// <summary>What the trades save, dollars.</summary>
    public double Saving => ObjectiveBefore - Objective;

    internal static HedgeSolution None(FigureStatus reason) => new(reason, 0, 0, default, 0, 0, 0, 0);
}
