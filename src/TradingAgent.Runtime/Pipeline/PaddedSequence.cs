namespace TradingAgent.Runtime.Pipeline;

/// <summary>
/// A position alone on its cache lines: 128 bytes before and after it, because x64 fetches lines in pairs and some
/// arm64 cores have lines of 128 bytes. Without it a writer of one position slows down every reader of its neighbour.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
public struct PaddedSequence
{
    [FieldOffset(128)] public long Value;
}
