using System.Net;

namespace TradingAgent.ExchangeServer.Binance.Limits;

/// <summary>
/// Request weight by address in each minute of the exchange's clock. An address that goes on after having been refused
/// is banned for a while. Any thread.
/// </summary>
internal sealed class WeightMeter(BinanceFrontOptions options)
{
    private readonly Dictionary<IPAddress, Visitor> _visitors = [];
    private readonly Lock _gate = new();

    /// <summary>Counts a request.</summary>
    /// <param name="address">Whose.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="now">The exchange's clock.</param>
    /// <param name="used">The minute's weight so far.</param>
    /// <param name="retrySeconds">When refused: how long to wait.</param>
    public Answer Count(IPAddress? address, int weight, Timestamp now, out int used, out int retrySeconds)
    {
        address ??= IPAddress.None;
        long minute = now.Milliseconds / 60_000;
        lock (_gate)
        {
            if (!_visitors.TryGetValue(address, out Visitor? visitor)) _visitors[address] = visitor = new Visitor();
            if (visitor.Minute != minute)
            {
                visitor.Minute = minute;
                visitor.Used = 0;
                visitor.Refused = 0;
            }
            used = visitor.Used;
            if (now < visitor.BannedUntil)
            {
                retrySeconds = SecondsTo(visitor.BannedUntil, now);
                return Answer.Banned(address.ToString(), visitor.BannedUntil);
            }
            visitor.Used += weight;
            used = visitor.Used;
            retrySeconds = 0;
            if (used <= options.WeightPerMinuteMax) return Answer.Ok;
            visitor.Refused++;
            if (visitor.Refused > options.RefusalsBeforeBan)
            {
                visitor.BannedUntil = now + Duration.FromSeconds(options.BanSeconds);
                retrySeconds = SecondsTo(visitor.BannedUntil, now);
                return Answer.Banned(address.ToString(), visitor.BannedUntil);
            }
            retrySeconds = SecondsTo(Timestamp.FromMilliseconds((minute + 1) * 60_000), now);
            return Answer.TooMuchWeight(address.ToString(), options.WeightPerMinuteMax);
        }
    }

    private static int SecondsTo(Timestamp end, Timestamp now) =>
        (int)Math.Ceiling((end.Milliseconds - now.Milliseconds) / 1000.0);

    private sealed class Visitor
    {
        public long Minute;
        public int Used;
        public int Refused;
        public Timestamp BannedUntil;
    }
}
