using System.Text;

namespace TradingAgent.Venues.Wire;

/// <summary>
/// Keeps frames that could not be understood, so that a parser can be mended from evidence: one file each with the
/// reason on its first line, a bounded number of them, secrets blotted out; beyond that only counted. Thread-safe.
/// </summary>
public sealed class FrameQuarantine
{
    private readonly string? _folder;
    private readonly int _filesMax;
    private readonly int _bytesMax;
    private readonly IReadOnlyList<ApiSecret> _secrets;
    private int _files;
    private long _count;

    /// <param name="folder">Where to; null counts only.</param>
    /// <param name="filesMax">Files written in this process's life.</param>
    /// <param name="bytesMax">Of each frame, how much is kept.</param>
    /// <param name="secrets">Texts that must not reach the disk.</param>
    public FrameQuarantine(
        string? folder, int filesMax = 100, int bytesMax = 64 * 1024, IReadOnlyList<ApiSecret>? secrets = null)
    {
        _folder = folder;
        _filesMax = filesMax;
        _bytesMax = bytesMax;
        _secrets = secrets ?? [];
    }

    /// <summary>Frames received here so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Frames that could not be written because the disk refused.</summary>
    public long Lost { get; private set; }

    public void Add(string source, string reason, ReadOnlySpan<byte> frame, Timestamp receivedAt)
    {
        Interlocked.Increment(ref _count);
        if (_folder is null) return;
        int number = Interlocked.Increment(ref _files);
        if (number > _filesMax) return;
        string text = Encoding.UTF8.GetString(frame[..Math.Min(frame.Length, _bytesMax)]);
        foreach (ApiSecret secret in _secrets) text = secret.Scrub(text);
        string name = $"{receivedAt.Milliseconds}-{number:d4}-{source.Replace(' ', '-')}.frame";
        try
        {
            Directory.CreateDirectory(_folder);
            File.WriteAllText(Path.Combine(_folder, name), $"{source}: {reason} ({frame.Length} bytes)\n{text}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Lost++;
        }
    }
}
