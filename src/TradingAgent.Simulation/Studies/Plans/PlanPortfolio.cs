using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradingAgent.Simulation.Studies.Plans;

/// <summary>
/// A portfolio and its market at one moment, as a file. What is wrong with it is said with the place where it is.
/// </summary>
public sealed record PlanPortfolio
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The moment it is planned for.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Wallets by coin; equity is these, open P&amp;L and option value together.</summary>
    public required IReadOnlyDictionary<string, decimal> Wallets { get; init; }

    /// <summary>By coin.</summary>
    public required IReadOnlyDictionary<string, PlanUnderlying> Underlyings { get; init; }

    /// <summary>What is held, and what may be hedged with.</summary>
    public required IReadOnlyList<PlanInstrument> Instruments { get; init; }

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="PlanException">It is no such file; says everything that is wrong and where.</exception>
    public static PlanPortfolio Read(string json)
    {
        PlanPortfolio? portfolio;
        try
        {
            portfolio = JsonSerializer.Deserialize<PlanPortfolio>(json, Reading);
        }
        catch (JsonException error)
        {
            throw new PlanException([error.Path is null ? error.Message : $"{error.Path}: {error.Message}"]);
        }
        if (portfolio is null) throw new PlanException(["$: holds nothing."]);
        string[] problems = [.. PlanCheck.Problems(portfolio)];
        return problems.Length == 0 ? portfolio : throw new PlanException(problems);
    }
}
