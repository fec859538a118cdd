namespace TradingAgent.Exchange.Listings;

/// <summary>
/// An instrument of this exchange. The object stays the same for life; its status moves, and rarely its tick.
/// </summary>
public sealed class ListedInstrument
{
    internal ListedInstrument(Instrument instrument, ListingTerms listing)
    {
        Instrument = instrument;
        Listing = listing;
    }

    /// <summary>Dense, from 1, in order of listing; never reused.</summary>
    public InstrumentId Id => Instrument.Id;

    public string Symbol => Instrument.Symbol;

    public Instrument Instrument { get; internal set; }

    public InstrumentTerms Terms => Instrument.Terms;

    public ListingTerms Listing { get; }

    public InstrumentStatus Status { get; internal set; }

    /// <summary>Set at expiry: the price it was settled at.</summary>
    public decimal DeliveryPrice { get; internal set; }

    public override string ToString() => $"{Symbol} ({Status})";
}
