namespace TradingAgent.Host.Verbs;

/// <summary>One option of a verb.</summary>
/// <param name="Name">With its dashes, such as <c>--seed</c>.</param>
/// <param name="Value">What stands for the value in the help page, or null for a switch.</param>
/// <param name="Description">One line.</param>
internal sealed record VerbOption(string Name, string? Value, string Description)
{
    /// <summary>As the help page shows it.</summary>
    public string Usage => Value is null ? Name : Name + " " + Value;
}
