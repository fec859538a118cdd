namespace TradingAgent.UnitTests.Tidy;

/// <summary>A C# file: its path relative to the repository, with slashes, and its text.</summary>
internal sealed class SourceFile(string path, string text)
{
    private string? _code;
    private SourceOutline? _outline;

    public string Path { get; } = path;

    public string Text { get; } = text;

    public string[] Lines { get; } = text.Split('\n');

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>The text with comments and the contents of strings blanked out, line breaks kept.</summary>
    public string Code => _code ??= SourceBlanking.Blank(Text);

    public SourceOutline Outline => _outline ??= SourceOutline.Read(Code);
}
