namespace TradingAgent.Engine.Kernel;

/// <summary>Builds reports with their header; the rooms say what, this says when and why.</summary>
internal sealed class Reporter
{
    private readonly EngineClock _clock;
    private EngineOutput? _output;
    private long _cause;

    public Reporter(EngineClock clock) => _clock = clock;

    /// <summary>Breaches of limits, ever.</summary>
    public long Breaches { get; private set; }

    public void Begin(EngineOutput output, long cause)
    {
        _output = output;
        _cause = cause;
    }

    public void LegQuality(InstrumentId instrument, LegQuality from, LegQuality to, Duration age)
    {
        EngineReport report = Start(ReportKind.LegQuality, instrument);
        report.LegQuality = new LegQualityReport(from, to, age.Seconds);
        Add(report);
    }

    public void Risk(UnderlyingId underlying, in RiskReport risk)
    {
        EngineReport report = Start(ReportKind.Risk, InstrumentId.None);
        report.Underlying = underlying;
        report.Risk = risk;
        Add(report);
    }

    public void Decision(UnderlyingId underlying, InstrumentId instrument, in DecisionReport decision)
    {
        EngineReport report = Start(ReportKind.Decision, instrument);
        report.Underlying = underlying;
        report.Decision = decision;
        Add(report);
    }

    public void Refusal(InstrumentId instrument, in RefusalReport refusal)
    {
        EngineReport report = Start(ReportKind.Refusal, instrument);
        report.Refusal = refusal;
        Add(report);
    }

    public void Transition(InstrumentId instrument, in TransitionReport transition)
    {
        EngineReport report = Start(ReportKind.OrderTransition, instrument);
        report.Transition = transition;
        Add(report);
    }

    public void Fill(InstrumentId instrument, in FillReport fill)
    {
        EngineReport report = Start(ReportKind.Fill, instrument);
        report.Fill = fill;
        Add(report);
    }

    public void Mode(UnderlyingId underlying, in ModeReport mode)
    {
        if (mode.To > mode.From) Breaches++;
        EngineReport report = Start(ReportKind.ModeChange, InstrumentId.None);
        report.Underlying = underlying;
        report.Mode = mode;
        Add(report);
    }

    public void Adoption(InstrumentId instrument, in AdoptionReport adoption)
    {
        EngineReport report = Start(ReportKind.Adoption, instrument);
        report.Adoption = adoption;
        Add(report);
    }

    public void VenueState(VenueId venue, in VenueStateReport state)
    {
        EngineReport report = Start(ReportKind.VenueState, InstrumentId.None);
        report.Venue = venue;
        report.VenueState = state;
        Add(report);
    }

    public void Alarm(
        InstrumentId instrument, AlarmKind kind, ClientOrderId order, double measured, double expected,
        OptionFigure figure = OptionFigure.None)
    {
        EngineReport report = Start(ReportKind.Alarm, instrument);
        report.Alarm = new AlarmReport(order, measured, expected, kind, figure);
        Add(report);
    }

    /// <summary>One that is about no single instrument.</summary>
    public void Alarm(UnderlyingId underlying, AlarmKind kind, double measured, double expected)
    {
        EngineReport report = Start(ReportKind.Alarm, InstrumentId.None);
        report.Underlying = underlying;
        report.Alarm = new AlarmReport(ClientOrderId.None, measured, expected, kind);
        Add(report);
    }

    /// <summary>One that is about a whole venue.</summary>
    public void Alarm(VenueId venue, AlarmKind kind)
    {
        EngineReport report = Start(ReportKind.Alarm, InstrumentId.None);
        report.Venue = venue;
        report.Alarm = new AlarmReport(ClientOrderId.None, 0, 0, kind);
        Add(report);
    }

    /// <summary>A venue adds its options of a coin up to another figure than we do.</summary>
    public void CoinGreeks(
        VenueId venue, UnderlyingId underlying, double theirs, double ours, OptionFigure figure)
    {
        EngineReport report = Start(ReportKind.Alarm, InstrumentId.None);
        (report.Venue, report.Underlying) = (venue, underlying);
        report.Alarm = new AlarmReport(ClientOrderId.None, theirs, ours, AlarmKind.CoinGreeksDisagree, figure);
        Add(report);
    }

    /// <summary>Another instrument gives an underlying's price from now on.</summary>
    public void Reference(InstrumentId instrument) =>
        Alarm(instrument, AlarmKind.ReferenceMoved, ClientOrderId.None, 0, 0);

    public void HedgeChosen(UnderlyingId underlying, InstrumentId instrument, in HedgeReport hedge)
    {
        EngineReport report = Start(ReportKind.HedgeChosen, instrument);
        report.Underlying = underlying;
        report.Hedge = hedge;
        Add(report);
    }

    public void Policy(UnderlyingId underlying, in PolicyReport policy)
    {
        EngineReport report = Start(ReportKind.Policy, InstrumentId.None);
        report.Underlying = underlying;
        report.Policy = policy;
        Add(report);
    }

    public void Save(ref SnapshotWriter writer) => writer.Write(Breaches);

    public void Load(ref SnapshotReader reader) => Breaches = reader.Read<long>();

    private EngineReport Start(ReportKind kind, InstrumentId instrument) => new()
    {
        Cause = _cause,
        At = _clock.Now,
        Kind = kind,
        Instrument = instrument,
    };

    private void Add(in EngineReport report) => _output!.Add(report);
}
