using TradingAgent.Exchange.Matching;

namespace TradingAgent.Exchange.Listings;

/// <summary>Everything the exchange keeps of one instrument: its listing, its book, its figures.</summary>
internal sealed class InstrumentSlot(ListedInstrument listed, UnderlyingSlot underlying, int tradesKept)
{
    public readonly ListedInstrument Listed = listed;
    public InstrumentTerms Terms = listed.Terms;
    public readonly UnderlyingSlot Underlying = underlying;
    public readonly MatchingBook Book = new();
    public readonly TradeTape Tape = new(tradesKept);

    public InstrumentId Id => Listed.Id;

    /// <summary>
    /// Inverse perpetual or future: sized in USD, valued in coin. Coin-settled options value like linear ones.
    /// </summary>
    public readonly bool IsInverseFuture = listed.Terms.IsInverse && !listed.Terms.IsOption;

    public double Mark;
    public double Forward;
    public double Volatility;
    public VenueGreeks Greeks;
    public bool HasOwnMark;
    public decimal FundingRate;

    /// <summary>What background participants hold among themselves.</summary>
    public long BackgroundInterest;

    /// <summary>Sum of the long positions of accounts.</summary>
    public long AccountInterest;

    public long UpdateCount;
    public long Sequence;

    /// <summary>
    /// Value of a size at a price in the settle coin, exact; inverse futures are rounded at the 8th decimal.
    /// </summary>
    public decimal Value(long quantity, long price) => IsInverseFuture
        ? decimal.Round(FixedPoint.ToDecimal(quantity) / FixedPoint.ToDecimal(price), 8, MidpointRounding.AwayFromZero)
        : FixedPoint.ToDecimal(quantity) * FixedPoint.ToDecimal(price);

    /// <summary>Value of a signed size at the mark in the settle coin; for an inverse future size / mark.</summary>
    public double ValueAtMark(double quantity) =>
        IsInverseFuture ? (Mark > 0 ? quantity / Mark : 0) : quantity * Mark;

    public bool IsTrading => Listed.Status == InstrumentStatus.Trading;
}
