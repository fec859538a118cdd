using System.Text.RegularExpressions;
using TradingAgent.Engine.Kernel;

namespace TradingAgent.Host.Configuration;

/// <summary>One setting: validation, environment variables and the JSON schema are derived from this.</summary>
/// <param name="Path">Sections and key, joined by dots.</param>
/// <param name="Kind">What its value looks like.</param>
/// <param name="Description">One sentence.</param>
internal sealed record SettingDefinition(string Path, SettingKind Kind, string Description)
{
    /// <summary>The words allowed, of a choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What a text, or each text of a list, must match.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>The pattern in words.</summary>
    public string PatternWords { get; init; } = "";

    /// <summary>The engine's parameter behind it.</summary>
    public ParameterDefinition? Parameter { get; init; }

    public string[] Steps { get; } = Path.Split('.');
}
