using System.Reflection;
using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Risk;
using TradingAgent.Quant.Options;
using TradingAgent.TestKit.Engine;

namespace TradingAgent.Benchmarks.Engine;

/// <summary>
/// An engine with two underlyings that hold so many option legs together and with every policy there is, warmed up
/// until each has its inputs; seven options of each underlying have a book and may be traded.
/// </summary>
internal sealed class ScalingBench
{
    private const int FirstOption = 50;
    private const int Expiries = 10;
    private readonly EngineOutput _output;
    private readonly EngineRig _rig;
    private readonly InstrumentId[] _quoted;
    private EngineEvent _quote;
    private EngineEvent _trade;
    private Timestamp _now;
    private long _ticks;
    private int _said;

    public ScalingBench(int legs, bool hasPolicies)
    {
        var limits = new EngineLimits();
        _rig = new EngineRig(limits);
        _output = new EngineOutput(limits);
        (InstrumentId Id, InstrumentTerms Terms)[] options =
            [.. Enumerable.Range(0, legs).Select(i => (new InstrumentId(FirstOption + i), Option(i, legs)))];
        _rig.With(ParameterId.DayLossMax, 1e12).With(ParameterId.DrawdownMax, 1e12).With(ParameterId.BandDelta, 1e6)
            .With(ParameterId.VegaMax, 1e12).With(ParameterId.BarInterval, 1000).With(ParameterId.LegAgeMax, 3_600_000)
            .With(ParameterId.PlanInterval, 10).With(ParameterId.FlowMemory, 60_000)
            .With(ParameterId.FundingMemory, 3_600_000);
        _rig.Tradable.Add(SmallMarket.EtherPerpetual);
        if (hasPolicies) _rig.WithEveryPolicy(SmallMarket.Bitcoin, SmallMarket.Ether);
        (InstrumentId Id, InstrumentTerms Terms)[] quoted =
        [
            .. options.Where(option => option.Terms.Underlying == SmallMarket.Bitcoin).Take(7),
            .. options.Where(option => option.Terms.Underlying == SmallMarket.Ether).Take(7),
        ];
        foreach ((InstrumentId id, InstrumentTerms terms) in quoted)
        {
            _rig.Tradable.Add(id);
            decimal price = ValueOf(id, terms);
            _rig.OptionBook(id, price - 5, price + 5);
        }
        _quoted = [.. quoted.Select(option => option.Id)];
        _rig.Run(1);
        _rig.List(SmallMarket.All.Where(i => i.Terms.IsPerpetual).Concat(options));
        _rig.SendParameters();
        _rig.Rate(CurrencyId.Usdt, 1);
        _rig.Balance(CurrencyId.Usdt, 10_000_000);
        Quotes(0);
        foreach ((InstrumentId id, InstrumentTerms terms) in options)
        {
            _rig.Holding(id, id.Index % 4 < 2 ? 1 : -1);
            Ticker(id, terms.Underlying == SmallMarket.Bitcoin);
        }
        _rig.VenueUp();
        _rig.Advance(3000, 1000, quotes: false);
        _rig.Enable();
        _rig.Fees(0.0002, 0.00055);
        _rig.Fees(0.0002, 0.00055, SmallMarket.EtherPerpetual);
        WarmUp();
        _rig.Events.Clear();
        (_now, _quote) = (_rig.Now, new EngineEvent
        {
            Kind = EventKind.QuoteChanged,
            Instrument = SmallMarket.Perpetual,
            Quote = new QuoteChanged(
                Price.From(99_999.9m), Quantity.From(5), Price.From(100_000.1m), Quantity.From(5), 0),
        });
        _trade = new EngineEvent
        {
            Kind = EventKind.TradePrinted,
            Instrument = SmallMarket.Perpetual,
            Trade = new TradePrinted(Price.From(100_000), Quantity.From(1), Side.Buy, 1),
        };
        if (Engine.StatusOf(SmallMarket.Bitcoin).Legs + Engine.StatusOf(SmallMarket.Ether).Legs != legs)
            throw new InvalidOperationException("legs are missing");
    }

    public TradingEngine Engine => _rig.Engine;

