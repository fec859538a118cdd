namespace TradingAgent.Host.Composition;

/// <summary>What the command line of <c>run</c> asks for.</summary>
internal sealed record RunRequest
{
    public required string DataFolder { get; init; }

    /// <summary>Of <c>--config</c>, or null: read again on SIGHUP.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Null: until told to stop.</summary>
    public TimeSpan? RunFor { get; init; }

    /// <summary>Where the session report goes beside the data folder, or null.</summary>
    public string? ReportFile { get; init; }

    /// <summary>Recorded market data for the demo's exchange, or null for a generated market.</summary>
    public string? MarketPath { get; init; }

    /// <summary>A recorded option chain for the options of a recorded market, or null.</summary>
    public string? SurfacePath { get; init; }

    public ulong Seed { get; init; } = 1;

    /// <summary>What the demo's clock shows at first; null: the time it is.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Seconds of the demo's market per second.</summary>
    public double Speed { get; init; } = 1;
}
