using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Account;

/// <summary>An order row as the answer to a question.</summary>
internal static class OrderReports
{
    public static EngineEvent Of(in OrderRow row, VenueId venue, Timestamp now)
    {
        EngineEvent change = VenueEvent.Of(EventKind.OrderReported, venue, row.Instrument, now, row.UpdatedAt);
        change.OrderReported = new OrderReported(
            row.Order, row.Price, row.Quantity, row.Filled, row.Side, StateOf(row.Status, row.Filled));
        return change;
    }

    public static EngineEvent NotFound(ClientOrderId order, InstrumentId instrument, VenueId venue, Timestamp now)
    {
        EngineEvent change = VenueEvent.Of(EventKind.OrderReported, venue, instrument, now);
        change.OrderReported = new OrderReported(
            order, Price.Zero, Quantity.Zero, Quantity.Zero, Side.None, OrderReportState.NotFound);
        return change;
    }

    private static OrderReportState StateOf(OrderRowStatus status, Quantity filled) => status switch
    {
        OrderRowStatus.Open => OrderReportState.Open,
        OrderRowStatus.Filled => OrderReportState.Filled,
        OrderRowStatus.Cancelled => OrderReportState.Cancelled,
        // A rejection that carries fills did exist.
        OrderRowStatus.Rejected => filled.IsZero ? OrderReportState.Rejected : OrderReportState.Cancelled,
        // A state that we do not know keeps the order alive in our books.
        _ => OrderReportState.Open,
    };
}
