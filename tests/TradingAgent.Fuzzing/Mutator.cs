using System.Text;

namespace TradingAgent.Fuzzing;

/// <summary>
/// Makes new frames from old ones: bytes changed, taken out, put in; ends cut off; pieces doubled or taken from another
/// frame; and, because decoders break on values more than on bytes, numbers replaced by those that are hard to hold.
/// The same seed gives the same frames.
/// </summary>
internal sealed class Mutator(ulong seed)
{
    private const int BytesMax = 8192;

    private static readonly byte[][] HardValues = [.. new[]
    {
        "-1", "0", "-0", "1e308", "1e-320", "1e309", "-1e400", "NaN", "Infinity", "null", "true", "\"\"", "\"-1\"",
        "99999999999999999999999999", "0.00000000000000000000000001", "92233720368.54775807", "92233720368.54775808",
        "-92233720368.54775808", "9223372036854775807", "9223372036854775808", "1e", ".5", "+5", "0x10", "\"1e5\"",
        "[]", "{}", "\"\\u0000\"", "\"\\ud800\"", "184467440737.09551616", "0.123456789",
    }.Select(Encoding.UTF8.GetBytes)];

    private static readonly byte[] Spice = Encoding.UTF8.GetBytes("{}[]\",:-0.eE9\\ntrue\0\u00e9");

    private ulong _state = seed * 0x9E3779B97F4A7C15UL | 1;

    /// <summary>A frame made from one of the corpus.</summary>
    public byte[] Next(IReadOnlyList<byte[]> corpus)
    {
        List<byte> bytes = [.. corpus[Below(corpus.Count)]];
        for (int change = Below(5); change >= 0 && bytes.Count > 2; change--) Change(bytes, corpus);
        if (bytes.Count > BytesMax) bytes.RemoveRange(BytesMax, bytes.Count - BytesMax);
        return [.. bytes];
    }

    private void Change(List<byte> bytes, IReadOnlyList<byte[]> corpus)
    {
        int at = Below(bytes.Count);
        switch (Below(8))
        {
            case 0:
                bytes[at] = (byte)Below(256);
                break;
            case 1:
                bytes.RemoveAt(at);
                break;
            case 2:
                bytes.Insert(at, Spice[Below(Spice.Length)]);
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(1 + Below(40), bytes.Count - at)));
                break;
            case 5:
                byte[] other = corpus[Below(corpus.Count)];
                int from = Below(other.Length);
                bytes.InsertRange(at, other[from..Math.Min(other.Length, from + 1 + Below(60))]);
                break;
            default:
                ReplaceValue(bytes, at);
                break;
        }
    }

    /// <summary>Replaces the number, or the text of one, at or after a place.</summary>
    private void ReplaceValue(List<byte> bytes, int at)
    {
        while (at < bytes.Count && !IsNumeric(bytes[at])) at++;
        int end = at;
        while (end < bytes.Count && IsNumeric(bytes[end])) end++;
        if (end == at) return;
        bytes.RemoveRange(at, end - at);
        bytes.InsertRange(at, HardValues[Below(HardValues.Length)]);
    }

    private static bool IsNumeric(byte one) => one is (>= (byte)'0' and <= (byte)'9') or (byte)'.' or (byte)'-';

    /// <summary>Marsaglia's xorshift (2003), 64 bits: enough to choose by, and the same everywhere.</summary>
    private int Below(int count)
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return (int)((_state >> 11) % (ulong)count);
    }
}
