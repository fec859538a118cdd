namespace TradingAgent.Venues.Account;

/// <summary>A position as a venue tells it, streamed or when asked.</summary>
internal ref struct PositionRow
{
    public InstrumentId Instrument;
    public NetQuantity Quantity;
    public Price AveragePrice;
    public long Sequence;

    /// <summary>Place in the deleveraging queue, 0 to 5.</summary>
    public int AdlRank;
    public Timestamp UpdatedAt;
    public ReadOnlySpan<byte> Symbol;
}
