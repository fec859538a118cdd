using System.Runtime.InteropServices;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Account;

/// <summary>
/// One report of a venue's state: begun, then rows in frames, then completed with their counts. An instrument without a
/// row is flat.
/// </summary>
internal sealed class StateReport(int id, VenueId venue, VenueClock clock, IEventSink events)
{
    private const int FrameMax = 64;

    private readonly List<EngineEvent> _rows = [];

    public void Begin() => Mark(EventKind.ReportBegun, 0, 0);

    /// <summary>Adds an order; publish it with <see cref="Flush"/>.</summary>
    public void Add(in OrderRow row)
    {
        if (!row.Instrument.IsNone) _rows.Add(OrderReports.Of(in row, venue, clock.Now));
    }

    /// <summary>Adds a position; publish it with <see cref="Flush"/>.</summary>
    public void Add(in PositionRow row)
    {
        EngineEvent change = VenueEvent.Of(
            EventKind.PositionReported, venue, row.Instrument, clock.Now, row.UpdatedAt);
        change.Position = new PositionReported(row.Quantity, row.AveragePrice, row.Sequence, id);
        _rows.Add(change);
    }

    /// <summary>Publishes what was added.</summary>
    /// <returns>How many rows it was.</returns>
    public int Flush()
    {
        Span<EngineEvent> all = CollectionsMarshal.AsSpan(_rows);
        int count = all.Length;
        while (all.Length > 0)
        {
            int taken = Math.Min(all.Length, FrameMax);
            events.PublishFrame(all[..taken]);
            all = all[taken..];
        }
        _rows.Clear();
        return count;
    }

    public void Complete(int orders, int positions) => Mark(EventKind.ReportCompleted, orders, positions);

    private void Mark(EventKind kind, int orders, int positions)
    {
        EngineEvent change = VenueEvent.Of(kind, venue, InstrumentId.None, clock.Now);
        change.Report = new ReportMarker(id, orders, positions);
        events.Publish(in change);
    }
}
