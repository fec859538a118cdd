namespace TradingAgent.Runtime.Journal;

/// <summary>What a record of a segment holds. The numbers are written into files: append only.</summary>
public enum RecordType : ushort
{
    None = 0,

    /// <summary>An <see cref="EngineEvent"/>, 128 bytes.</summary>
    Event = 1,

    /// <summary>An instrument's symbol, id and terms; told to humans and adapters, never applied.</summary>
    Instrument = 2,

    /// <summary>A <see cref="Journal.Checkpoint"/>.</summary>
    Checkpoint = 3,

    /// <summary>A <see cref="CommandRecord"/>.</summary>
    Command = 4,

    /// <summary>
    /// A head of the <see cref="HashChain"/>: over everything before this record. The first of a segment is the head
    /// that the segment before it ended with.
    /// </summary>
    Link = 5,

    /// <summary>The <see cref="RunManifest"/> as JSON, near the head of each segment.</summary>
    Manifest = 6,

    /// <summary>The last record of a segment that was closed in good order.</summary>
    End = 255,
}
