using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Market;

/// <summary>What of a run's wishes is the venue's and has not expired.</summary>
internal static class PlanOf
{
    /// <summary>
    /// What one connection may carry: the options' documents say 200 streams, the futures' 1,024; the lesser holds for
    /// both, so that one socket's loss is not everything's.
    /// </summary>
    public static PlanLimits Limits { get; } = new(Topics: 200, Characters: 20_000);

    /// <summary>The instruments of a list that are the venue's and alive at that moment.</summary>
    public static IReadOnlyList<Instrument> Pick(
        InstrumentTable instruments, IReadOnlyList<InstrumentId> ids, VenueId venue, Timestamp now) =>
    [
        .. ids.Select(instruments.Find).OfType<Instrument>()
            .Where(i => i.Terms.Venue == venue)
            .Where(i => i.Terms.Expiry.IsNone || i.Terms.Expiry > now),
    ];

    /// <summary>Takes the ids whose tickers and trades are wanted.</summary>
    public static void Note(TickerSet tickers, VenueSubscriptions wanted)
    {
        tickers.Add(wanted.Tickers);
        tickers.Add(wanted.Trades);
    }
}
