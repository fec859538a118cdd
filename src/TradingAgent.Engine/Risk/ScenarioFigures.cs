using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Risk;

/// <summary>
/// One underlying's grid as a function of its delta in futures: the worst option P&amp;L at each price move, whatever
/// volatility and time do, and what the rest of the account may lose. All NaN while there is no grid to be trusted.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ScenarioFigures
{
    /// <summary>USD, by price move.</summary>
    public MoveRow Options;

    /// <summary>What futures and coins are worth now, USD of delta: they earn it times the move.</summary>
    public double LinearUsd;

    /// <summary>Worst losses of the other underlyings, held or at their targets, added up: no correlation is relied
    /// on.</summary>
    public double OthersLossUsd;

    /// <summary>How many other underlyings policies size from the same room.</summary>
    public double Others;

    public double AgeSeconds;

    public readonly bool IsKnown => !double.IsNaN(OthersLossUsd);

    /// <summary>No grid.</summary>
    public static ScenarioFigures Unknown
    {
        get
        {
            ScenarioFigures none = default;
            for (int i = 0; i < ScenarioAxes.Moves; i++) none.Options[i] = double.NaN;
            (none.LinearUsd, none.OthersLossUsd, none.AgeSeconds) = (double.NaN, double.NaN, double.NaN);
            return none;
        }
    }

    /// <summary>Worst loss, USD, if the futures' delta were worth so much more.</summary>
    public readonly double LossWith(double extraUsd)
    {
        double loss = 0;
        for (int i = 0; i < ScenarioAxes.Moves; i++)
            loss = Math.Max(loss, -Options[i] - ((LinearUsd + extraUsd) * ScenarioAxes.PriceMoves[i]));
        return loss;
    }

    [InlineArray(ScenarioAxes.Moves)]
    internal struct MoveRow
    {
        private double _first;
    }
}
