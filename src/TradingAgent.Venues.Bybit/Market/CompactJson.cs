using System.Buffers;

namespace TradingAgent.Venues.Bybit.Market;

/// <summary>
/// Walks over JSON as the venue writes it: no blanks, no escapes, values that are strings, whole numbers, true, false
/// or null. It is quick because it knows nothing else; whatever it does not know it declines, and the general reader
/// judges the frame from its beginning.
/// </summary>
internal ref struct CompactJson(ReadOnlySpan<byte> text)
{
    private static readonly SearchValues<byte> Foreign = SearchValues.Create(
        [.. Enumerable.Range(0, 256).Where(b => b is <= 0x20 or '\\' or >= 0x7f).Select(b => (byte)b)]);

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    /// <summary>True when there is nothing in the text that would need care: blanks, escapes, other alphabets.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> text) => text.IndexOfAny(Foreign) < 0;

    public readonly bool IsAtEnd => _at == _text.Length;

    /// <summary>Steps over one character if it is that.</summary>
    public bool Take(char expected)
    {
        if (_at >= _text.Length || _text[_at] != (byte)expected) return false;
        _at++;
        return true;
    }

    /// <summary>Reads <c>"name":</c>.</summary>
    public bool TryName(out ReadOnlySpan<byte> name) => TryString(out name) && Take(':');

    /// <summary>Reads <c>"text"</c>.</summary>
    public bool TryString(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!Take('"')) return false;
        int length = _text[_at..].IndexOf((byte)'"');
        if (length < 0) return false;
        value = _text.Slice(_at, length);
        _at += length + 1;
        return true;
    }

    /// <summary>Reads a whole number, bare or in quotes.</summary>
    public bool TryWhole(out long value)
    {
        if (_at < _text.Length && _text[_at] == (byte)'"')
        {
            value = 0;
            return TryString(out ReadOnlySpan<byte> quoted) && PlainNumber.TryWhole(quoted, out value);
        }
        int start = _at;
        while (_at < _text.Length && (uint)(_text[_at] - '0') <= 9) _at++;
        return PlainNumber.TryWhole(_text[start.._at], out value);
    }

    /// <summary>Steps over a string, a whole number, true, false or null.</summary>
    public bool Skip()
    {
        if (_at >= _text.Length) return false;
        if (_text[_at] == (byte)'"') return TryString(out _);
        if ((uint)(_text[_at] - '0') <= 9) return TryWhole(out _);
        return Skip("false"u8) || Skip("true"u8) || Skip("null"u8);
    }

    private bool Skip(ReadOnlySpan<byte> word)
    {
        if (!_text[_at..].StartsWith(word)) return false;
        _at += word.Length;
        return true;
    }
}
