namespace TradingAgent.Host.Verbs;

/// <summary>One thing the executable can be told to do.</summary>
internal sealed record Verb
{
    /// <summary>As typed.</summary>
    public required string Name { get; init; }

    /// <summary>One line for the list of verbs.</summary>
    public required string Summary { get; init; }

    /// <summary>A paragraph or two for its own help page, lines already broken.</summary>
    public required string Description { get; init; }

    /// <summary>What must follow the name, such as <c>DIR</c>; all are required.</summary>
    public IReadOnlyList<string> Operands { get; init; } = [];

    public IReadOnlyList<VerbOption> Options { get; init; } = [];

    /// <summary>Command lines that work, each with what it does.</summary>
    public IReadOnlyList<(string Line, string Meaning)> Examples { get; init; } = [];

    /// <summary>Does the work and returns an <see cref="ExitCode"/>.</summary>
    /// <exception cref="UsageException">An option's value cannot be used.</exception>
    public required Func<VerbArguments, Task<int>> Run { get; init; }

    /// <summary>The first line of its help page.</summary>
    public string Synopsis =>
        string.Join(' ', new[] { "trading-agent", Name }.Concat(Operands)) + (Options.Count > 0 ? " [options]" : "");
}
