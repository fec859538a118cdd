namespace TradingAgent.Exchange.MarketSources.Generated;

/// <summary>One option as its maker sees it: what it quoted, and about which mark.</summary>
internal sealed class OptionLeg(InstrumentId instrument, in InstrumentTerms terms)
{
    public readonly InstrumentId Instrument = instrument;
    public readonly double Strike = terms.Strike.ToDouble();
    public readonly bool InCoin = terms.IsInverse;
    public readonly long Tick = terms.Tick.Raw;
    public readonly long Lot = terms.Lot.Raw;
    public long Bid;
    public long Ask;
    public long BidFar;
    public long AskFar;
    public double QuotedMark = -1;
    public double HalfSpread;
    public long RequoteAt;
}
