using System.Runtime.InteropServices;
using TradingAgent.Runtime.Journal;

namespace TradingAgent.UnitTests.Runtime;

/// <summary>
/// Changes files as someone who knows the format would: checksums, ordinals and the links within the file are put
/// right again.
/// </summary>
internal static class Tampering
{
    /// <summary>Flips the lowest bit of one payload byte of the first record meant; returns its offset.</summary>
    public static long Alter(string file, Func<RecordType, uint, bool> isMeant, int payloadByte)
    {
        byte[] bytes = File.ReadAllBytes(file);
        foreach ((int at, RecordHeader header, int total) in Records(bytes))
        {
            if (!isMeant(header.Type, header.Ordinal)) continue;
            bytes[at + RecordHeader.SizeBytes + payloadByte] ^= 1;
            Reseal(bytes.AsSpan(at, total), header.Ordinal);
            Relink(bytes);
            File.WriteAllBytes(file, bytes);
            return at;
        }
        throw new InvalidOperationException("no such record");
    }

    /// <summary>Takes one record out and renumbers those after it.</summary>
    public static void Remove(string file, Func<RecordType, uint, bool> isMeant)
    {
        byte[] bytes = File.ReadAllBytes(file);
        List<byte> kept = [.. bytes[..SegmentHeader.SizeBytes]];
        uint ordinal = 0;
        foreach ((int at, RecordHeader header, int total) in Records(bytes))
        {
            if (isMeant(header.Type, header.Ordinal)) continue;
            Reseal(bytes.AsSpan(at, total), ordinal++);
            kept.AddRange(bytes[at..(at + total)]);
        }
        byte[] whole = [.. kept];
        Relink(whole);
        File.WriteAllBytes(file, whole);
    }

    /// <summary>Writes a segment's records anew in another order or number; links are left as they are.</summary>
    public static void Rearrange(string file, Func<List<byte[]>, IEnumerable<byte[]>> order)
    {
        byte[] bytes = File.ReadAllBytes(file);
        List<byte[]> records = [.. Records(bytes).Select(r => bytes[r.At..(r.At + r.Total)])];
        List<byte> changed = [.. bytes[..SegmentHeader.SizeBytes]];
        uint ordinal = 0;
        foreach (byte[] record in order(records))
        {
            byte[] copy = [.. record];
            Reseal(copy, ordinal++);
            changed.AddRange(copy);
        }
        File.WriteAllBytes(file, [.. changed]);
    }

    /// <summary>Flips a bit of a record, cuts it, inserts it again, or reorders it with the next one.</summary>
    public static void Change(string file, string kind, int record = 40) => Rearrange(file, records =>
    {
        List<byte[]> changed = [.. records];
        switch (kind)
        {
            case "flip":
                changed[record][RecordHeader.SizeBytes + 100] ^= 1;
                break;
            case "cut":
                changed.RemoveAt(record);
                break;
            case "insert":
                changed.Insert(record, changed[record]);
                break;
            case "reorder":
                (changed[record], changed[record + 1]) = (changed[record + 1], changed[record]);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such change");
        }
        return changed;
    });

    /// <summary>Puts the links of a segment file right.</summary>
    public static void RelinkFile(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        Relink(bytes);
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>Makes a segment look as one without a chain, of an earlier build.</summary>
    public static void Unchain(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        SegmentHeader header = MemoryMarshal.Read<SegmentHeader>(bytes) with { Version = 1 };
        WriteHeader(bytes, header);
        File.WriteAllBytes(file, bytes);
        Remove(file, (type, _) => type == RecordType.Link);
    }

    /// <summary>Makes a segment look as if another build had written it.</summary>
    public static void SetBuild(string file, ulong build)
    {
        byte[] bytes = File.ReadAllBytes(file);
        WriteHeader(bytes, MemoryMarshal.Read<SegmentHeader>(bytes) with { BuildId = build });
        Relink(bytes);
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>Makes a snapshot look as if another build had written it.</summary>
    public static void SetSnapshotBuild(string file, ulong build)
    {
        byte[] bytes = File.ReadAllBytes(file);
        SnapshotHeader header = MemoryMarshal.Read<SnapshotHeader>(bytes) with { BuildId = build };
        MemoryMarshal.Write(bytes, in header);
        header.Checksum = Crc32C.Of(
            bytes.AsSpan(0, SnapshotHeader.SizeBytes - sizeof(uint)), bytes.AsSpan(SnapshotHeader.SizeBytes));
        MemoryMarshal.Write(bytes, in header);
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>The whole records of a segment.</summary>
    public static IEnumerable<(int At, RecordHeader Header, int Total)> Records(byte[] bytes)
    {
        int at = SegmentHeader.SizeBytes;
        while (RecordHeader.TryRead(bytes.AsSpan(at), out RecordHeader header, out int total))
        {
            yield return (at, header, total);
            at += total;
        }
    }

    /// <summary>The first byte in which two events differ.</summary>
    public static int OffsetIn(EngineEvent one, EngineEvent other) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<EngineEvent>(in one))
            .CommonPrefixLength(MemoryMarshal.AsBytes(new ReadOnlySpan<EngineEvent>(in other)));

    private static void WriteHeader(byte[] bytes, SegmentHeader header)
    {
        MemoryMarshal.Write(bytes, in header);
        header.Checksum = SegmentHeader.ChecksumOf(bytes.AsSpan(0, SegmentHeader.SizeBytes));
        MemoryMarshal.Write(bytes, in header);
    }

    private static void Relink(byte[] bytes)
    {
        using HashChain chain = new([]);
        foreach ((int at, RecordHeader header, int total) in Records(bytes))
        {
            Span<byte> record = bytes.AsSpan(at, total);
            bool isLink = header.Type == RecordType.Link;
            if (header.Ordinal == 0 && !isLink) return;
            Span<byte> head = isLink ? record.Slice(RecordHeader.SizeBytes, HashChain.HeadBytes) : [];
            if (header.Ordinal == 0)
            {
                chain.Begin(head);
                chain.Extend(bytes.AsSpan(0, SegmentHeader.SizeBytes));
            }
            else if (isLink)
            {
                chain.Link();
                chain.Head.CopyTo(head);
                Reseal(record, header.Ordinal);
            }
            chain.Extend(record);
        }
    }

    private static void Reseal(Span<byte> record, uint ordinal)
    {
        RecordHeader header = MemoryMarshal.Read<RecordHeader>(record);
        header.Ordinal = ordinal;
        MemoryMarshal.Write(record, in header);
        header.Checksum = RecordHeader.ChecksumOf(record);
        MemoryMarshal.Write(record, in header);
    }
}
