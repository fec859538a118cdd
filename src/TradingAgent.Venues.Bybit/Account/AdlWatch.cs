using System.Text;
using Microsoft.Extensions.Logging;

namespace TradingAgent.Venues.Bybit.Account;

/// <summary>
/// Says when the venue puts a position of ours near the front of its deleveraging queue: the venue then closes it by
/// itself, without an order of ours. Not thread-safe.
/// </summary>
internal sealed partial class AdlWatch(ILogger logger)
{
    /// <summary>Rank from which it is said; the venue counts to five.</summary>
    public const int RankSaid = 4;

    private readonly Dictionary<InstrumentId, int> _said = [];

    public void On(in PositionRow row)
    {
        int before = _said.GetValueOrDefault(row.Instrument);
        int now = row.AdlRank >= RankSaid && !row.Quantity.IsZero ? row.AdlRank : 0;
        if (now == before) return;
        _said[row.Instrument] = now;
        if (now > before) LogRank(logger, Encoding.ASCII.GetString(row.Symbol), now);
    }

    [LoggerMessage(EventId = LogEvents.AccountAdlRank, Level = LogLevel.Warning,
        Message = "Bybit account: {Symbol} has deleveraging rank {Rank} of 5; the venue may close it by itself")]
    private static partial void LogRank(ILogger logger, string symbol, int rank);
}
