using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingAgent.Simulation.Studies.Verdicts;

/// <summary>What a named study found.</summary>
/// <param name="Study">Its name.</param>
/// <param name="Claim">What it examines, in one sentence.</param>
/// <param name="Passed">Whether that is so.</param>
/// <param name="Findings">One line a figure.</param>
public sealed record StudyVerdict(string Study, string Claim, bool Passed, IReadOnlyList<string> Findings)
{
    private static readonly JsonSerializerOptions Writing = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Deviation against cost, where the study has such a frontier and was asked for it.</summary>
    public IReadOnlyList<FrontierPoint>? Frontier { get; init; }

    /// <summary>A page that shows it, or null.</summary>
    [JsonIgnore]
    public string? Page { get; init; }

    [JsonIgnore]
    public string Json => JsonSerializer.Serialize(this, Writing) + "\n";
}
