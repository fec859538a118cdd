namespace TradingAgent.Exchange.MarketSources.Generated;

/// <summary>
/// The background makers of one future or perpetual. When the fair price moves they rebuild their ladder about it, at
/// once: who rests in the way is traded with. While it stands, they only touch single levels, always behind whoever
/// waits there, so that the touch is worn down by takers and not by magic.
/// </summary>
internal sealed class LadderMaker
{
    private const int Levels = 24;

    private readonly IMarketDesk _desk;
    private readonly InstrumentId _instrument;
    private readonly LadderShape _shape;
    private readonly Chance _chance;
    private readonly long _tick;
    private readonly long _lot;
    private readonly long[] _offsets = new long[Levels];
    private readonly long[] _bids = new long[Levels];
    private readonly long[] _asks = new long[Levels];
    private readonly long[] _wanted = new long[Levels];
    private double _fair;

    public LadderMaker(
        IMarketDesk desk,
        InstrumentId instrument,
        in InstrumentTerms terms,
        LadderShape shape,
        double price,
        Chance chance)
    {
        _desk = desk;
        _instrument = instrument;
        _shape = shape;
        _chance = chance;
        _tick = terms.Tick.Raw;
        _lot = terms.Lot.Raw;
        SpreadTicks = shape.SpreadTicks;
        double reachTicks = price * shape.Reach / terms.Tick.ToDouble();
        for (int i = 1; i < Levels; i++)
        {
            double part = (double)i / (Levels - 1);
            _offsets[i] = Math.Max(_offsets[i - 1] + 1, (long)(reachTicks * part * part * part));
        }
    }

    public InstrumentId Instrument => _instrument;

    /// <summary>The usual spread from the next requote on; twice and three times that happen too.</summary>
    public long SpreadTicks { get; set; }

    /// <summary>Puts the whole ladder about a new fair price.</summary>
    public void Requote(double fair)
    {
        bool rises = fair >= _fair;
        _fair = fair;
        long spread = DrawSpread();
        double fairTicks = fair * FixedPoint.Scale / _tick;
        long bid = (long)Math.Floor(fairTicks - (spread / 2.0) + 0.5);
        // The side that moves into the other goes first, so that it meets whoever is in its way.
        Rebuild(rises ? Side.Buy : Side.Sell, rises ? bid : bid + spread);
        Rebuild(rises ? Side.Sell : Side.Buy, rises ? bid + spread : bid);
    }

    /// <summary>Takes the whole ladder away until the next requote.</summary>
    public void Withdraw()
    {
        _desk.ClearDepth(_instrument, Side.Buy);
        _desk.ClearDepth(_instrument, Side.Sell);
        Array.Clear(_bids);
        Array.Clear(_asks);
        _fair = 0;
    }

    /// <summary>Touches one level: mostly the best.</summary>
    public void Refresh()
    {
        if (_fair == 0) return;
        Side side = _chance.Uniform() < 0.5 ? Side.Buy : Side.Sell;
        int level = _chance.Uniform() < 0.6 ? 0 : _chance.Below(Levels);
        long price = (side == Side.Buy ? _bids : _asks)[level];
        _desk.SetDepth(_instrument, side, new Price(price), Draw(level));
    }

    /// <summary>A background taker arrives.</summary>
    public void Take(double flow)
    {
        if (_fair == 0) return;
        Side side = _chance.Uniform() < 0.5 + (0.3 * flow) ? Side.Buy : Side.Sell;
        double size = _chance.Exponential(_shape.TakerQuantity);
        if (_chance.Uniform() < 0.03) size *= 8;
        double limit = _fair * (side == Side.Buy ? 1.0005 : 0.9995);
        _desk.Take(_instrument, side, new Price((long)(limit * FixedPoint.Scale / _tick) * _tick), ToLots(size));
    }

    private long DrawSpread()
    {
        double u = _chance.Uniform();
        return SpreadTicks * (u < 0.70 ? 1 : u < 0.92 ? 2 : 3);
    }

    private void Rebuild(Side side, long bestTicks)
    {
        long[] standing = side == Side.Buy ? _bids : _asks;
        int away = side == Side.Buy ? -1 : 1;
        int next = 0;
        for (int i = 0; i < Levels; i++)
        {
            // A level that still stands about right is left alone, with its queue.
            long slack = i < 3 ? 0 : _offsets[i] / 4;
            while (next < Levels && Distance(standing[next], bestTicks, away) < _offsets[i] - slack) next++;
            bool keeps = next < Levels && standing[next] != 0
                && Distance(standing[next], bestTicks, away) <= _offsets[i] + slack;
            _wanted[i] = keeps ? standing[next++] : (bestTicks + (away * _offsets[i])) * _tick;
        }
        Apply(side, standing, away);
    }

    /// <summary>
    /// Both lists run from the best outwards: levels in the old one alone go, levels in the new one alone come.
    /// </summary>
    private void Apply(Side side, long[] standing, int away)
    {
        for (int i = 0, j = 0; i < Levels; i++)
        {
            while (j < Levels && (_wanted[j] - standing[i]) * away < 0) j++;
            bool stays = j < Levels && _wanted[j] == standing[i];
            if (!stays && standing[i] != 0) _desk.SetDepth(_instrument, side, new Price(standing[i]), Quantity.Zero);
        }
        for (int i = 0, j = 0; i < Levels; i++)
        {
            while (j < Levels && standing[j] != 0 && (standing[j] - _wanted[i]) * away < 0) j++;
            bool stood = j < Levels && standing[j] == _wanted[i];
            if (!stood) _desk.SetDepth(_instrument, side, new Price(_wanted[i]), Draw(i));
        }
        _wanted.CopyTo(standing, 0);
    }

    private long Distance(long price, long bestTicks, int away) => ((price / _tick) - bestTicks) * away;

    private Quantity Draw(int level)
    {
        double size = _shape.TouchQuantity * (1 + (0.6 * level)) * _chance.Between(0.4, 1.6);
        return ToLots(size);
    }

    private Quantity ToLots(double size) =>
        new(Math.Max(1, (long)Math.Round(size * FixedPoint.Scale / _lot)) * _lot);
}
