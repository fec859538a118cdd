using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.TestKit.Engine;

namespace TradingAgent.Benchmarks.Engine;

/// <summary>
/// An engine that knows a chain of options over ten expiries and holds so many of them, reconciled and enabled, and
/// its next tick.
/// </summary>
internal sealed class TickBench
{
    /// <summary>Index of the chain's first option; the others follow.</summary>
    public const int FirstOption = 10;

    private const int Expiries = 10;
    private readonly EngineOutput _output;
    private readonly EngineRig _rig;
    private EngineEvent _quote;
    private EngineEvent _ticker;
    private long _ticks;

    /// <param name="legs">Options held.</param>
    /// <param name="listed">Options known; as many as are held where nothing is said.</param>
    public TickBench(int legs, int? listed = null)
    {
        int known = listed ?? legs;
        var limits = new EngineLimits();
        _rig = new EngineRig(limits);
        _output = new EngineOutput(limits);
        (InstrumentId Id, InstrumentTerms Terms)[] options =
            [.. Enumerable.Range(0, known).Select(i => (new InstrumentId(FirstOption + i), Option(i, known)))];
        _rig.With(ParameterId.DayLossMax, 1e12).With(ParameterId.DrawdownMax, 1e12)
            .With(ParameterId.BandDelta, 1e6).With(ParameterId.VegaMax, 1e12);
        _rig.Run(1);
        _rig.List(SmallMarket.All.Where(i => i.Id == SmallMarket.Perpetual).Concat(options));
        _rig.SendParameters();
        _rig.Rate(CurrencyId.Usdt, 1);
        _rig.Mid(100_000);
        foreach ((InstrumentId id, _) in options)
        {
            // Spread evenly: as many as are held, whatever the two numbers are to each other.
            if ((id.Index - FirstOption) * legs % known < legs) _rig.Holding(id, id.Index % 2 == 0 ? 1 : -1);
            _rig.OptionTicker(id, 0.4 + (id.Index % 7 * 0.02), 100_200);
        }
        _rig.VenueUp();
        _rig.Advance(3000, 1000);
        _rig.Enable();
        _rig.Events.Clear();
        _quote = new EngineEvent { Kind = EventKind.QuoteChanged, Instrument = SmallMarket.Perpetual };
        _ticker = new EngineEvent { Kind = EventKind.OptionQuoteChanged, Instrument = new InstrumentId(FirstOption) };
        if (Engine.StatusOf(SmallMarket.Bitcoin).Legs != legs) throw new InvalidOperationException("legs are missing");
    }

    public TradingEngine Engine => _rig.Engine;

    /// <summary>Any event, with its number and time filled in.</summary>
    public void Apply(in EngineEvent change)
    {
        EngineEvent next = change;
        Feed(ref next);
    }

    /// <summary>The reference price moves: every leg is revalued and the hedge decided on.</summary>
    public int Tick()
    {
        decimal mid = 100_000 + (_ticks % 40);
        _quote.Quote = new QuoteChanged(
            Price.From(mid - 0.1m), Quantity.From(5), Price.From(mid + 0.1m), Quantity.From(5), 0);
        return Feed(ref _quote);
    }

    /// <summary>One leg's volatility moves.</summary>
    public int Ticker()
    {
        _ticker.OptionQuote = new OptionQuoteChanged(
            Price.Zero, Quantity.Zero, Price.Zero, Quantity.Zero, Price.Zero, Price.Zero, Price.Zero, 0, 0,
            0.4 + (_ticks % 9 * 0.01));
        return Feed(ref _ticker);
    }

    /// <summary>The same quote again: nothing is recomputed.</summary>
    public int Idle() => Feed(ref _quote);

    private int Feed(ref EngineEvent change)
    {
        _ticks++;
        change.Sequence = Engine.LastSequence + 1;
        change.ReceivedAt = _rig.Now + new Duration(_ticks * 1_000);
        Engine.Apply(change, _output);
        return _output.Commands.Length;
    }

    private static InstrumentTerms Option(int i, int legs)
    {
        int perExpiry = Math.Max(1, legs / Expiries);
        int expiry = Math.Min(i / perExpiry, Expiries - 1);
        decimal strike = 60_000 + (80_000 * (i % perExpiry) / perExpiry);
        return SmallMarket.Option(
            ContractKind.LinearOption, CurrencyId.Btc, strike, i % 2 == 0 ? OptionSide.Call : OptionSide.Put,
            SmallMarket.Start + Duration.FromSeconds((expiry + 1) * 7 * 86_400));
    }
}
