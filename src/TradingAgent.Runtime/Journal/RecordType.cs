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

    /// <summary>The last record of a segment that was closed in good order.</summary>
    End = 255,
}
