using System.Buffers.Text;
using TradingAgent.Domain.Identity;

namespace TradingAgent.Domain.Orders;

/// <summary>
/// The venue's grammar for our ids: <c>ta&lt;instance&gt;-&lt;epoch&gt;-&lt;counter&gt;</c>, at most 28 of
/// <c>[A-Za-z0-9_-]</c>. The instance tells two agents on one account apart.
/// </summary>
public static class ClientOrderIdText
{
    /// <summary>The longest text written.</summary>
    public const int LengthMax = 28;

    /// <summary>One to four lower-case letters or digits.</summary>
    public const int InstanceLengthMax = 4;

    /// <summary>True for one to four characters of <c>[a-z0-9]</c>.</summary>
    public static bool IsInstance(ReadOnlySpan<byte> instance)
    {
        if (instance.Length is 0 or > InstanceLengthMax) return false;
        foreach (byte c in instance)
            if (c is not ((>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9'))) return false;
        return true;
    }

    /// <summary>Writes the text; false when the destination is too short.</summary>
    public static bool TryFormat(
        ReadOnlySpan<byte> instance, ClientOrderId id, Span<byte> destination, out int written)
    {
        written = 0;
        Span<byte> text = stackalloc byte[LengthMax];
        text[0] = (byte)'t';
        text[1] = (byte)'a';
        instance.CopyTo(text[2..]);
        int at = 2 + instance.Length;
        text[at++] = (byte)'-';
        Utf8Formatter.TryFormat(id.Epoch, text[at..], out int used);
        at += used;
        text[at++] = (byte)'-';
        Utf8Formatter.TryFormat(id.Counter, text[at..], out used);
        at += used;
        if (!text[..at].TryCopyTo(destination)) return false;
        written = at;
        return true;
    }

    /// <summary>Reads a text of this instance; false for any other text, which is then a stranger's order.</summary>
    public static bool TryParse(ReadOnlySpan<byte> instance, ReadOnlySpan<byte> text, out ClientOrderId id)
    {
        id = ClientOrderId.None;
        int head = 2 + instance.Length;
        if (text.Length <= head || text[0] != 't' || text[1] != 'a' || text[head] != '-') return false;
        if (!text[2..head].SequenceEqual(instance)) return false;
        ReadOnlySpan<byte> rest = text[(head + 1)..];
        if (!Utf8Parser.TryParse(rest, out uint epoch, out int used) || used >= rest.Length || rest[used] != '-')
            return false;
        rest = rest[(used + 1)..];
        if (!Utf8Parser.TryParse(rest, out uint counter, out used) || used != rest.Length || counter == 0) return false;
        id = new ClientOrderId(epoch, counter);
        return true;
    }
}
