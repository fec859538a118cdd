namespace TradingAgent.Venues.Wire;

/// <summary>How one connection behaves; every value has a limit so that «full» and «dead» are defined.</summary>
public sealed record VenueConnectionOptions
{
    /// <summary>For logs and thread of thought: «bybit linear market 1».</summary>
    public required string Name { get; init; }

    public required Uri Address { get; init; }

    /// <summary>Tells the next socket's address where each needs one of its own (a listen key); else null.</summary>
    public Func<CancellationToken, Task<Uri>>? NextAddress { get; init; }

    /// <summary>
    /// How often the socket is pinged where the venue has no ping of its own; zero never. A socket whose pong does not
    /// come within as much time again is taken for dead.
    /// </summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.Zero;

    /// <summary>First size of the receive buffer, bytes.</summary>
    public int BufferBytes { get; init; } = 64 * 1024;

    /// <summary>Largest message accepted, bytes; a larger one closes the connection.</summary>
    public int MessageBytesMax { get; init; } = 8 * 1024 * 1024;

    /// <summary>Messages that may wait to be written; more are refused.</summary>
    public int SendQueueLength { get; init; } = 256;

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Without data for this long the stream is Stale.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Without any message for this long (pongs included) the socket is taken for dead.</summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(45);

    public TimeSpan TickInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan ReconnectFirst { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan ReconnectCeiling { get; init; } = TimeSpan.FromSeconds(15);

    public int ReconnectsPerMinute { get; init; } = 20;

    /// <summary>Attempts of all connections to the same venue; null for a connection of its own.</summary>
    public AttemptWindow? SharedAttempts { get; init; }

    /// <summary>
    /// Where a busy thread looks for what arrives; null leaves that to the runtime, which wakes a thread for it.
    /// </summary>
    public PolledSockets? Polled { get; init; }
}
