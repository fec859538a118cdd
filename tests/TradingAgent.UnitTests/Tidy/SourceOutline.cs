using System.Text.RegularExpressions;

namespace TradingAgent.UnitTests.Tidy;

/// <summary>Types and members of a file, found by following braces: enough to measure, not to compile.</summary>
internal sealed partial class SourceOutline
{
    private readonly List<OutlineEntry> _members = [];
    private readonly List<OutlineEntry> _types = [];

    /// <summary>Methods, constructors and properties with a body, with the lines they take.</summary>
    public IReadOnlyList<OutlineEntry> Members => _members;

    /// <summary>Types that are not inside another type.</summary>
    public IReadOnlyList<OutlineEntry> TopLevelTypes => _types;

    /// <param name="code">Text without comments and strings.</param>
    public static SourceOutline Read(string code)
    {
        var outline = new SourceOutline();
        var open = new Stack<(Kind Kind, string Header, int Line)>();
        int headerStart = 0, line = 1, headerLine = 1;
        for (int i = 0; i < code.Length; i++)
        {
            char c = code[i];
            if (c == '\n') line++;
            if (c is not ('{' or '}' or ';')) continue;
            Kind parent = open.Count == 0 ? Kind.File : open.Peek().Kind;
            string header = code[headerStart..i];
            headerLine = line - header.Count(letter => letter == '\n') + LeadingLines(header);
            if (c == '{') open.Push((KindOf(header, parent), header.Trim(), headerLine));
            else if (c == '}' && open.Count > 0) outline.Close(open.Pop(), open, line);
            else if (c == ';') outline.Statement(header.Trim(), parent, headerLine, line);
            headerStart = i + 1;
        }
        return outline;
    }

    private static int LeadingLines(string header)
    {
        int lines = 0;
        foreach (char letter in header)
        {
            if (!char.IsWhiteSpace(letter)) return lines;
            if (letter == '\n') lines++;
        }
        return lines;
    }

    private static Kind KindOf(string header, Kind parent)
    {
        if (parent is Kind.File or Kind.Type && TypeWord().IsMatch(header)) return Kind.Type;
        return parent == Kind.Type ? Kind.Member : parent == Kind.File ? Kind.File : Kind.Block;
    }

    private void Close((Kind Kind, string Header, int Line) closed, Stack<(Kind Kind, string, int)> open, int line)
    {
        bool top = open.Count == 0 || open.Peek().Kind == Kind.File;
        if (closed.Kind == Kind.Type && top) _types.Add(new(closed.Header, closed.Line, line - closed.Line + 1));
        if (closed.Kind == Kind.Member && !Initializer().IsMatch(closed.Header))
            _members.Add(new(closed.Header, closed.Line, line - closed.Line + 1));
    }

    private void Statement(string header, Kind parent, int first, int last)
    {
        if (parent == Kind.File && TypeWord().IsMatch(header)) _types.Add(new(header, first, last - first + 1));
        if (parent == Kind.Type && MethodArrow().IsMatch(header)) _members.Add(new(header, first, last - first + 1));
    }

    private enum Kind
    {
        File,
        Type,
        Member,
        Block,
    }

    [GeneratedRegex(@"(^|\s)(class|struct|record|interface|enum|delegate)\s+\w")]
    private static partial Regex TypeWord();

    /// <summary>A table is not a method, however long it is.</summary>
    [GeneratedRegex(@"=>?\s*(new\b[^;]*|\[[^;]*)$")]
    private static partial Regex Initializer();

    [GeneratedRegex(@"\)\s*=>")]
    private static partial Regex MethodArrow();
}
