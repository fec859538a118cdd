using TradingAgent.Engine.Kernel;
using TradingAgent.Host.Configuration;
using TradingAgent.Runtime.Live;
using TradingAgent.Simulation.Studies;
using TradingAgent.Simulation.Studies.Markets;
using TradingAgent.Simulation.Studies.Measures;
using TradingAgent.Simulation.Studies.Plots;
using TradingAgent.Simulation.Studies.Verdicts;

namespace TradingAgent.Host.Verbs;

/// <summary><c>simulate</c>: the agent's engine over months of market in a minute.</summary>
internal static class SimulateVerb
{
    private const double StepSeconds = 10;

    /// <summary>Shorter bars would hold too few steps to tell a range, or none.</summary>
    private const double BarMillisecondsMin = 60_000;

    /// <summary>A scenario grid takes a step or two to be computed, and then stands for one.</summary>
    private const double GridMillisecondsMin = 3 * StepSeconds * 1000;

    public static Verb Create() => new()
    {
        Name = "simulate",
        Summary = "run the configured scaling over months of a generated or recorded market",
        Description = """
            The engine that trades live, in virtual time and steps of 10 s, against a lean market: an
            order that rests at the touch is filled by a stated chance, one the price trades through
            surely, one that takes pays the spread; fees, funding every 8 h, and options that expire
            weekly while the owner sells new ones. The study keeps books of its own and says when the
            engine's differ. The same seed gives the same report, byte for byte. Where a cap of the worst
            scenario loss is configured, the account is held against it after every fill and every
            minute; beyond it by more than one order's worth the run FAILS and ends with 1.

            --policies takes a configuration (or a bare list of policies) that is laid over the one
            in force; without it the shipped composition runs. Bars are at least a minute long here.
            --market takes brownian, stochastic, jumps, reverting, or a file or folder of recorded bars,
            PATH@2025-04-07T06:00Z to begin inside them. --study runs a named study with a verdict instead.
            """,
        Options =
        [
            new("--days", "N", "how long (default 200); recorded bars may end before"),
            new("--seed", "N", "chooses the paths and the fills (default 1)"),
            new("--policies", "FILE", "configuration, or list of policies, laid over the one in force"),
            new("--config", "FILE", "the one in force; else config/agent.json here or beside the executable"),
            new("--market", "WHAT", "kind of path, or recorded bars (default brownian)"),
            new("--straddles", "SHARE", "straddles sold by hand each week, share of the equity (default 0.1)"),
            new("--equity", "USD", "money in the account at first (default 1000000)"),
            new("--report", "FILE", "write the report, as JSON, here"),
            new("--plot", "FILE", "draw the run on one page, as HTML, here"),
            new("--study", "NAME", "run a study: " + string.Join(", ", StudyList.Names)),
            new("--pairs", "N", "paired paths of a study (default: what it needs)"),
        ],
        Examples =
        [
            ("trading-agent simulate --days 200 --seed 7 --report out.json --plot out.html", "the shipped composition"),
            ("trading-agent simulate --days 30 --market stochastic --policies mine.json", "yours, varying volatility"),
            ("trading-agent simulate --study hedging-frontier --plot frontier.html", "bands against the clock"),
        ],
        Run = arguments => Task.FromResult(Run(arguments)),
    };

    private static int Run(VerbArguments arguments)
    {
        using var signals = new Composition.StopSignals(() => Environment.Exit(ExitCode.LeftAtOnce));
        signals.Listen();
        try
        {
            return arguments.Text("--study") is { } study
                ? StudyRun.Run(study, arguments, signals.Token) : RunOne(arguments, signals.Token);
        }
        catch (OperationCanceledException)
        {
            arguments.Console.Complain("trading-agent: stopped before the study was done.");
            return ExitCode.CheckFailed;
        }
    }

    private static int RunOne(VerbArguments arguments, CancellationToken ct)
    {
        AgentOptions options = AgentConfiguration.LoadForStudy(
            arguments.Text("--config"), arguments.Text("--policies"));
        ulong seed = arguments.Whole("--seed", 1);
        double equity = arguments.Number("--equity", 1_000_000, 1_000, 1e12);
        var step = Domain.Time.Duration.FromSeconds(StepSeconds);
        using OpenedPaths paths = OpenedPaths.Open(
            arguments.Text("--market", "brownian"), options.Scope.Underlyings, seed, step);
        Func<InstrumentTable, IReadOnlyList<ParameterValue>> mapping = BandRules.Mapping(options);
        StudySettings settings = new()
        {
            Coins = paths.Coins(equity * arguments.Number("--straddles", 0.1, -10, 10)),
            Parameters = instruments => InLongSteps(mapping(instruments)),
            Start = paths.Start,
            Step = step,
            Days = arguments.Number("--days", 200, 0.01, 3660),
            Seed = seed,
            EquityUsd = (decimal)equity,
            ShowsFrontier = arguments.Has("--report") || arguments.Has("--plot"),
        };
        StudyRecorder? recorder = arguments.Has("--plot") ? new StudyRecorder(step) : null;
        using var progress = new ProgressBar(arguments.Verb.Name);
        StudyReport report = Study.Run(paths.Description, settings, recorder, progress.Show, ct);
        progress.Dispose();
        if (arguments.Text("--report") is { } file) File.WriteAllText(file, report.Json);
        if (recorder is not null)
            File.WriteAllText(
                arguments.Required("--plot"), PlotPage.Render("Simulation", report, recorder.Days, recorder.Series));
        StudyText.Say(arguments.Console, report);
        return report.Verdicts.All(verdict => verdict.Holds) ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    /// <summary>What is measured in steps of the study cannot be shorter than a few of them.</summary>
    private static IReadOnlyList<ParameterValue> InLongSteps(IReadOnlyList<ParameterValue> values) =>
    [
        .. values.Select(value => value.Id switch
        {
            ParameterId.BarInterval => value with { Value = Math.Max(value.Value, BarMillisecondsMin) },
            ParameterId.ScenarioAgeMax => value with { Value = Math.Max(value.Value, GridMillisecondsMin) },
            _ => value,
        }),
    ];
}
