namespace TradingAgent.Fuzzing;

/// <summary>A clock that stands, so that the same seed makes the same run.</summary>
internal sealed class StillTime : TimeProvider
{
    /// <summary>What it shows, in milliseconds since 1970 UTC.</summary>
    public const long Milliseconds = 1_790_000_000_000;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    public override long GetTimestamp() => 0;
}