    public ScenarioBook Scenarios => (ScenarioBook)typeof(TradingEngine)
        .GetField("_scenarios", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(Engine)!;

    /// <summary>The reference price moves; with ten milliseconds between two of them the policies are asked.</summary>
    public int Tick(bool plans)
    {
        decimal mid = 100_000 + (_ticks % 40);
        _quote.Quote = new QuoteChanged(
            Price.From(mid - 0.1m), Quantity.From(5), Price.From(mid + 0.1m), Quantity.From(5), 0);
        return Apply(ref _quote, plans ? 10_000_000 : 100);
    }

    /// <summary>The same quote again: no Greeks, no plan, what is left is the rest of the path.</summary>
    public int Idle() => Apply(ref _quote, 100);

    /// <summary>A stranger's trade.</summary>
    public int Trade() => Apply(ref _trade, 100);

    /// <summary>Everything is said again that ages, and a clock pulse keeps the grid young; not to be timed.</summary>
    public void Refresh()
    {
        _rig.Now = _now;
        Streams();
        _rig.Apply(new EngineEvent { Kind = EventKind.TimeAdvanced });
        _rig.Events.Clear();
    }

    private int Apply(ref EngineEvent change, long nanoseconds)
    {
        _ticks++;
        _now += new Duration(nanoseconds);
        change.Sequence = Engine.LastSequence + 1;
        change.ReceivedAt = _now;
        Engine.Apply(change, _output);
        return _output.Commands.Length;
    }

    /// <summary>Seventy seconds in which everything is said that a policy may ask for.</summary>
    private void WarmUp()
    {
        for (int i = 0; i < 70; i++)
        {
            Streams();
            _rig.Advance(1000, 250, quotes: false);
        }
    }

    private void Streams()
    {
        _said++;
        for (int i = 0; i < _quoted.Length; i++) Ticker(_quoted[i], i < _quoted.Length / 2);
        Quotes(_said % 2 == 0 ? 20 : -20);
        foreach (InstrumentId id in new[] { SmallMarket.Perpetual, SmallMarket.EtherPerpetual })
        {
            bool isBitcoin = id == SmallMarket.Perpetual;
            _rig.Depth(isBitcoin ? 50 : 900, isBitcoin ? 50 : 900, id);
            _rig.Trade(isBitcoin ? 5 : 90, isBitcoin ? 100_000 : 4_000, id);
            _rig.FundingRate(0.0001 + (_said % 70 * 1e-6), instrument: id);
            _rig.OpenInterest(50_000 + (_said % 70), id);
        }
    }

    private static double SigmaOf(InstrumentId id) => 0.4 + (id.Index % 7 * 0.02);

    private static int ForwardOf(bool isBitcoin) => isBitcoin ? 100_200 : 4_010;

    private void Ticker(InstrumentId id, bool isBitcoin) => _rig.OptionTicker(id, SigmaOf(id), ForwardOf(isBitcoin));

    private static decimal ValueOf(InstrumentId id, in InstrumentTerms terms)
    {
        double years = (terms.Expiry - SmallMarket.Start).Seconds / (365 * 86_400.0);
        double value = Black76.Evaluate(
            terms.OptionSide == OptionSide.Call, ForwardOf(terms.Underlying == SmallMarket.Bitcoin),
            terms.Strike.ToDouble(), years, SigmaOf(id)).Price;
        return 6 + decimal.Round((decimal)value);
    }

    private void Quotes(decimal shift)
    {
        _rig.Mid(100_000 + shift);
        _rig.Market(SmallMarket.InversePerpetual, 99_999.5m, 100_000.5m);
        _rig.Market(SmallMarket.EtherPerpetual, 3_999.9m + (shift / 10), 4_000.1m + (shift / 10));
    }

    private static InstrumentTerms Option(int i, int legs)
    {
        bool isBitcoin = i < legs / 2;
        int perExpiry = Math.Max(1, legs / 2 / Expiries);
        int at = isBitcoin ? i : i - (legs / 2);
        int expiry = Math.Min(at / perExpiry, Expiries - 1);
        decimal strike = (isBitcoin ? 60_000 : 2_400) + ((isBitcoin ? 80_000 : 3_200) * (at % perExpiry) / perExpiry);
        return SmallMarket.Option(
            ContractKind.LinearOption, isBitcoin ? CurrencyId.Btc : CurrencyId.Eth, strike,
            i % 2 == 0 ? OptionSide.Call : OptionSide.Put,
            SmallMarket.Start + Duration.FromSeconds((expiry + 1) * 7 * 86_400));
    }
}
