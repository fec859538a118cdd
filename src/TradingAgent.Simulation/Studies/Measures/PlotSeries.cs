namespace TradingAgent.Simulation.Studies.Measures;

/// <summary>One line of a plot.</summary>
/// <param name="Panel">The panel it belongs to.</param>
/// <param name="Name">Its name in the legend.</param>
public sealed record PlotSeries(string Panel, string Name)
{
    /// <summary>One a sample, NaN where there is none.</summary>
    public List<double> Values { get; } = [];

    /// <summary>Drawn as an area about the line before it, of this half width.</summary>
    public bool IsBand { get; init; }

    /// <summary>Drawn broken, as a thing that is wanted and not measured.</summary>
    public bool IsWanted { get; init; }
}
