using TradingAgent.Engine.Market;

namespace TradingAgent.Engine.Execution;

/// <summary>
/// Campaign and book in, price out: at the touch, or one tick inside it where the spread has room, and, only when told
/// to take, through the touch as far as the collar. Always on tick, never crossing unless taking.
/// </summary>
internal static class PassiveQuoter
{
    /// <summary>Where an order of the stage should rest or take.</summary>
    public static Price PriceOf(
        CampaignStage stage, bool improves, Side side, in QuoteView quote, in InstrumentTerms terms, double collarBps)
    {
        if (stage == CampaignStage.Take) return TakePrice(side, quote, terms, collarBps);
        Price touch = quote.Touch(side);
        bool hasRoom = quote.Ask.Raw - quote.Bid.Raw > terms.Tick.Raw;
        if (!hasRoom || (stage == CampaignStage.Passive && !improves)) return terms.AlignPassive(touch, side);
        long step = side == Side.Buy ? terms.Tick.Raw : -terms.Tick.Raw;
        return terms.AlignPassive(new Price(touch.Raw + step), side);
    }

    /// <summary>
    /// True when a resting order may stay where it is: the wish is less than the hysteresis away, or it is more
    /// aggressive than the wish by less than that.
    /// </summary>
    public static bool MayStay(Price resting, Price wish, in InstrumentTerms terms, double ticks) =>
        Math.Abs(resting.Raw - wish.Raw) < ticks * terms.Tick.Raw;

    /// <summary>
    /// True when an amend to the price is safe: at least one tick, and twice the last 200 ms' move towards us, from the
    /// opposite touch. An amend that crosses would take; a new post-only order would not.
    /// </summary>
    public static bool MayAmendTo(
        Price price, Side side, in QuoteView quote, in TouchHistory touches, in InstrumentTerms terms)
    {
        Price opposite = quote.Touch(side == Side.Buy ? Side.Sell : Side.Buy);
        long room = side == Side.Buy ? opposite.Raw - price.Raw : price.Raw - opposite.Raw;
        long coming = touches.MoveTowards(side, opposite);
        return room >= Math.Max(terms.Tick.Raw, 2 * coming);
    }

    private static Price TakePrice(Side side, in QuoteView quote, in InstrumentTerms terms, double collarBps)
    {
        Price touch = quote.Touch(side == Side.Buy ? Side.Sell : Side.Buy);
        double factor = 1 + ((side == Side.Buy ? collarBps : -collarBps) * 1e-4);
        var limit = new Price((long)(touch.Raw * factor));
        // Aligned towards the touch, so that the collar is never exceeded by rounding.
        Price aligned = terms.AlignPassive(limit, side);
        bool reaches = side == Side.Buy ? aligned >= touch : aligned <= touch;
        return reaches ? aligned : touch;
    }
}
