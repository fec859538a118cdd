using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources;

namespace TradingAgent.Exchange;

/// <summary>The market source's side of the exchange.</summary>
internal sealed class MarketDesk(ExchangeFloor floor, Matcher matcher) : IMarketDesk
{
    public InstrumentId List(in ListingRequest request) => floor.List(request).Id;

    public void SetIndex(UnderlyingId underlying, double price) =>
        floor.UnderlyingOf(underlying).SetIndex(Math.Round(price, 2), floor.Now);

    public void SetMark(InstrumentId instrument, double price)
    {
        InstrumentSlot slot = floor[instrument];
        double tick = slot.Terms.Tick.ToDouble();
        slot.Mark = Math.Round(Math.Round(price / tick) * tick, 8);
        if (slot.Tape.LastPrice == 0) slot.Tape.Open(FixedPoint.FromDecimal((decimal)slot.Mark));
        floor.TickerChanged(slot);
    }

    public void SetFundingRate(InstrumentId instrument, decimal rate)
    {
        InstrumentSlot slot = floor[instrument];
        if (slot.FundingRate == rate) return;
        slot.FundingRate = rate;
        floor.TickerChanged(slot);
    }

    public void SetVolatility(InstrumentId instrument, double forward, double volatility)
    {
        InstrumentSlot slot = floor[instrument];
        slot.Forward = forward;
        slot.Volatility = volatility;
        if (!slot.HasOwnMark) OptionPricer.Mark(slot, floor.Now);
        floor.TickerChanged(slot);
    }

    public void SetOptionMark(InstrumentId instrument, double mark, in VenueGreeks greeks)
    {
        InstrumentSlot slot = floor[instrument];
        slot.HasOwnMark = true;
        slot.Mark = mark;
        slot.Greeks = greeks;
        floor.TickerChanged(slot);
    }

    public void SetOpenInterest(InstrumentId instrument, Quantity openInterest) =>
        floor[instrument].BackgroundInterest = openInterest.Raw;

    public Quantity DepthAt(InstrumentId instrument, Side side, Price price)
    {
        InstrumentSlot slot = floor[instrument];
        return new Quantity(Background(slot, side, price.Raw));
    }

    public void ReadMark(InstrumentId instrument, out double mark, out VenueGreeks greeks)
    {
        InstrumentSlot slot = floor[instrument];
        mark = slot.Mark;
        greeks = slot.Greeks;
    }

    public Price Best(InstrumentId instrument, Side side) => new(floor[instrument].Book.Best(side));

    public Quantity Take(InstrumentId instrument, Side side, Price limit, Quantity quantity)
    {
        InstrumentSlot slot = floor[instrument];
        return slot.IsTrading
            ? new Quantity(matcher.TakeAsMarket(slot, side, limit.Raw, quantity.Raw))
            : Quantity.Zero;
    }

    public void SetDepth(InstrumentId instrument, Side side, Price price, Quantity quantity)
    {
        InstrumentSlot slot = floor[instrument];
        if (!slot.IsTrading) return;
        long wanted = quantity.Raw;
        if (wanted > 0) wanted -= Clear(slot, side, price.Raw, wanted);
        long standing = Background(slot, side, price.Raw);
        if (wanted == standing) return;
        if (wanted > standing) slot.Book.Add(side, price.Raw, wanted - standing, account: 0, order: 0);
        else TakeBack(slot, side, price.Raw, standing - wanted);
        floor.DepthChanged(slot, side, price.Raw);
    }

    public void ClearDepth(InstrumentId instrument, Side side)
    {
        InstrumentSlot slot = floor[instrument];
        Span<Matching.BookLevel> levels = new Matching.BookLevel[slot.Book.LevelCount(side)];
        int count = slot.Book.CopyLevels(side, levels);
        for (int i = 0; i < count; i++)
        {
            long price = levels[i].Price.Raw;
            long standing = Background(slot, side, price);
            if (standing == 0) continue;
            TakeBack(slot, side, price, standing);
            floor.DepthChanged(slot, side, price);
        }
    }

    /// <summary>
    /// Makes room for a quote: own orders in its way go, strangers' orders trade. Returns what was traded.
    /// </summary>
    private long Clear(InstrumentSlot slot, Side side, long price, long quantity)
    {
        Side opposite = Matcher.Opposite(side);
        long traded = 0;
        while (traded < quantity)
        {
            int front = slot.Book.Front(opposite);
            if (front == 0 || !Matcher.Crosses(side, price, slot.Book.PriceOf(front))) break;
            if (slot.Book.AccountOf(front) == 0)
            {
                long at = slot.Book.PriceOf(front);
                slot.Book.Remove(front);
                floor.DepthChanged(slot, opposite, at);
                continue;
            }
            traded += matcher.FillForMarket(slot, front, side, quantity - traded);
        }
        return traded;
    }

    private static long Background(InstrumentSlot slot, Side side, long price)
    {
        long sum = 0;
        for (int at = slot.Book.FrontAt(side, price); at != 0; at = slot.Book.Next(at))
            if (slot.Book.AccountOf(at) == 0) sum += slot.Book.QuantityOf(at);
        return sum;
    }

    private static void TakeBack(InstrumentSlot slot, Side side, long price, long quantity)
    {
        int at = slot.Book.BackAt(side, price);
        while (at != 0 && quantity > 0)
        {
            int previous = slot.Book.Previous(at);
            if (slot.Book.AccountOf(at) == 0)
            {
                long by = Math.Min(quantity, slot.Book.QuantityOf(at));
                slot.Book.Reduce(at, by);
                quantity -= by;
            }
            at = previous;
        }
    }
}
