using Microsoft.Extensions.Logging;

namespace TradingAgent.Host.Observability;

/// <summary>Says once each what somebody who watches a start waits for.</summary>
internal sealed partial class Milestones(ILogger log, InstrumentTable instruments, ReportLog reports)
{
    private readonly bool[] _outside = new bool[UnderlyingId.Capacity];
    private readonly bool[] _ticking = new bool[UnderlyingId.Capacity];
    private int _adopted;
    private bool _resting;
    private bool _filled;
    private bool _back;

    public void Take(EngineReport report)
    {
        switch (report.Kind)
        {
            case ReportKind.Adoption:
                _adopted++;
                break;
            case ReportKind.Decision:
                Begin();
                OnTick(report.Underlying, report.Decision.Delta, report.Decision.Target, report.Decision.BandOuter);
                break;
            case ReportKind.Risk when report.Risk.Spot > 0 && report.Risk.Legs > 0:
                OnTick(report.Underlying, report.Risk.Delta, report.Risk.Target, report.Risk.BandOuter);
                OnRisk(report.Underlying, in report.Risk);
                break;
            case ReportKind.OrderTransition when report.Transition.To == OrderState.Working && !_resting:
                _resting = true;
                OrderResting(
                    report.Transition.Side, report.Transition.Quantity, Name(report.Instrument),
                    report.Transition.Price);
                break;
            case ReportKind.Fill when !_filled:
                _filled = true;
                Filled(
                    report.Fill.Side, report.Fill.Quantity, Name(report.Instrument), report.Fill.Price,
                    report.Fill.IsMaker ? "maker" : "taker");
                break;
        }
    }

    private string Name(InstrumentId id) => instruments.Find(id)?.ToString() ?? id.ToString();

    private void OnTick(UnderlyingId underlying, double delta, double target, double band)
    {
        if (_ticking[underlying.Index]) return;
        _ticking[underlying.Index] = true;
        TellAdopted();
        GreeksTick(underlying, delta, target, band);
    }

    /// <summary>
    /// Something is decided, so that the positions of every venue are known: from now on an adoption is no start.
    /// </summary>
    private void Begin()
    {
        TellAdopted();
        reports.IsStarting = false;
    }

    private void TellAdopted()
    {
        if (_adopted > 0) Adopted(_adopted);
        _adopted = 0;
    }

    private void OnRisk(UnderlyingId underlying, in RiskReport risk)
    {
        bool outside = Math.Abs(risk.Delta - risk.Target) > risk.BandOuter;
        if (!outside && _outside[underlying.Index] && _filled && !_back)
        {
            _back = true;
            Back(underlying, risk.Delta, risk.Target, risk.BandOuter);
        }
        _outside[underlying.Index] = outside || (_outside[underlying.Index] && !_filled);
    }

    [LoggerMessage(LogEvents.PositionsAdopted, LogLevel.Information, "Adopted  {Count} positions found at the venue")]
    private partial void Adopted(int count);

    [LoggerMessage(LogEvents.GreeksTicking, LogLevel.Information,
        "Greeks   {Underlying} tick: delta {Delta:0.####}, target {Target:0.####} +/- {Band:0.####}")]
    private partial void GreeksTick(UnderlyingId underlying, double delta, double target, double band);

    [LoggerMessage(LogEvents.FirstOrderResting, LogLevel.Information,
        "Resting  first passive order: {Side} {Quantity} {Instrument} at {Price}")]
    private partial void OrderResting(Side side, Quantity quantity, string instrument, Price price);

    [LoggerMessage(LogEvents.FirstFill, LogLevel.Information,
        "Filled   first fill: {Side} {Quantity} {Instrument} at {Price} as {Role}")]
    private partial void Filled(Side side, Quantity quantity, string instrument, Price price, string role);

    [LoggerMessage(LogEvents.DeltaBackInBand, LogLevel.Information,
        "In band  {Underlying} delta {Delta:0.####} is back inside {Target:0.####} +/- {Band:0.####}")]
    private partial void Back(UnderlyingId underlying, double delta, double target, double band);
}
