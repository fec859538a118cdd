namespace TradingAgent.Runtime.Journal;

/// <summary>Sizes of the journal's files, and what is kept.</summary>
public sealed record JournalLayout
{
    /// <summary>Bytes of one event with its framing.</summary>
    public const int EventRecordBytes = RecordHeader.SizeBytes + EngineEvent.SizeBytes;

    /// <summary>Bytes of one link of the chain with its framing.</summary>
    public const int LinkRecordBytes = RecordHeader.SizeBytes + HashChain.HeadBytes;

    /// <summary>
    /// Events of one segment: 63 MiB of events, the rest of 64 MiB for the other records. A segment begins where
    /// (sequence - 1) is a multiple of this, so that the engine knows without asking where to leave a snapshot.
    /// </summary>
    public int SegmentEvents { get; init; } = 458_752;

    /// <summary>Disk space a segment takes when it is begun.</summary>
    public long SegmentBytes { get; init; } = 64L << 20;

    /// <summary>Force every batch to the disk itself. Off: it survives the process, not a power loss.</summary>
    public bool SyncsEachBatch { get; init; }

    /// <summary>Most bytes of journal kept.</summary>
    public long KeptBytesMax { get; init; } = 4L << 30;

    /// <summary>Oldest journal kept.</summary>
    public TimeSpan KeptFor { get; init; } = TimeSpan.FromDays(7);

    /// <summary>True when a segment begins with this event.</summary>
    public bool BeginsSegment(long sequence) => (sequence - 1) % SegmentEvents == 0;
}
