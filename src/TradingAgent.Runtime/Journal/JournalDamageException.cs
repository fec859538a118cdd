namespace TradingAgent.Runtime.Journal;

/// <summary>
/// A file of the journal is damaged in a way that a crash cannot explain, so nothing after it is trusted.
/// </summary>
/// <param name="file">Which file.</param>
/// <param name="offset">Where the first bad record begins, in bytes.</param>
/// <param name="what">What is wrong.</param>
public sealed class JournalDamageException(string file, long offset, string what) : Exception(
    $"{file} is damaged at byte {offset}: {what}. Restore the file from a copy, or move the data folder aside and " +
    "start afresh; positions are then adopted from the venue.")
{
    public string File { get; } = file;

    public long Offset { get; } = offset;
}
