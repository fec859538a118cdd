using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TradingAgent.Venues.Wire;

/// <summary>
/// Walks over JSON as the venue writes it: no blanks, no escapes, values that are strings, whole numbers, true, false
/// or null. It is quick because it knows nothing else; whatever it does not know it declines, and the general reader
/// judges the frame from its beginning.
/// </summary>
internal ref struct CompactJson(ReadOnlySpan<byte> text)
{
    private const int BlockBytes = 64;

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;
    private int _block = -BlockBytes;
    private ulong _quotes;

    public readonly bool IsAtEnd => _at == _text.Length;

    /// <summary>How many bytes have been walked over.</summary>
    public readonly int Position => _at;

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
        if (NextQuote() != _at) return false;
        int end = NextQuote();
        if (end < 0) return false;
        value = _text[(_at + 1)..end];
        _at = end + 1;
        return true;
    }

    /// <summary>
    /// Reads <c>"name":"text"</c>, or <c>"name":</c> alone when something else follows, which is then the caller's.
    /// </summary>
    public bool TryPair(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value, out bool isText)
    {
        ulong quotes = _quotes;
        if (BitOperations.PopCount(quotes) < 4) return TryPairSlowly(out name, out value, out isText);
        int block = _block;
        ref byte first = ref MemoryMarshal.GetReference(_text);
        int open = block + BitOperations.TrailingZeroCount(quotes);
        quotes &= quotes - 1;
        int close = block + BitOperations.TrailingZeroCount(quotes);
        quotes &= quotes - 1;
        name = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref first, open + 1), close - open - 1);
        value = default;
        isText = false;
        // Two more quotes follow in this block, so that what is looked at here is within the text.
        if (open != _at || Unsafe.Add(ref first, close + 1) != (byte)':') return false;
        int begin = block + BitOperations.TrailingZeroCount(quotes);
        if (begin == close + 2)
        {
            quotes &= quotes - 1;
            int end = block + BitOperations.TrailingZeroCount(quotes);
            quotes &= quotes - 1;
            value = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref first, begin + 1), end - begin - 1);
            isText = true;
            close = end - 1;
        }
        _quotes = quotes;
        _at = close + 2;
        return true;
    }

    private bool TryPairSlowly(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value, out bool isText)
    {
        value = default;
        isText = false;
        if (!TryName(out name)) return false;
        isText = _at < _text.Length && _text[_at] == (byte)'"';
        return !isText || TryString(out value);
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

    /// <summary>Reads a bare value as it stands: a number of any shape, true, false or null.</summary>
    public bool TryBare(out ReadOnlySpan<byte> value)
    {
        int start = _at;
        while (_at < _text.Length && _text[_at] is not ((byte)',' or (byte)'}' or (byte)']'))
        {
            if (_text[_at] is (byte)'{' or (byte)'[' or (byte)'"' or <= (byte)' ')
            {
                value = default;
                return false;
            }
            _at++;
        }
        value = _text[start.._at];
        return value.Length > 0;
    }

    /// <summary>Reads the text of a string, or a bare value as it stands.</summary>
    public bool TryScalar(out ReadOnlySpan<byte> value) =>
        _at < _text.Length && _text[_at] == (byte)'"' ? TryString(out value) : TryBare(out value);

    /// <summary>Steps over a string, a whole number, true, false or null.</summary>
    public bool Skip()
    {
        if (_at >= _text.Length) return false;
        if (_text[_at] == (byte)'"') return TryString(out _);
        if ((uint)(_text[_at] - '0') <= 9) return TryWhole(out _);
        return Skip("false"u8) || Skip("true"u8) || Skip("null"u8);
    }

    /// <summary>
    /// The next quote in the text, -1 when there is none or something foreign is near. Every quote is asked for in its
    /// turn, and each begins or ends a string, because a text with escapes is foreign.
    /// </summary>
    private int NextQuote()
    {
        while (_quotes == 0)
        {
            _block += BlockBytes;
            if (_block >= _text.Length || !TryScan()) return -1;
        }
        int at = _block + BitOperations.TrailingZeroCount(_quotes);
        _quotes &= _quotes - 1;
        return at;
    }

    /// <summary>Finds the quotes of the next 64 bytes at once; false when a byte is not plain.</summary>
    private bool TryScan()
    {
        // The last block is read from the text's end backwards, and what was seen before is shifted out.
        int start = Math.Min(_block, _text.Length - BlockBytes);
        if (start < 0) return false;
        ref byte first = ref Unsafe.Add(ref MemoryMarshal.GetReference(_text), start);
        Vector256<byte> low = Vector256.LoadUnsafe(ref first);
        Vector256<byte> high = Vector256.LoadUnsafe(ref first, (nuint)Vector256<byte>.Count);
        if (!IsPlain(low) || !IsPlain(high)) return false;
        Vector256<byte> quote = Vector256.Create((byte)'"');
        ulong quotes = Vector256.Equals(low, quote).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(high, quote).ExtractMostSignificantBits() << 32);
        _quotes = quotes >> (_block - start);
        return true;
    }

    /// <summary>True when all are visible ASCII and none is a backslash.</summary>
    private static bool IsPlain(Vector256<byte> bytes)
    {
        Vector256<byte> above = bytes - Vector256.Create((byte)0x21);
        Vector256<byte> foreign = Vector256.GreaterThan(above, Vector256.Create((byte)(0x7e - 0x21)))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\\'));
        return foreign == Vector256<byte>.Zero;
    }

    private bool Skip(ReadOnlySpan<byte> word)
    {
        if (!_text[_at..].StartsWith(word)) return false;
        _at += word.Length;
        return true;
    }
}
