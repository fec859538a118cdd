using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;
using TradingAgent.Runtime.Live;
using TradingAgent.Runtime.Reports;

namespace TradingAgent.Simulation.Studies.Plans;

/// <summary>
/// Tells an engine of a portfolio as a venue would, event by event, and looks at what it decides first. The commands go
/// nowhere.
/// </summary>
public sealed class PortfolioPlan
{
    private static readonly Duration BeforeDecision = Duration.FromSeconds(6);

    /// <summary>Volume is told at least so often, and for so long where there are no bars.</summary>
    private static readonly Duration TradeInterval = Duration.FromSeconds(60);

    private static readonly Duration VolumeSpan = Duration.FromSeconds(3600);
    private static readonly FeeSchedule Fees = new();
    private readonly PlanPortfolio _portfolio;
    private readonly EngineLimits _limits = new() { Instruments = 512, Legs = 512 };
    private readonly TradingEngine _engine;
    private readonly EngineOutput _output;
    private readonly InstrumentTable _table = new();
    private readonly List<int> _asked = [];
    private readonly List<PlanOrder> _orders = [];
    private readonly List<string> _said = [];
    private readonly Timestamp _time;
    private Timestamp _tradedUntil;
    private bool _listens;
    private ulong _executions;

    private PortfolioPlan(PlanPortfolio portfolio)
    {
        _portfolio = portfolio;
        _engine = new TradingEngine(_limits);
        _output = new EngineOutput(_limits);
        _time = Timestamp.From(portfolio.Time);
    }

    /// <summary>Plans for a portfolio.</summary>
    /// <param name="portfolio">A portfolio that was found right.</param>
    /// <param name="parameters">The parameters as configured, given what is listed.</param>
    /// <param name="barLength">Length of the configured bars.</param>
    public static PlanResult Run(
        PlanPortfolio portfolio, Func<InstrumentTable, IReadOnlyList<ParameterValue>> parameters, Duration barLength)
    {
        var plan = new PortfolioPlan(portfolio);
        plan.Begin(parameters, barLength);
        plan.Decide();
        return plan.Result();
    }

    private void Begin(Func<InstrumentTable, IReadOnlyList<ParameterValue>> parameters, Duration barLength)
    {
        int bars = _portfolio.Underlyings.Values.Max(underlying => underlying.Bars.Count);
        // Bars end at multiples of their length; the newest ends at the last one before the moment.
        long newest = (_time.Nanoseconds - BeforeDecision.Nanoseconds) / barLength.Nanoseconds;
        var first = new Timestamp((newest - bars) * barLength.Nanoseconds);
        Timestamp begin = first - VolumeSpan;
        _tradedUntil = begin;
        Apply(new EngineEvent { Kind = EventKind.RunStarted, Run = new RunStarted(1, 0) }, begin);
        List(begin);
        foreach (CurrencyId dollar in (CurrencyId[])[CurrencyId.Usd, CurrencyId.Usdt, CurrencyId.Usdc])
            Apply(Of(EventKind.CurrencyRateChanged) with { CurrencyRate = new CurrencyRateChanged(dollar, 1) }, begin);
        SetParameters(parameters(_table), begin);
        TellVolume(first);
        for (int bar = 0; bar < bars; bar++)
            TellBar(bar - bars, new Timestamp((newest - bars + bar) * barLength.Nanoseconds), barLength);
        Timestamp now = _time - BeforeDecision;
        TellVolume(now);
        TellMarkets(now);
        TellAccount(now);
        foreach (VenueStream stream in Enum.GetValues<VenueStream>())
            if (stream != VenueStream.None)
                Apply(
                    Of(EventKind.VenueStatusChanged) with { Status = new VenueStatusChanged(stream, VenueStatus.Up) },
                    now);
        Apply(Of(EventKind.TradingEnabled), now);
    }

