using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Account;

/// <summary>What row decoders need to know: instruments, whose ids are ours, and what could not be resolved.</summary>
internal sealed class RowContext(VenueId venue, InstrumentTable instruments, byte[] instance, OrderIdMap orders)
{
    private long _unknownSymbols;

    public VenueId Venue => venue;

    public InstrumentTable Instruments => instruments;

    public OrderIdMap Orders => orders;

    /// <summary>Rows about symbols that are not in the table.</summary>
    public long UnknownSymbols => Interlocked.Read(ref _unknownSymbols);

    public InstrumentId Resolve(ReadOnlySpan<byte> symbol)
    {
        if (!instruments.TryResolve(venue, symbol, out InstrumentId id)) Interlocked.Increment(ref _unknownSymbols);
        return id;
    }

    /// <summary>The text under which the venue knows an order of ours (allocates).</summary>
    public string TextOf(ClientOrderId order)
    {
        Span<byte> text = stackalloc byte[ClientOrderIdText.LengthMax];
        ClientOrderIdText.TryFormat(instance, order, text, out int written);
        return System.Text.Encoding.ASCII.GetString(text[..written]);
    }

    /// <summary>Our order by its own text, or by the venue's id where the venue left ours out.</summary>
    public ClientOrderId OrderOf(ReadOnlySpan<byte> linkId, ReadOnlySpan<byte> venueId)
    {
        if (ClientOrderIdText.TryParse(instance, linkId, out ClientOrderId order)) return order;
        if (linkId.Length == 0 && venueId.Length > 0 && orders.TryFind(venueId, out order)) return order;
        return ClientOrderId.None;
    }
}
