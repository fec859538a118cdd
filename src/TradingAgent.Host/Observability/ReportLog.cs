using Microsoft.Extensions.Logging;
using TradingAgent.Runtime.Reports;

namespace TradingAgent.Host.Observability;

/// <summary>
/// Writes the engine's reports as log lines. What comes many times a second (risk, which the status line carries; the
/// steps of an order that goes well, whose fills are told) is for Debug. Positions found at the start are one line
/// together, not an alarm each.
/// </summary>
internal sealed class ReportLog(ILogger log, InstrumentTable instruments)
{
    /// <summary>Adoptions are ordinary until trading has begun.</summary>
    public bool IsStarting { get; set; } = true;

    public void Take(EngineReport report)
    {
        bool quiet = IsQuiet(in report);
        if (quiet && !log.IsEnabled(LogLevel.Debug)) return;
        ReportLine line = ReportText.Describe(in report, instruments);
        LogLevel level = quiet ? LogLevel.Debug : line.Level;
        if (!log.IsEnabled(level)) return;
#pragma warning disable CA2254 // The template is one of ReportText's, not made up here.
        log.Log(level, line.Id, line.Template, line.Values);
#pragma warning restore CA2254
    }

    private bool IsQuiet(in EngineReport report) => report.Kind switch
    {
        ReportKind.Risk => true,
        ReportKind.Adoption => IsStarting,
        ReportKind.LegQuality => report.LegQuality.From == LegQuality.Unpriced &&
            report.LegQuality.To == LegQuality.Good,
        ReportKind.OrderTransition => report.Transition.To is not (OrderState.Unknown or OrderState.Rejected),
        _ => false,
    };
}
