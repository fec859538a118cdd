using System.Text.Json.Nodes;

namespace TradingAgent.Host.Control;

/// <summary>What the agent answers: one line of JSON.</summary>
internal sealed record ControlReply
{
    /// <summary>What the asking process returns.</summary>
    public required int Exit { get; init; }

    /// <summary>The answer in words.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>The same as figures.</summary>
    public JsonNode? Figures { get; init; }

    public static ControlReply Refused(int exit, string why) => new() { Exit = exit, Lines = [why] };
}
