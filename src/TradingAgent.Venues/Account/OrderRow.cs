namespace TradingAgent.Venues.Account;

/// <summary>An order as a venue tells it, streamed or when asked.</summary>
internal ref struct OrderRow
{
    public InstrumentId Instrument;
    public ClientOrderId Order;
    public Side Side;
    public Price Price;
    public Quantity Quantity;
    public Quantity Filled;
    public OrderRowStatus Status;
    public CancelReason CancelReason;
    public RejectReason RejectReason;
    public Timestamp UpdatedAt;
    public ReadOnlySpan<byte> Symbol;

    /// <summary>The venue's id of it, as the map of ids knows it.</summary>
    public ReadOnlySpan<byte> VenueId;

    /// <summary>Our text for it; empty where the venue left it out.</summary>
    public ReadOnlySpan<byte> LinkId;
}