    /// <summary>The venue is asked for its books twice, seconds apart; then everything is fresh and it
    /// decides.</summary>
    private void Decide()
    {
        for (int seconds = 5; seconds > 0; seconds--)
        {
            Timestamp now = _time - Duration.FromSeconds(seconds);
            Answer(now);
            Apply(Of(EventKind.TimeAdvanced), now);
        }
        _listens = true;
        TellMarkets(_time);
        Answer(_time);
        Apply(Of(EventKind.TimeAdvanced), _time);
    }

    private PlanResult Result()
    {
        var pictures = new List<DecisionPicture>();
        foreach (string coin in _portfolio.Underlyings.Keys)
            if (CurrencyId.TryFind(coin, out CurrencyId currency))
                pictures.Add(DecisionPicture.Of(_engine, UnderlyingId.Of(currency)));
        return new PlanResult
        {
            Time = _time.ToString(),
            EquityUsd = _engine.Status().EquityUsd,
            Underlyings = pictures,
            Orders = _orders,
            Reports = _said,
        };
    }

    private static EngineEvent Of(EventKind kind, InstrumentId instrument = default) =>
        new() { Kind = kind, Instrument = instrument };

    private void List(Timestamp at)
    {
        for (int i = 0; i < _portfolio.Instruments.Count; i++)
        {
            PlanInstrument one = _portfolio.Instruments[i];
            var id = new InstrumentId(i + 1);
            InstrumentTerms terms = PlanTerms.Of(one);
            _table.Add(new Instrument(id, one.Symbol, terms));
            EngineEvent listed = Of(EventKind.InstrumentListed, id);
            listed.Listed = new InstrumentListed(terms);
            Apply(listed, at);
            EngineEvent fees = Of(EventKind.FeesReported, id);
            fees.Fees = new FeesReported(
                (double)Fees.Rate(terms.IsOption, isMaker: true), (double)Fees.Rate(terms.IsOption, isMaker: false),
                (double)Fees.OptionPremiumCap);
            Apply(fees, at);
        }
    }

    private void SetParameters(IReadOnlyList<ParameterValue> values, Timestamp at)
    {
        var marker = new ParametersMarker(values.Count, 1);
        Apply(new EngineEvent { Kind = EventKind.ParametersBegin, Parameters = marker }, at);
        foreach (ParameterValue value in values)
        {
            EngineEvent set = Of(EventKind.ParameterSet, value.Instrument);
            set.Parameter = new ParameterSet((ushort)value.Id, value.Underlying, value.Value);
            Apply(set, at);
        }
        Apply(new EngineEvent { Kind = EventKind.ParametersEnd, Parameters = marker }, at);
    }

    /// <summary>A bar as four quotes of the reference: open, both extremes, close.</summary>
    /// <param name="fromEnd">Which: -1 is the newest.</param>
    /// <param name="start">When it begins.</param>
    /// <param name="length">How long it is.</param>
    private void TellBar(int fromEnd, Timestamp start, Duration length)
    {
        for (int part = 0; part < 4; part++)
        {
            var at = new Timestamp(start.Nanoseconds + (length.Nanoseconds * part / 4) + (part == 0 ? 1 : 0));
            TellVolume(at);
            for (int i = 0; i < _portfolio.Instruments.Count; i++)
            {
                PlanInstrument one = _portfolio.Instruments[i];
                IReadOnlyList<PlanBar> bars = _portfolio.Underlyings[one.Underlying].Bars;
                if (!_table[new InstrumentId(i + 1)].Terms.IsPerpetual || bars.Count < -fromEnd) continue;
                PlanBar bar = bars[bars.Count + fromEnd];
                bool rises = bar.Close >= bar.Open;
                decimal price = part switch
                {
                    0 => bar.Open,
                    1 => rises ? bar.Low : bar.High,
                    2 => rises ? bar.High : bar.Low,
                    _ => bar.Close,
                };
                Quote(i, price, null, at);
            }
        }
    }

