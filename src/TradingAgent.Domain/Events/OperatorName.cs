using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace TradingAgent.Domain.Events;

/// <summary>Who an operator is, in 16 bytes of UTF-8, cut at a whole character and filled with zeros.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct OperatorName(long A, long B)
{
    /// <summary>The name, as far as it fits.</summary>
    public static OperatorName From(string name)
    {
        Span<OperatorName> text = stackalloc OperatorName[1];
        text.Clear();
        Utf8.FromUtf16(name, MemoryMarshal.AsBytes(text), out _, out _, replaceInvalidSequences: true);
        return text[0];
    }

    public override string ToString()
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<OperatorName>(in this));
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
