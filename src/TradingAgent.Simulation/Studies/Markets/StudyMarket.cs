using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.Exchange.MarketSources.Generated;
using TradingAgent.Runtime.Live;

namespace TradingAgent.Simulation.Studies.Markets;

/// <summary>
/// A lean market for long studies: one step is a new price of every coin, and the engine hears of it through the same
/// door and in the same events as live. Fills are whole: an order resting at the touch fills by chance, one the price
/// trades through fills surely, one that takes pays the spread. Books of its own tell at the end whether the engine
/// counted right. This file is the course of time; Orders the venue; Options the chain; Flow the public streams.
/// </summary>
public sealed partial class StudyMarket
{
    private const int InstrumentsMax = 128;
    private const double FundingHours = 8;
    private static readonly EngineLimits Limits = new()
    {
        Instruments = InstrumentsMax,
        Orders = 64,
        Legs = InstrumentsMax,
        Executions = 2048,
        CommandsPerEvent = 128,
        ReportsPerEvent = 256,
    };

    private readonly StudySettings _settings;
    private readonly StudySeat _seat = new(Limits);
    private readonly StudyInstrument[] _instruments = new StudyInstrument[InstrumentsMax];
    private readonly InstrumentTable _table = new();
    private readonly Chance _chance;
    private readonly Chance _shared;
    private Timestamp _fundingAt;
    private long _steps;

    public StudyMarket(StudySettings settings)
    {
        _settings = settings;
        var chance = new Chance(settings.Seed);
        (_chance, _shared, _flow) = (chance.Fork(), chance.Fork(), chance.Fork());
        _rates = new double[settings.Coins.Count];
        _interest = new double[settings.Coins.Count];
        _averaged = new decimal[settings.Coins.Count];
        Book = new StudyBook(settings.Coins.Count, InstrumentsMax, settings.EquityUsd);
        Now = settings.Start;
        StepCount = (long)Math.Round(settings.Days * 86_400 / settings.Step.Seconds);
        _seat.OnEvent = settings.OnEvent;
        Begin();
    }

    public TradingEngine Engine => _seat.Engine;

    public StudyBook Book { get; }

    public Timestamp Now { get; private set; }

    /// <summary>Steps of the whole study; a recording may end before.</summary>
    public long StepCount { get; }

    /// <summary>Steps made.</summary>
    public long Steps => _steps;

    public IReadOnlyList<StudyCoin> Coins => _settings.Coins;

    public ulong OrdersHash => _seat.OrdersHash;

    public long OrdersPlaced => _seat.Placed;

    public long OrdersAmended => _seat.Amended;

    /// <summary>Hears every placement and amend.</summary>
    internal Action<EngineCommand>? OnOrder
    {
        set => _seat.OnOrder = value;
    }

    /// <summary>The middle of a coin's perpetual, USD.</summary>
    public double MidOf(int coin)
    {
        ref readonly StudyInstrument perpetual = ref _instruments[coin + 1];
        return (perpetual.Bid.ToDouble() + perpetual.Ask.ToDouble()) / 2;
    }

    /// <summary>What everything held on a coin is worth with the cash that went through it, USD.</summary>
    public double PnlOf(int coin)
    {
        double value = (double)Book.CashOf(coin);
        for (int i = 1; i <= Book.Last; i++)
        {
            NetQuantity held = Book[new InstrumentId(i)];
            if (!held.IsZero && _instruments[i].Coin == coin) value += held.ToDouble() * MarkOf(i);
        }
        return value;
    }

    /// <summary>Equity by the study's own books, USD.</summary>
    public double EquityUsd()
    {
        double equity = (double)_settings.EquityUsd;
        for (int coin = 0; coin < _settings.Coins.Count; coin++) equity += PnlOf(coin);
        return equity;
    }