    /// <summary>Public trades at an even pace up to a moment, in the first perpetual of each coin.</summary>
    private void TellVolume(Timestamp until)
    {
        for (; until - _tradedUntil >= TradeInterval; _tradedUntil += TradeInterval)
        {
            for (int i = 0; i < _portfolio.Instruments.Count; i++)
            {
                PlanInstrument one = _portfolio.Instruments[i];
                bool isFirst = _portfolio.Instruments.First(Trades(one.Underlying)) == one;
                if (!isFirst || _portfolio.Underlyings[one.Underlying].VolumePerDay is not { } perDay) continue;
                decimal spot = _portfolio.Underlyings[one.Underlying].Spot;
                decimal coins = (decimal)(perDay * TradeInterval.Seconds / 86_400);
                bool isInverse = _table[new InstrumentId(i + 1)].Terms.IsInverse;
                EngineEvent trade = Of(EventKind.TradePrinted, new InstrumentId(i + 1));
                trade.Flags = EventFlags.MoreFollows;
                trade.Trade = new TradePrinted(
                    Price.From(spot), Quantity.From(decimal.Round(isInverse ? coins * spot : coins, 8)), Side.Buy, 1);
                Apply(trade, _tradedUntil);
            }
        }

        static Func<PlanInstrument, bool> Trades(string coin) => one =>
            one.Underlying == coin && one.Kind.EndsWith("Perpetual", StringComparison.Ordinal);
    }

    private void TellMarkets(Timestamp at)
    {
        for (int i = 0; i < _portfolio.Instruments.Count; i++)
        {
            PlanInstrument one = _portfolio.Instruments[i];
            if (_table[new InstrumentId(i + 1)].Terms.IsOption) Ticker(i, at);
            else Quote(i, one.Mark ?? PlanBook.Middle(one) ?? _portfolio.Underlyings[one.Underlying].Spot, one, at);
        }
    }

    /// <param name="index">Which instrument.</param>
    /// <param name="middle">Its mark.</param>
    /// <param name="book">Whose ladder is shown; none for a price of the past.</param>
    /// <param name="at">When.</param>
    private void Quote(int index, decimal middle, PlanInstrument? book, Timestamp at)
    {
        var id = new InstrumentId(index + 1);
        PlanInstrument one = book ?? (_portfolio.Instruments[index] with { Bids = [], Asks = [] });
        (Price bid, Quantity bidSize, Price ask, Quantity askSize) = PlanBook.Touch(one, middle, usual: 1_000_000);
        EngineEvent mark = Of(EventKind.MarkChanged, id);
        mark.Flags = EventFlags.MoreFollows;
        mark.Mark = new MarkChanged(Price.From(middle), Price.From(middle));
        EngineEvent quote = Of(EventKind.QuoteChanged, id);
        quote.Flags = EventFlags.MoreFollows;
        quote.Quote = new QuoteChanged(bid, bidSize, ask, askSize, 1);
        Apply(quote, at);
        Apply(mark, at);
        if (!PlanBook.TryDepth(one, out DepthSummaryChanged sizes)) return;
        EngineEvent depth = Of(EventKind.DepthSummaryChanged, id);
        depth.Flags = EventFlags.MoreFollows;
        depth.Depth = sizes;
        Apply(depth, at);
    }

    private void Ticker(int index, Timestamp at)
    {
        PlanInstrument one = _portfolio.Instruments[index];
        var spot = Price.From(_portfolio.Underlyings[one.Underlying].Spot);
        decimal mark = one.Mark ?? PlanBook.Middle(one) ?? ValueOf(one);
        (Price bid, Quantity bidSize, Price ask, Quantity askSize) = PlanBook.Touch(one, mark, usual: 1000);
        double sigma = one.Volatility ?? _portfolio.Underlyings[one.Underlying].Volatility;
        EngineEvent ticker = Of(EventKind.OptionQuoteChanged, new InstrumentId(index + 1));
        ticker.Flags = EventFlags.MoreFollows;
        ticker.OptionQuote = new OptionQuoteChanged(
            bid, bidSize, ask, askSize, Price.From(mark), spot, spot, sigma, sigma, sigma);
        Apply(ticker, at);
    }

