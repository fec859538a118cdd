namespace TradingAgent.Venues.Ports;

/// <summary>What a venue's adapter counted, for whoever watches it; read on demand, by any thread.</summary>
/// <param name="Streams">Its connections.</param>
/// <param name="QuarantinedFrames">Frames that could not be read.</param>
/// <param name="Margin">The account's margin.</param>
public sealed record VenueFigures(
    IReadOnlyList<StreamFigures> Streams, long QuarantinedFrames, MarginFigures Margin)
{
    /// <summary>Of a venue that counts nothing.</summary>
    public static VenueFigures None { get; } = new([], 0, MarginFigures.Unknown);
}
