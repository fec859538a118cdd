using TradingAgent.Simulation.Studies.Paths;

namespace TradingAgent.Simulation.Studies.Verdicts;

/// <summary>What a named study is asked to do.</summary>
public sealed record StudyRequest
{
    /// <summary>The first seed; paired runs take the next ones.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How long each run is; 0 is what the study needs.</summary>
    public double Days { get; init; }

    /// <summary>How many paired seeds; 0 is what the study needs.</summary>
    public int Pairs { get; init; }

    /// <summary>What only a page or a report shows is wanted as well.</summary>
    public bool Draws { get; init; }

    /// <summary>Opens a recorded path of a coin for a length of step, with its start; null leaves it out.</summary>
    public Func<Duration, (CurrencyId Coin, IPricePath Path, Timestamp Start)>? Recording { get; init; }

    /// <summary>Hears the share that is done.</summary>
    public Action<double>? OnProgress { get; init; }
}
