using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace TradingAgent.Domain.Events;

/// <summary>
/// A few words of an operator inside an event: who asked, or why. UTF-8 in 56 bytes, cut at a whole character, filled
/// with zeros. The engine never reads it.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct OperatorText(long A, long B, long C, long D, long E, long F, long G)
{
    /// <summary>Most bytes kept.</summary>
    public const int BytesMax = 56;

    /// <summary>The words, as far as they fit.</summary>
    public static OperatorText From(string words)
    {
        Span<OperatorText> text = stackalloc OperatorText[1];
        text.Clear();
        Utf8.FromUtf16(words, MemoryMarshal.AsBytes(text), out _, out _, replaceInvalidSequences: true);
        return text[0];
    }

    public override string ToString()
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<OperatorText>(in this));
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