    private decimal ValueOf(PlanInstrument one)
    {
        double spot = (double)_portfolio.Underlyings[one.Underlying].Spot;
        double years = YearFraction.FromNanoseconds((Timestamp.From(one.Expiry!.Value) - _time).Nanoseconds);
        double sigma = one.Volatility ?? _portfolio.Underlyings[one.Underlying].Volatility;
        double value = Black76.Evaluate(one.Side == "Call", spot, (double)one.Strike!.Value, years, sigma).Price;
        return decimal.Round((decimal)(one.Kind == nameof(ContractKind.InverseOption) ? value / spot : value), 8);
    }

    /// <summary>Positions come as trades of the owner's own, so that they have their cost; then the wallets.</summary>
    private void TellAccount(Timestamp at)
    {
        for (int i = 0; i < _portfolio.Instruments.Count; i++)
        {
            PlanInstrument one = _portfolio.Instruments[i];
            if (one.Quantity == 0) continue;
            InstrumentTerms terms = _table[new InstrumentId(i + 1)].Terms;
            decimal mark = one.Mark ?? (terms.IsOption ? ValueOf(one) : _portfolio.Underlyings[one.Underlying].Spot);
            EngineEvent fill = Of(EventKind.OrderFilled, new InstrumentId(i + 1));
            fill.VenueTime = at;
            fill.Filled = new OrderFilled(
                ClientOrderId.None, new ExecutionId(5, ++_executions), Price.From(one.Price ?? mark),
                Quantity.From(Math.Abs(one.Quantity)), 0, Quantity.Zero, (long)_executions, terms.SettleCoin,
                one.Quantity > 0 ? Side.Buy : Side.Sell, ExecutionKind.Trade, false);
            Apply(fill, at);
        }
        foreach ((string coin, decimal amount) in _portfolio.Wallets)
        {
            if (!CurrencyId.TryFind(coin, out CurrencyId currency)) continue;
            EngineEvent balance = Of(EventKind.BalanceReported);
            balance.Balance = new BalanceReported(
                currency, FixedPoint.FromDecimal(amount), FixedPoint.FromDecimal(amount));
            Apply(balance, at);
        }
    }

    private void Answer(Timestamp at)
    {
        foreach (int report in _asked.ToArray())
        {
            Apply(Of(EventKind.ReportBegun) with { Report = new ReportMarker(report, 0, 0) }, at);
            int positions = 0;
            for (int i = 0; i < _portfolio.Instruments.Count; i++)
            {
                if (_portfolio.Instruments[i].Quantity == 0) continue;
                positions++;
                EngineEvent position = Of(EventKind.PositionReported, new InstrumentId(i + 1));
                position.Position = new PositionReported(
                    NetQuantity.From(_portfolio.Instruments[i].Quantity), Price.Zero, (long)_executions, report);
                Apply(position, at);
            }
            Apply(Of(EventKind.ReportCompleted) with { Report = new ReportMarker(report, 0, positions) }, at);
            _asked.Remove(report);
        }
    }

    private void Apply(EngineEvent change, Timestamp at)
    {
        change.ReceivedAt = at;
        change.Venue = VenueId.Bybit;
        change.Sequence = _engine.LastSequence + 1;
        _engine.Apply(change, _output);
        foreach (ref readonly EngineCommand command in _output.Commands)
        {
            if (command.Kind == CommandKind.RequestReport) _asked.Add((int)command.Order.Counter);
            if (command.Kind != CommandKind.PlaceOrder) continue;
            _orders.Add(new PlanOrder(
                _table[command.Instrument].ToString(), command.Side.ToString(), command.Quantity.ToString(),
                command.Price.ToString(), command.TimeInForce.ToString()));
        }
        foreach (ref readonly EngineReport report in _output.Reports)
        {
            bool tells = report.Kind is ReportKind.Decision or ReportKind.Refusal or ReportKind.ModeChange
                || (_listens && report.Kind is ReportKind.LegQuality or ReportKind.Alarm);
            if (tells) _said.Add(ReportText.Describe(in report, _table).ToString());
        }
    }
}
