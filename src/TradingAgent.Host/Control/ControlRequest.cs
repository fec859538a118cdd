namespace TradingAgent.Host.Control;

/// <summary>What an operator's command says to the agent: one line of JSON over the control socket.</summary>
internal sealed record ControlRequest
{
    /// <summary>Longest line that is read, in bytes.</summary>
    public const int BytesMax = 4096;

    /// <summary>As typed: status, halt, resume, flatten, cancel-all, limits, target, explain.</summary>
    public required string Verb { get; init; }

    /// <summary>Who asks, by his own word; the socket adds the user that the system knows.</summary>
    public string Who { get; init; } = "";

    public string Why { get; init; } = "";

    /// <summary>A coin, or empty for all.</summary>
    public string Underlying { get; init; } = "";

    /// <summary>The breach of a resume; the limit that is set or given back; what is to be explained.</summary>
    public string Name { get; init; } = "";

    /// <summary>The new value, as people write it.</summary>
    public string Value { get; init; } = "";

    /// <summary>Give the parameter back to the configuration.</summary>
    public bool Reset { get; init; }

    /// <summary>Loosening is meant.</summary>
    public bool Confirm { get; init; }
}
