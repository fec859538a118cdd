using System.Text;

namespace TradingAgent.UnitTests.Tidy;

/// <summary>Blanks comments and strings out of C# text, so that words and braces in them do not count.</summary>
internal sealed class SourceBlanking
{
    private readonly string _text;
    private readonly StringBuilder _code;
    private int _at;

    private SourceBlanking(string text)
    {
        _text = text;
        _code = new StringBuilder(text.Length);
    }

    /// <summary>Text of the same length and the same lines.</summary>
    public static string Blank(string text)
    {
        var blanking = new SourceBlanking(text);
        blanking.Run(-1);
        return blanking._code.ToString();
    }

    /// <summary>Copies code until the end, or until the brace that ends a hole of an interpolated string.</summary>
    private void Run(int holeDepth)
    {
        int depth = 0;
        while (_at < _text.Length)
        {
            char c = _text[_at];
            if (Ahead("//")) Skip(LineEnd());
            else if (Ahead("/*")) Skip(EndOf("*/", _at + 2));
            else if (c == '\'') Skip(CharEnd());
            else if (TryString()) continue;
            else
            {
                if (c == '{') depth++;
                if (c == '}' && depth-- == 0 && holeDepth >= 0) return;
                _code.Append(c);
                _at++;
            }
        }
    }

    private bool Ahead(string word) => string.CompareOrdinal(_text, _at, word, 0, word.Length) == 0;

    private void Skip(int end)
    {
        for (; _at < end && _at < _text.Length; _at++) _code.Append(_text[_at] == '\n' ? '\n' : ' ');
    }

    private int LineEnd()
    {
        int end = _text.IndexOf('\n', _at);
        return end < 0 ? _text.Length : end;
    }

    private int EndOf(string mark, int from)
    {
        int end = _text.IndexOf(mark, from, StringComparison.Ordinal);
        return end < 0 ? _text.Length : end + mark.Length;
    }

    private int CharEnd()
    {
        int end = _at + 1;
        while (end < _text.Length && _text[end] != '\'') end += _text[end] == '\\' ? 2 : 1;
        return end + 1;
    }

    /// <summary>A string of any kind at this place: regular, verbatim, raw, interpolated.</summary>
    private bool TryString()
    {
        int at = _at, dollars = 0;
        bool verbatim = false;
        for (; at < _text.Length && _text[at] is '$' or '@'; at++)
        {
            if (_text[at] == '$') dollars++;
            else verbatim = true;
        }
        int quotes = 0;
        while (at + quotes < _text.Length && _text[at + quotes] == '"') quotes++;
        if (quotes == 0) return false;
        if (quotes == 2) quotes = 1;
        Skip(at + quotes);
        Body(dollars, verbatim, quotes);
        return true;
    }

    private void Body(int dollars, bool verbatim, int quotes)
    {
        bool raw = quotes >= 3;
        string end = new('"', quotes);
        while (_at < _text.Length)
        {
            if (!raw && !verbatim && _text[_at] == '\\') Skip(_at + 2);
            else if (verbatim && Ahead("\"\"")) Skip(_at + 2);
            else if (Ahead(end))
            {
                Skip(_at + quotes);
                return;
            }
            else if (dollars > 0 && Braces() is var braces && braces > 0) Hole(braces, raw ? dollars : 1, raw);
            else Skip(_at + 1);
        }
    }

    private int Braces()
    {
        int count = 0;
        while (_at + count < _text.Length && _text[_at + count] == '{') count++;
        return count;
    }

    private void Hole(int braces, int needed, bool raw)
    {
        bool escaped = raw ? braces < needed : braces % 2 == 0;
        Skip(_at + braces);
        if (escaped) return;
        Run(0);
        Skip(_at + needed);
    }
}
