using System.Globalization;
using System.Text;

namespace TradingAgent.Runtime.Safety;

/// <summary>One sign of life, as it stands in the file: a line of text of a fixed length, written in place.</summary>
/// <param name="Beat">Rises with each sign; a watcher looks for change, never at a clock.</param>
/// <param name="State">What the agent is doing.</param>
/// <param name="Epoch">The run.</param>
/// <param name="Sequence">The last event the engine is done with.</param>
public readonly record struct HeartbeatMark(long Beat, HeartbeatState State, uint Epoch, long Sequence)
{
    /// <summary>Its file in the data folder.</summary>
    public const string FileName = "heartbeat";

    private const int Bytes = 96;
    private const string Word = "trading-agent";

    /// <summary>The line, padded.</summary>
    public byte[] ToBytes() => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{Word} {Beat} {State} {Epoch} {Sequence} .").PadRight(Bytes - 1) + "\n");

    /// <summary>Reads the mark of a folder; false when there is none, or half of one.</summary>
    public static bool TryRead(string folder, out HeartbeatMark mark)
    {
        mark = default;
        try
        {
            using FileStream file = new(
                Path.Combine(folder, FileName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> bytes = stackalloc byte[Bytes];
            int read = file.ReadAtLeast(bytes, Bytes, throwOnEndOfStream: false);
            return TryParse(Encoding.ASCII.GetString(bytes[..read]), out mark);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>True when the last run here did not end with every venue confirming that no order is open.</summary>
    public static bool OrdersMayRest(string folder) =>
        File.Exists(Path.Combine(folder, FileName))
        && !(TryRead(folder, out HeartbeatMark mark) && mark.State == HeartbeatState.Stopped);

    private static bool TryParse(string text, out HeartbeatMark mark)
    {
        mark = default;
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 6 || words[0] != Word || words[5][0] != '.') return false;
        bool isWhole = long.TryParse(words[1], CultureInfo.InvariantCulture, out long beat)
            & Enum.TryParse(words[2], out HeartbeatState state)
            & uint.TryParse(words[3], CultureInfo.InvariantCulture, out uint epoch)
            & long.TryParse(words[4], CultureInfo.InvariantCulture, out long sequence);
        mark = new HeartbeatMark(beat, state, epoch, sequence);
        return isWhole;
    }
}
