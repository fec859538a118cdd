using TradingAgent.Engine.Kernel;

namespace TradingAgent.Engine.Market;

/// <summary>
/// The forward that put-call parity gives where the venue says none: from a call and a put of one strike, near the
/// money, both quoted on both sides just now and not far apart. At no interest C − P = F − K, and in coin
/// C − P = 1 − K/F (Black 1976; the coin's price of an option is its dollar price over the forward).
/// </summary>
internal sealed class ParityForward(
    EngineClock clock, EngineParameters parameters, Listings listings, MarketState market, ForwardCurve curve)
{
    /// <summary>Strikes further from the reference price than this part of it do not count.</summary>
    private const double MoneynessMax = 0.05;

    /// <summary>Half the two spreads together, as a part of the reference price: the error that is borne.</summary>
    private const double HalfSpreadMax = 0.005;

    /// <summary>A forward further from the reference price than this part of it is no market's.</summary>
    private const double BasisMax = 0.25;

    /// <summary>The forward by the option just quoted and its counterpart; false where there is none.</summary>
    public bool TryForward(InstrumentId id, out double forward)
    {
        forward = 0;
        ref readonly InstrumentTerms terms = ref listings.Terms(id);
        double spot = curve.Spot(terms.Underlying);
        double strike = terms.Strike.ToDouble();
        if (spot <= 0 || Math.Abs(strike - spot) > MoneynessMax * spot || !IsUsable(id)) return false;
        InstrumentId other = Counterpart(id, terms);
        if (other.IsNone || !IsUsable(other)) return false;
        bool isCall = terms.OptionSide == OptionSide.Call;
        ref readonly QuoteView call = ref market.Quote(isCall ? id : other);
        ref readonly QuoteView put = ref market.Quote(isCall ? other : id);
        double usd = terms.IsInverse ? spot : 1;
        double spreads = (call.Ask - call.Bid).ToDouble() + (put.Ask - put.Bid).ToDouble();
        if (spreads * 0.5 * usd > HalfSpreadMax * spot) return false;
        double difference = call.Mid - put.Mid;
        forward = terms.IsInverse ? strike / (1 - difference) : strike + difference;
        return Math.Abs(forward - spot) <= BasisMax * spot;
    }

    private bool IsUsable(InstrumentId id)
    {
        ref readonly QuoteView quote = ref market.Quote(id);
        return quote.IsTwoSided && clock.Age(quote.At) <= parameters.Milliseconds(ParameterId.QuoteAgeMax);
    }

    /// <summary>
    /// The other side of the same strike, expiry and settlement; looked for only where a forward is missed.
    /// </summary>
    private InstrumentId Counterpart(InstrumentId id, in InstrumentTerms terms)
    {
        for (int i = 1; i < listings.Count; i++)
        {
            var other = new InstrumentId(i);
            if (i == id.Index || curve.SlotOf(other) != curve.SlotOf(id)) continue;
            ref readonly InstrumentTerms at = ref listings.Terms(other);
            if (at.Strike == terms.Strike && at.Kind == terms.Kind && at.SettleCoin == terms.SettleCoin
                && at.Venue == terms.Venue && at.OptionSide != terms.OptionSide) return other;
        }
        return InstrumentId.None;
    }
}
