namespace TradingAgent.Runtime.Journal;

/// <summary>The end of a segment that a crash left half written: it cannot have caused an order.</summary>
/// <param name="File">Which file.</param>
/// <param name="Offset">Where the whole records end.</param>
/// <param name="Bytes">How many bytes after it are of no use.</param>
public sealed record TornTail(string File, long Offset, long Bytes);