    /// <summary>Moves on by one step; false when the study is over.</summary>
    public bool TryStep()
    {
        if (_steps >= StepCount) return false;
        double common = _shared.Normal();
        foreach (StudyCoin coin in _settings.Coins)
            if (!coin.Path.TryStep(common)) return false;
        _steps++;
        Now += _settings.Step;
        for (int coin = 0; coin < _settings.Coins.Count; coin++) Requote(coin);
        Match();
        if (Now >= _fundingAt) Fund();
        TakeAverage();
        TurnChains();
        Tell();
        Apply(new EngineEvent { Kind = EventKind.TimeAdvanced }, Now);
        Carry();
        return true;
    }

    /// <summary>
    /// How the engine's books differ from the study's own: one line a difference, none when they agree.
    /// </summary>
    public IReadOnlyList<string> Differences()
    {
        var found = new List<string>();
        for (int i = 1; i < InstrumentsMax; i++)
        {
            var id = new InstrumentId(i);
            if (!_instruments[i].IsListed || Book[id] == Engine.PositionOf(id)) continue;
            found.Add($"{_table[id].Symbol}: {Book[id]} here, {Engine.PositionOf(id)} in the engine");
        }
        double here = EquityUsd();
        double there = Engine.Status().EquityUsd;
        if (!(Math.Abs(here - there) <= 1e-6 * Math.Abs(here)))
            found.Add(FormattableString.Invariant($"equity: {here:F4} here, {there:F4} in the engine"));
        return found;
    }

    private void Begin()
    {
        Apply(new EngineEvent { Kind = EventKind.RunStarted, Run = new RunStarted(1, 0) }, Now);
        for (int coin = 0; coin < _settings.Coins.Count; coin++) ListPerpetual(coin);
        Rate(CurrencyId.Usdt);
        Apply(
            new EngineEvent
            {
                Kind = EventKind.BalanceReported,
                Balance = new BalanceReported(
                    CurrencyId.Usdt, FixedPoint.FromDecimal(_settings.EquityUsd),
                    FixedPoint.FromDecimal(_settings.EquityUsd)),
            }, Now);
        BeginChains();
        SetParameters();
        foreach (VenueStream stream in Enum.GetValues<VenueStream>())
        {
            if (stream == VenueStream.None) continue;
            Apply(
                new EngineEvent
                {
                    Kind = EventKind.VenueStatusChanged,
                    Status = new VenueStatusChanged(stream, VenueStatus.Up),
                }, Now);
        }
        Apply(new EngineEvent { Kind = EventKind.TradingEnabled }, Now);
        _fundingAt = NextFunding();
    }

    private Timestamp NextFunding()
    {
        long interval = Duration.FromSeconds(FundingHours * 3600).Nanoseconds;
        return new Timestamp(((Now.Nanoseconds / interval) + 1) * interval);
    }

    /// <summary>A set of parameters is whole or nothing, as live: a new listing means all of it again.</summary>
    private void SetParameters()
    {
        IReadOnlyList<ParameterValue> values = _settings.Parameters(_table);
        var marker = new ParametersMarker(values.Count, 1);
        Apply(new EngineEvent { Kind = EventKind.ParametersBegin, Parameters = marker }, Now);
        foreach (ParameterValue value in values)
        {
            Apply(
                new EngineEvent
                {
                    Kind = EventKind.ParameterSet,
                    Instrument = value.Instrument,
                    Parameter = new ParameterSet((ushort)value.Id, value.Underlying, value.Value),
                }, Now);
        }
        Apply(new EngineEvent { Kind = EventKind.ParametersEnd, Parameters = marker }, Now);
    }

    private void Rate(CurrencyId currency) => Apply(
        new EngineEvent
        {
            Kind = EventKind.CurrencyRateChanged,
            CurrencyRate = new CurrencyRateChanged(currency, 1),
        }, Now);

    /// <summary>Everything of one step is one frame: the engine decides when it has seen all of it.</summary>
    private void Tell()
    {
        for (int coin = 0; coin < _settings.Coins.Count; coin++)
        {
            var id = new InstrumentId(coin + 1);
            ref readonly StudyInstrument at = ref _instruments[coin + 1];
            var size = Quantity.From(50);
            Apply(
                new EngineEvent
                {
                    Kind = EventKind.QuoteChanged,
                    Flags = EventFlags.MoreFollows,
                    Instrument = id,
                    Quote = new QuoteChanged(at.Bid, size, at.Ask, size, _steps),
                }, Now);
            Apply(
                new EngineEvent
                {
                    Kind = EventKind.MarkChanged,
                    Flags = EventFlags.MoreFollows,
                    Instrument = id,
                    Mark = new MarkChanged(at.Mark, at.Mark),
                }, Now);
        }
        TellFlow();
        if (_steps % _settings.TickerSteps == 0 || _tellOptions) TellOptions();
    }

