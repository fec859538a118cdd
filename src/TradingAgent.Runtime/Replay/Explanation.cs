using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TradingAgent.Runtime.Reports;

namespace TradingAgent.Runtime.Replay;

/// <summary>Why the engine decided as it did at one moment, derived again from the journal.</summary>
public sealed record Explanation
{
    /// <summary>How explanations are written.</summary>
    public static readonly JsonSerializerOptions Writing = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The event after which this was so.</summary>
    public required long Sequence { get; init; }

    /// <summary>Its kind.</summary>
    public required string Event { get; init; }

    public required string At { get; init; }

    /// <summary>The order, as the venue knows it; null for a moment without one.</summary>
    public string? Order { get; init; }

    /// <summary>The command that left; null for a moment without one.</summary>
    public string? Command { get; init; }

    /// <summary>What the gate said.</summary>
    public required string Gate { get; init; }

    /// <summary>The touch of the order's instrument when it was decided.</summary>
    public string? Touch { get; init; }

    /// <summary>Of the order's underlying, or of each underlying for a moment.</summary>
    public required IReadOnlyList<DecisionPicture> Underlyings { get; init; }

    /// <summary>What else the engine said at that event.</summary>
    public required IReadOnlyList<string> Reports { get; init; }

    /// <summary>What became of the order, as later events told it.</summary>
    public required IReadOnlyList<string> Fate { get; init; }

    [JsonIgnore]
    public string Json => JsonSerializer.Serialize(this, Writing) + "\n";

    /// <summary>In words, a line each.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"{At}, event {Sequence} ({Event})";
        foreach (DecisionPicture picture in Underlyings)
            foreach (string line in picture.Lines()) yield return line;
        foreach (string report in Reports) yield return "said: " + report;
        if (Touch is not null) yield return "touch: " + Touch;
        yield return "gate: " + Gate;
        if (Command is not null) yield return "command: " + Command;
        foreach (string line in Fate) yield return "then: " + line;
        if (Command is not null && Fate.Count == 0)
            yield return "then: the journal ends before anything was heard of it";
    }
}
