using System.Net;
using TradingAgent.ExchangeServer.Faults;

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

    /// <summary>Bybit's keys; null: that venue's protocol is not spoken.</summary>
    public IReadOnlyList<ApiCredential>? Credentials { get; init; }

    /// <summary>Binance's keys and limits; null: that venue's protocol is not spoken.</summary>
    public BinanceFrontOptions? Binance { get; init; }

    /// <summary>REST requests from one address in five seconds; one more bans it. 0: no limit.</summary>
    public int RequestsPerFiveSecondsMax { get; init; } = 600;

    /// <summary>How long a ban lasts, in seconds of <see cref="Time"/>.</summary>
    public double BanSeconds { get; init; } = 600;

    /// <summary>Messages on trade sockets from one address in a second.</summary>
    public int OrderMessagesPerSecondMax { get; init; } = 3_000;

    /// <summary>New sockets from one address in five minutes.</summary>
    public int SocketsPerFiveMinutesMax { get; init; } = 500;

    /// <summary>
    /// Seconds of the wall after which a socket is cut that neither pinged nor was sent anything, unless it asked for
    /// another time with <c>max_active_time</c>.
    /// </summary>
    public double IdleSecondsMax { get; init; } = 600;

    /// <summary>Seconds of the wall between two looks for idle sockets.</summary>
    public double IdleScanSeconds { get; init; } = 30;

    /// <summary>Frames waiting for one socket; a client that falls further behind is cut.</summary>
    public int SendQueueMax { get; init; } = 2048;

    /// <summary>What shall go wrong on purpose.</summary>
    public WireFaults Faults { get; init; } = new();

    /// <summary>True: whoever is on this machine may begin and end faults at <c>/control/faults</c>.</summary>
    public bool HasFaultDoor { get; init; }
}
