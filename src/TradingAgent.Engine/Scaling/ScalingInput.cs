namespace TradingAgent.Engine.Scaling;

/// <summary>Everything a scaling decision depends on, as plain numbers of one underlying.</summary>
internal readonly struct ScalingInput
{
    /// <summary>Coins, orders not counted.</summary>
    public double Delta { get; init; }

    /// <summary>
    /// How far unpriced legs can move the delta down (never positive) and up (never negative), coins.
    /// </summary>
    public double UncertainBelow { get; init; }

    /// <inheritdoc cref="UncertainBelow"/>
    public double UncertainAbove { get; init; }

    public double Target { get; init; }

    public double Spot { get; init; }

    public BandShape Band { get; init; }

    /// <summary>Outer band as a multiple of the band.</summary>
    public double Tolerance { get; init; }

    /// <summary>Fixed increment, coins; 0 trades the whole distance.</summary>
    public double Step { get; init; }

    public double StepsMax { get; init; }

    /// <summary>The goal that the hedge which is under way began with; 0 for none.</summary>
    public double Goal { get; init; }

    /// <summary>A campaign is under way: it goes on to the inner band.</summary>
    public bool IsWorking { get; init; }
}
