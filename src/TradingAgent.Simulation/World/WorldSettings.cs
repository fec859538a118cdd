namespace TradingAgent.Simulation.World;

/// <summary>How a virtual world runs.</summary>
public sealed record WorldSettings
{
    /// <summary>One way between agent and exchange, each way.</summary>
    public Duration Latency { get; init; } = Duration.FromMilliseconds(5);

    /// <summary>How often the exchange tells and the world moves.</summary>
    public Duration Step { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>Parameters as the shell would send them: number, underlying or none, value.</summary>
    public IReadOnlyList<ParameterSet> Parameters { get; init; } = [];

    /// <summary>Symbols that may be traded.</summary>
    public required IReadOnlyList<string> Tradable { get; init; }

    public uint Epoch { get; init; } = 1;
}
