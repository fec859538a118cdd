using TradingAgent.Simulation.Studies.Markets;
using TradingAgent.Simulation.Studies.Measures;
using TradingAgent.Simulation.Studies.Verdicts;

namespace TradingAgent.Simulation.Studies;

/// <summary>Runs one study from its first step to its last.</summary>
public static class Study
{
    private const int ProgressEvery = 4096;

    /// <param name="description">What moves the prices, for the report.</param>
    /// <param name="settings">The market, the account and the agent's parameters.</param>
    /// <param name="recorder">Takes samples for a plot, or null.</param>
    /// <param name="onProgress">Hears the share that is done, or null.</param>
    /// <param name="ct">Gives up.</param>
    public static StudyReport Run(
        string description, StudySettings settings, StudyRecorder? recorder = null, Action<double>? onProgress = null,
        CancellationToken ct = default)
    {
        var market = new StudyMarket(settings);
        // Hourly returns tell an hour's estimate from the next; two days fill every estimate there is.
        var measures = new StudyMeasures(
            market, settings.Step, Duration.FromSeconds(3600), Duration.FromSeconds(2 * 86_400));
        recorder?.Begin(market, measures);
        while (market.TryStep())
        {
            measures.OnStep();
            recorder?.OnStep();
            if (market.Steps % ProgressEvery != 0) continue;
            ct.ThrowIfCancellationRequested();
            onProgress?.Invoke((double)market.Steps / market.StepCount);
        }
        StudyReport report = StudyReport.Of(description, settings, market, measures);
        return settings.ShowsFrontier
            ? report with { HedgingFrontier = BandFrontier.Of(market, settings.Seed, ct) } : report;
    }
}
