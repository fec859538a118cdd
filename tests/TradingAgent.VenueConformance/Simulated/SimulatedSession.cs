using System.Runtime.InteropServices;
using System.Text;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.VenueConformance.Simulated;

/// <summary>
/// One run of a <see cref="SimulatedPort"/>: what was asked for, under the run's own instrument ids. The exchange's
/// thread only, but for <see cref="Instruments"/>.
/// </summary>
internal sealed class SimulatedSession(
    VenueId venue, SimulatedExchange exchange, InstrumentTable instruments, VenueSubscriptions wanted,
    IEventSink events, SteadyClock clock, AccountLine account)
{
    private readonly HashSet<InstrumentId> _books = [.. wanted.Books];
    private readonly HashSet<InstrumentId> _tickers = [.. wanted.Tickers];
    private readonly HashSet<InstrumentId> _trades = [.. wanted.Trades];
    private readonly Dictionary<InstrumentId, InstrumentId> _ids = [];
    private IEventSink? _report;

    public InstrumentTable Instruments => instruments;

    public IEventSink Events => events;

    public AccountLine Account => account;

    /// <summary>Reads the catalogue again, for what is listed during the run.</summary>
    public required Func<VenueCatalog> Catalogue { get; init; }

    /// <summary>Where rows of a report go; null for where everything goes.</summary>
    public IEventSink? ReportsTo { get; set; }

    /// <summary>The exchange's listing of an instrument of the run; null when there is none.</summary>
    public ListedInstrument? Listing(InstrumentId id) =>
        instruments.Find(id) is { } known ? exchange.Find(known.Symbol) : null;

    public void Tell(VenueStream stream, VenueStatus status)
    {
        EngineEvent change = VenueEvent.Of(EventKind.VenueStatusChanged, venue, InstrumentId.None, clock.Now);
        change.Status = new VenueStatusChanged(stream, status);
        events.Publish(in change);
    }

    /// <summary>Tells what the venue said, frame by frame.</summary>
    public void Publish(List<EngineEvent> told)
    {
        Span<EngineEvent> left = CollectionsMarshal.AsSpan(told);
        while (left.Length > 0)
        {
            int length = 1;
            while (!left[length - 1].EndsFrame) length++;
            PublishFrame(left[..length]);
            left = left[length..];
        }
    }

    /// <summary>Gives back the ids of contracts that the exchange has closed: they are settled and flat.</summary>
    public void RetireClosed()
    {
        if (wanted.Listings is not { } listings) return;
        foreach (InstrumentId id in _ids.Keys.ToArray())
        {
            if (exchange.Find(id) is not { Status: InstrumentStatus.Closed }) continue;
            listings.Retire(instruments[_ids[id]]);
            _ids.Remove(id);
        }
    }

    private void PublishFrame(Span<EngineEvent> frame)
    {
        EventKind kind = frame[0].Kind;
        if (kind == EventKind.InstrumentListed) Learn(frame[0].Instrument);
        if (kind == EventKind.ReportBegun) _report = ReportsTo ?? events;
        bool isAnswer = _report is not null;
        if (kind != EventKind.InstrumentListed && (isAnswer || IsWanted(frame[0])) && TryStamp(frame))
        {
            if (frame.Length > 1) (_report ?? events).PublishFrame(frame);
            else (_report ?? events).Publish(in frame[0]);
        }
        if (kind == EventKind.ReportCompleted) _report = null;
    }

    /// <summary>The run gives ids to what it does not know yet, and says what it wants of it.</summary>
    private void Learn(InstrumentId id)
    {
        if (wanted.Listings is not { } listings || !Resolve(id).IsNone) return;
        VenueSubscriptions more = listings.Subscribe(listings.List(Catalogue()));
        _books.UnionWith(more.Books);
        _tickers.UnionWith(more.Tickers);
        _trades.UnionWith(more.Trades);
    }

    private bool IsWanted(in EngineEvent change)
    {
        if (AccountLine.Carries(change.Kind)) return account.Takes(in change);
        InstrumentId id = Resolve(change.Instrument);
        return change.Kind switch
        {
            EventKind.QuoteChanged or EventKind.DepthSummaryChanged => _books.Contains(id),
            EventKind.MarkChanged or EventKind.OptionQuoteChanged => _tickers.Contains(id),
            EventKind.TradePrinted or EventKind.LiquidationPrinted => _trades.Contains(id),
            _ => true,
        };
    }

    /// <summary>False when the run does not know the instrument.</summary>
    private bool TryStamp(Span<EngineEvent> frame)
    {
        foreach (ref EngineEvent change in frame)
        {
            bool isAboutOne = !change.Instrument.IsNone;
            change.Instrument = Resolve(change.Instrument);
            if (isAboutOne && change.Instrument.IsNone) return false;
            change.Venue = venue;
            change.ReceivedAt = clock.Now;
        }
        return true;
    }

    private InstrumentId Resolve(InstrumentId id)
    {
        if (id.IsNone) return id;
        if (_ids.TryGetValue(id, out InstrumentId known)) return known;
        byte[] symbol = Encoding.ASCII.GetBytes(exchange.Find(id)!.Symbol);
        if (instruments.TryResolve(venue, symbol, out known)) _ids[id] = known;
        return known;
    }
}
