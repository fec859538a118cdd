using System.Net;

namespace TradingAgent.ExchangeServer.Bybit;

/// <summary>
/// The venue's limits by address, whoever is logged in: REST requests in five seconds, whose breach bans the address
/// from REST for a while, cancels included; order messages in a second; new sockets in five minutes. Open sockets
/// outlive a ban. Any thread.
/// </summary>
internal sealed class AddressLimits(ExchangeServerOptions options)
{
    private static readonly Duration RequestSpan = Duration.FromSeconds(5);
    private static readonly Duration OrderSpan = Duration.FromSeconds(1);
    private static readonly Duration SocketSpan = Duration.FromSeconds(300);

    private readonly Dictionary<IPAddress, Visitor> _visitors = [];
    private readonly Lock _gate = new();

    /// <summary>False when the address is banned, or has just banned itself.</summary>
    public bool TryRequest(IPAddress? address, Timestamp now)
    {
        if (options.RequestsPerFiveSecondsMax <= 0) return true;
        lock (_gate)
        {
            Visitor visitor = Of(address);
            if (now < visitor.BannedUntil) return false;
            if (visitor.Requests.TryCount(now, RequestSpan, options.RequestsPerFiveSecondsMax)) return true;
            visitor.BannedUntil = now + Duration.FromSeconds(options.BanSeconds);
            return false;
        }
    }

    /// <summary>What is left of an address's requests, and when it has some again: now unless it is banned.</summary>
    /// <returns>A limit of zero when there is none.</returns>
    public (int Limit, int Left, Timestamp ResetsAt) Standing(IPAddress? address, Timestamp now)
    {
        int limit = Math.Max(options.RequestsPerFiveSecondsMax, 0);
        lock (_gate)
        {
            Visitor visitor = Of(address);
            return now < visitor.BannedUntil
                ? (limit, 0, visitor.BannedUntil)
                : (limit, limit - visitor.Requests.CountAt(now, RequestSpan), now);
        }
    }

    public bool TryOrder(IPAddress? address, Timestamp now)
    {
        lock (_gate) return Of(address).Orders.TryCount(now, OrderSpan, options.OrderMessagesPerSecondMax);
    }

    public bool TrySocket(IPAddress? address, Timestamp now)
    {
        lock (_gate) return Of(address).Sockets.TryCount(now, SocketSpan, options.SocketsPerFiveMinutesMax);
    }

    private Visitor Of(IPAddress? address)
    {
        address ??= IPAddress.None;
        if (!_visitors.TryGetValue(address, out Visitor? visitor)) _visitors[address] = visitor = new Visitor();
        return visitor;
    }

    private sealed class Visitor
    {
        public Timestamp BannedUntil;

        public Span Requests { get; } = new();

        public Span Orders { get; } = new();

        public Span Sockets { get; } = new();
    }

    /// <summary>Visits in fixed spans of time; a visit too many is not counted.</summary>
    private sealed class Span
    {
        private Timestamp _began;
        private int _count;

        public int CountAt(Timestamp now, Duration length) =>
            _began.IsNone || now - _began >= length ? 0 : _count;

        public bool TryCount(Timestamp now, Duration length, int max)
        {
            if (_began.IsNone || now - _began >= length)
            {
                _began = now;
                _count = 0;
            }
            if (_count >= max) return false;
            _count++;
            return true;
        }
    }
}
