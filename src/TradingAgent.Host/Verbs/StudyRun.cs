using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Time;
using TradingAgent.Simulation.Studies.Paths;
using TradingAgent.Simulation.Studies.Verdicts;

namespace TradingAgent.Host.Verbs;

/// <summary>A named study with its verdict.</summary>
internal static class StudyRun
{
    /// <summary>Runs it and says what it found; CheckFailed when its claim does not hold.</summary>
    public static int Run(string name, VerbArguments arguments, CancellationToken ct)
    {
        if (!StudyList.Names.Contains(name))
            throw new UsageException($"there is no study «{name}»" + Suggestion.For(name, StudyList.Names));
        ulong seed = arguments.Whole("--seed", 1);
        var files = new List<IDisposable>();
        try
        {
            using var progress = new ProgressBar(name);
            StudyVerdict verdict = StudyList.Run(
                name,
                new StudyRequest
                {
                    Seed = seed,
                    Days = arguments.Number("--days", 0, 0.01, 3660),
                    Pairs = (int)arguments.Number("--pairs", 0, 1, 1000),
                    Draws = arguments.Has("--plot") || arguments.Has("--report"),
                    Recording = arguments.Text("--market") is { } path
                        ? step => Open(path, seed, step, files) : null,
                    OnProgress = progress.Show,
                },
                ct);
            progress.Dispose();
            if (arguments.Text("--report") is { } report) File.WriteAllText(report, verdict.Json);
            if (arguments.Text("--plot") is { } plot)
                File.WriteAllText(plot, verdict.Page
                    ?? throw new UsageException($"the study {name} draws no page; leave --plot out."));
            foreach (string finding in verdict.Findings) arguments.Console.Say(finding);
            arguments.Console.Say($"{(verdict.Passed ? "HOLDS" : "DOES NOT HOLD")}: {verdict.Claim}");
            return verdict.Passed ? ExitCode.Ok : ExitCode.CheckFailed;
        }
        finally
        {
            foreach (IDisposable file in files) file.Dispose();
        }
    }

    private static (CurrencyId Coin, IPricePath Path, Timestamp Start) Open(
        string path, ulong seed, Duration step, List<IDisposable> files)
    {
        MarketFile file = MarketFiles.FindBars(path, out Timestamp from)[0];
        BarPath bars = BarFiles.Open(file, seed, step, from, files);
        return (file.Coin, bars, bars.Start);
    }
}