    /// <summary>Bid and ask about a coin's price, on tick, and the mark between them.</summary>
    private void Requote(int coin)
    {
        ref StudyInstrument at = ref _instruments[coin + 1];
        double price = _settings.Coins[coin].Path.Price;
        long tick = at.Terms.Tick.Raw;
        double half = price * _settings.HalfSpread * FixedPoint.Scale;
        double middle = price * FixedPoint.Scale;
        at.Bid = new Price(Math.Max(1, (long)Math.Floor((middle - half) / tick)) * tick);
        at.Ask = new Price(Math.Max(at.Bid.Raw + tick, (long)Math.Ceiling((middle + half) / tick) * tick));
        at.Mark = new Price((at.Bid.Raw + at.Ask.Raw) / 2);
    }

    private void Fund()
    {
        _fundingAt = NextFunding();
        for (int coin = 0; coin < _settings.Coins.Count; coin++)
        {
            var id = new InstrumentId(coin + 1);
            double rate = _rates[coin];
            NextRate(coin);
            NetQuantity held = Book[id];
            if (held.IsZero) continue;
            decimal paid = decimal.Round(
                held.ToDecimal() * _instruments[coin + 1].Mark.ToDecimal() * (decimal)rate, 8);
            Book.Fund(coin, -paid);
            Apply(
                new EngineEvent
                {
                    Kind = EventKind.FundingPaid,
                    Flags = EventFlags.MoreFollows,
                    Instrument = id,
                    VenueTime = Now,
                    FundingPaid = new FundingPaid(CurrencyId.Usdt, FixedPoint.FromDecimal(-paid), NextExecution()),
                }, Now);
        }
    }

    private void ListPerpetual(int coin)
    {
        StudyCoin own = _settings.Coins[coin];
        var terms = new InstrumentTerms
        {
            Kind = ContractKind.LinearPerpetual,
            Venue = VenueId.Bybit,
            BaseCoin = own.Coin,
            QuoteCoin = CurrencyId.Usdt,
            SettleCoin = CurrencyId.Usdt,
            Tick = Price.From(own.Tick),
            Lot = Quantity.From(own.Lot),
            QuantityMin = Quantity.From(own.Lot),
            QuantityMax = Quantity.From(own.Lot * 1_000_000),
            NotionalMin = Price.From(5),
            Multiplier = Quantity.From(1),
        };
        List(new InstrumentId(coin + 1), coin, terms, Exchange.Listings.ContractSymbols.LinearPerpetual(own.Coin));
        Requote(coin);
        _rates[coin] = _settings.FundingMean;
        _interest[coin] = _settings.VolumeUsdPerDay / MidOf(coin);
    }

    private void List(InstrumentId id, int coin, in InstrumentTerms terms, string symbol)
    {
        _instruments[id.Index] = new StudyInstrument { Terms = terms, Coin = coin };
        var instrument = new Instrument(id, symbol, terms);
        if (_table.Find(id) is null) _table.Add(instrument);
        else _table.Recycle(instrument);
        Apply(
            new EngineEvent
            {
                Kind = EventKind.InstrumentListed,
                Instrument = id,
                Listed = new InstrumentListed(terms),
            },
            Now);
        Apply(
            new EngineEvent
            {
                Kind = EventKind.FeesReported,
                Instrument = id,
                Fees = new FeesReported(
                    (double)_settings.Fees.Rate(terms.IsOption, isMaker: true),
                    (double)_settings.Fees.Rate(terms.IsOption, isMaker: false),
                    (double)_settings.Fees.OptionPremiumCap),
            }, Now);
    }

    private void Apply(in EngineEvent change, Timestamp at) => _seat.Apply(change, at);
}
