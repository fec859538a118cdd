using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Account;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Setup;

/// <summary>
/// Reads the catalogue again while the venue runs: on a timer, after an expiry, and when a row names a symbol nobody
/// knows. What is new is listed and subscribed; what is gone is unsubscribed, and retired once it is settled, flat and
/// without orders.
/// </summary>
/// <param name="load">Reads the catalogue.</param>
/// <param name="listings">Registers what is new.</param>
/// <param name="subscribe">Subscribes instruments as of a moment.</param>
/// <param name="leave">Leaves the streams of an instrument that is gone.</param>
/// <param name="desk">What is held and open.</param>
/// <param name="clock">Our time.</param>
/// <param name="logger">For humans.</param>
internal sealed partial class ListingWatch(
    Func<CancellationToken, Task<VenueCatalog>> load,
    IListings listings,
    Action<IReadOnlyList<Instrument>, Timestamp> subscribe,
    Action<Instrument> leave,
    AccountDesk desk,
    VenueClock clock,
    ILogger logger)
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
    private static readonly Duration SettledAfter = Duration.FromSeconds(600);

    private readonly HashSet<InstrumentId> _left = [];
    private readonly List<Instrument> _untold = [];
    private readonly HashSet<InstrumentId> _retired = [];
    private HashSet<string>? _listedBefore;
    private Timestamp _readAt;

    /// <summary>
    /// Told of new instruments after they were subscribed; told of them again, soon, when it throws.
    /// </summary>
    public Func<IReadOnlyList<Instrument>, CancellationToken, Task>? Listed { get; init; }

    /// <summary>Between two readings for the timer's sake.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two readings whatever the reason: the catalogue is large.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        _readAt = clock.Now;
        long readMs = Environment.TickCount64;
        long unknown = desk.Context.UnknownSymbols;
        using var timer = new PeriodicTimer(Turn < Pause ? Turn : Pause);
        while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false))
        {
            double waitedMs = Environment.TickCount64 - readMs;
            bool isAsked = _untold.Count > 0 || desk.Context.UnknownSymbols > unknown || HasExpiredSince(_readAt);
            if (waitedMs < (isAsked ? Pause : Interval).TotalMilliseconds) continue;
            readMs = Environment.TickCount64;
            unknown = desk.Context.UnknownSymbols;
            try
            {
                await ReadAsync(ct).ConfigureAwait(false);
            }
            catch (Exception e) when (e is VenueUnreachableException || VenueFrames.IsBadFrame(e))
            {
                LogFailed(logger, desk.Context.Venue, e.Message);
            }
        }
    }

    /// <summary>Reads the catalogue once and acts on what changed.</summary>
    public async Task ReadAsync(CancellationToken ct)
    {
        Timestamp now = clock.Now;
        VenueCatalog catalog = await load(ct).ConfigureAwait(false);
        _readAt = now;
        IReadOnlyList<Instrument> added = listings.List(catalog);
        if (added.Count > 0)
        {
            LogListed(logger, desk.Context.Venue, added.Count, added[0].Symbol);
            foreach (Instrument fresh in added)
            {
                // The id may have been another's.
                _left.Remove(fresh.Id);
                _retired.Remove(fresh.Id);
            }
            subscribe(added, now);
            _untold.AddRange(added);
        }
        HashSet<string> listed = [.. catalog.Instruments.Select(i => i.Symbol)];
        _listedBefore ??= [.. desk.Context.Instruments.All.Select(i => i.Symbol)];
        foreach (Instrument instrument in desk.Context.Instruments.All)
        {
            if (instrument.Terms.Venue != desk.Context.Venue) continue;
            if (listed.Contains(instrument.Symbol))
            {
                if (_left.Remove(instrument.Id)) subscribe([instrument], now);
                continue;
            }
            // Absent once may be a short answer; absent twice is gone.
            if (!_listedBefore.Contains(instrument.Symbol)) Leave(instrument, now);
        }
        _listedBefore = listed;
        if (_untold.Count == 0) return;
        if (Listed is { } tell) await tell([.. _untold], ct).ConfigureAwait(false);
        _untold.Clear();
    }

    private void Leave(Instrument instrument, Timestamp now)
    {
        if (_left.Add(instrument.Id)) leave(instrument);
        bool isSettled = instrument.Terms.Expiry.IsNone || now - instrument.Terms.Expiry >= SettledAfter;
        if (!isSettled || !desk.IsFlat(instrument.Id) || desk.HasOpenOrder(instrument.Id)) return;
        listings.Retire(instrument);
        _untold.RemoveAll(untold => untold.Id == instrument.Id);
        if (_retired.Add(instrument.Id)) LogRetired(logger, desk.Context.Venue, instrument.Symbol);
    }

    private bool HasExpiredSince(Timestamp moment)
    {
        Timestamp now = clock.Now;
        foreach (Instrument instrument in desk.Context.Instruments.All)
        {
            Timestamp expiry = instrument.Terms.Expiry;
            if (!expiry.IsNone && expiry > moment && expiry <= now) return true;
        }
        return false;
    }

    [LoggerMessage(EventId = LogEvents.VenueListed, Level = LogLevel.Information,
        Message = "{Venue}: {Count} new instruments are listed, {Symbol} among them")]
    private static partial void LogListed(ILogger logger, VenueId venue, int count, string symbol);

    [LoggerMessage(EventId = LogEvents.VenueRetired, Level = LogLevel.Information,
        Message = "{Venue}: {Symbol} is gone, settled and flat; it is retired")]
    private static partial void LogRetired(ILogger logger, VenueId venue, string symbol);

    [LoggerMessage(EventId = LogEvents.VenueListingFailed, Level = LogLevel.Warning,
        Message = "{Venue}: the catalogue could not be read again ({Reason}); it will be asked for later")]
    private static partial void LogFailed(ILogger logger, VenueId venue, string reason);
}
