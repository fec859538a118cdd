using System.Text.Json;

namespace TradingAgent.Host.Configuration;

/// <summary>What is logged, and how it looks.</summary>
internal sealed record LoggingOptions
{
    /// <summary><c>auto</c> (JSON in a container, else text), <c>text</c> or <c>json</c>.</summary>
    public string Format { get; init; } = "auto";

    /// <summary>Least level written.</summary>
    public string Level { get; init; } = "Information";

    /// <summary>A file that gets every line too, as JSON, a new one each day; empty for none.</summary>
    public string File { get; init; } = "";

    /// <summary>Passed to Serilog's own configuration reader as it is: further sinks, levels by source.</summary>
    public JsonElement? Serilog { get; init; }
}
