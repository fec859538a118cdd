using System.Text;

namespace TradingAgent.Fuzzing;

/// <summary>Frames written over several lines for people, as the venue sends them: on one.</summary>
internal static class Frames
{
    public static byte[][] Of(params string[] frames) =>
        [.. frames.Select(frame => Encoding.UTF8.GetBytes(frame.ReplaceLineEndings("")))];
}
