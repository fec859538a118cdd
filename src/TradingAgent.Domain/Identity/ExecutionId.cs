namespace TradingAgent.Domain.Identity;

/// <summary>A venue's id of one fill, folded to 128 bits, so that a fill seen twice is booked once.</summary>
/// <param name="High">Upper half.</param>
/// <param name="Low">Lower half.</param>
public readonly record struct ExecutionId(ulong High, ulong Low)
{
    public bool IsNone => (High | Low) == 0;

    /// <summary>
    /// A UUID's own 128 bits, or two independent 64-bit hashes of any other text (FNV-1a from two offsets): an
    /// accidental collision within one account's life is of the order of 1e-26.
    /// </summary>
    public static ExecutionId Of(ReadOnlySpan<byte> text)
    {
        if (text.Length == 36 && System.Buffers.Text.Utf8Parser.TryParse(text, out Guid id, out int used) && used == 36)
        {
            Span<byte> bytes = stackalloc byte[16];
            id.TryWriteBytes(bytes);
            return new ExecutionId(BitConverter.ToUInt64(bytes[8..]), BitConverter.ToUInt64(bytes));
        }
        unchecked
        {
            ulong high = 0xcbf29ce484222325UL;
            ulong low = 0x9ae16a3b2f90404fUL;
            foreach (byte b in text)
            {
                high = (high ^ b) * 0x100000001b3UL;
                low = (low ^ b) * 0x100000001b3UL;
                low ^= low >> 29;
            }
            return new ExecutionId(high, low);
        }
    }

    public override string ToString() => $"{High:x16}{Low:x16}";
}
