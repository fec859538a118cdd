using System.Net;

namespace TradingAgent.ExchangeServer;

/// <summary>Where the server listens, whom it knows and whose clock it shows.</summary>
public sealed record ExchangeServerOptions
{
    /// <summary>Loopback unless said otherwise: the server speaks plain HTTP.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>0: any free port, told by <see cref="ExchangeServer.BaseAddress"/>.</summary>
    public int Port { get; init; }

    /// <summary>The exchange's clock; agent and exchange must share it when it is scaled.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Seconds of <see cref="Time"/> per second of the wall. Streams keep their pace in wall seconds, so that a faster
    /// market is told as often as a real one, not as much.
    /// </summary>
    public double Pace { get; init; } = 1;

    public required IReadOnlyList<ApiCredential> Credentials { get; init; }

    /// <summary>Frames waiting for one socket; a client that falls further behind is cut.</summary>
    public int SendQueueMax { get; init; } = 2048;
}
