namespace TradingAgent.Benchmarks.Wire;

/// <summary>What the harness plays, and for how long.</summary>
internal sealed record WireScenario
{
    public required string Name { get; init; }

    /// <summary>Options listed, subscribed and ticking in turn.</summary>
    public required int Options { get; init; }

    /// <summary>Options held, so that they are priced.</summary>
    public required int Positions { get; init; }

    public required int FramesPerSecond { get; init; }

    /// <summary>
    /// Of those, how many show the perpetual's touch: the venue sends level one every ten milliseconds while it moves.
    /// </summary>
    public int TopsPerSecond { get; init; } = 100;

    public required string Wait { get; init; }

    /// <summary>Frames come in bursts this far apart, as option tickers do; 0 spreads them evenly.</summary>
    public int BurstMilliseconds { get; init; }

    public int Seconds { get; init; } = 60;

    public int WarmUpSeconds { get; init; } = 15;

    /// <summary>The scenario of a command line; null when it names none.</summary>
    public static WireScenario? Of(string[] args)
    {
        WireScenario? scenario = args.FirstOrDefault() switch
        {
            "latency" => new WireScenario
            {
                Name = "latency",
                Options = 400,
                Positions = 40,
                FramesPerSecond = 1000,
                Wait = "spin",
            },
            "throughput" => new WireScenario
            {
                Name = "throughput",
                Options = 2000,
                Positions = 40,
                FramesPerSecond = 5000,
                Wait = "park",
            },
            _ => null,
        };
        if (scenario is null) return null;
        for (int i = 1; i + 1 < args.Length; i += 2)
        {
            scenario = args[i] switch
            {
                "--seconds" => scenario with { Seconds = int.Parse(args[i + 1]) },
                "--wait" => scenario with { Wait = args[i + 1] },
                "--frames" => scenario with { FramesPerSecond = int.Parse(args[i + 1]) },
                "--tops" => scenario with { TopsPerSecond = int.Parse(args[i + 1]) },
                "--options" => scenario with { Options = int.Parse(args[i + 1]) },
                "--burst" => scenario with { BurstMilliseconds = int.Parse(args[i + 1]) },
                "--positions" => scenario with { Positions = int.Parse(args[i + 1]) },
                _ => throw new ArgumentException(
                    $"{args[i]} is not known: --seconds, --wait, --frames, --tops, --options, --positions or --burst."),
            };
        }
        return scenario;
    }
}
