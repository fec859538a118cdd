using TradingAgent.Exchange.MarketSources;
using TradingAgent.Exchange.MarketSources.Generated;

namespace TradingAgent.Simulation.Storm.Market;

/// <summary>Background makers of one future, a few levels deep: cheap enough to be moved a million times.</summary>
internal sealed class StormLadder(IMarketDesk desk, InstrumentId instrument, InstrumentTerms terms, Chance chance)
{
    private const int Levels = 4;
    private readonly long[] _bids = new long[Levels];
    private readonly long[] _asks = new long[Levels];

    public InstrumentId Instrument => instrument;

    /// <summary>The price step, in raw units.</summary>
    public long Tick { get; set; } = terms.Tick.Raw;

    /// <summary>Scales every size; 0 leaves the book empty at the next requote.</summary>
    public double Depth { get; set; } = 1;

    /// <summary>Takes every level away.</summary>
    public void Clear()
    {
        desk.ClearDepth(instrument, Side.Buy);
        desk.ClearDepth(instrument, Side.Sell);
        Array.Clear(_bids);
        Array.Clear(_asks);
    }

    /// <summary>Puts the ladder about a fair price; what stands in its way is traded with.</summary>
    public void Requote(double fair, int spreadTicks, double touch)
    {
        long tick = Tick;
        double ticks = fair * FixedPoint.Scale / tick;
        long spread = chance.Uniform() < 0.8 ? spreadTicks : spreadTicks * 3;
        long bid = (long)Math.Floor(ticks - (spread / 2.0) + 0.5);
        long ask = bid + spread;
        bool rises = ask * tick > _asks[0];
        // What moves into the other side goes first, so that it meets whoever rests in its way.
        Place(rises ? Side.Buy : Side.Sell, rises ? bid : ask, touch);
        Place(rises ? Side.Sell : Side.Buy, rises ? ask : bid, touch);
    }

    /// <summary>A taker of the background trades up to a quantity, no further than 1 % away from the touch.</summary>
    public void Take(Side side, double quantity)
    {
        Price touch = desk.Best(instrument, side == Side.Buy ? Side.Sell : Side.Buy);
        if (touch.IsZero) return;
        double reach = side == Side.Buy ? 1.01 : 0.99;
        long limit = (long)(touch.Raw * reach) / Tick * Tick;
        desk.Take(instrument, side, new Price(Math.Max(limit, Tick)), Lots(quantity));
    }

    /// <summary>Takes exactly what stands at a price or better.</summary>
    public Quantity TakeTo(Side side, Price limit, Quantity quantity) => desk.Take(instrument, side, limit, quantity);

    private void Place(Side side, long bestTicks, double touch)
    {
        long[] standing = side == Side.Buy ? _bids : _asks;
        long away = side == Side.Buy ? -1 : 1;
        long best = bestTicks * Tick;
        if (standing[0] == best && Depth == 1) return;
        Span<long> wanted = stackalloc long[Levels];
        for (int i = 0; i < Levels; i++) wanted[i] = (bestTicks + (away * i * (4 + (8 * i)))) * Tick;
        foreach (long price in standing)
            if (price > 0 && !wanted.Contains(price)) desk.SetDepth(instrument, side, new Price(price), Quantity.Zero);
        for (int i = 0; i < Levels; i++)
        {
            bool stands = standing.AsSpan().Contains(wanted[i]) && Depth == 1;
            double size = touch * (1 + (2 * i)) * Depth;
            if (!stands) desk.SetDepth(instrument, side, new Price(wanted[i]), Lots(size * chance.Between(0.4, 1.6)));
        }
        wanted.CopyTo(standing);
    }

    private Quantity Lots(double size) =>
        new((long)Math.Round(size * FixedPoint.Scale / terms.Lot.Raw) * terms.Lot.Raw);
}
