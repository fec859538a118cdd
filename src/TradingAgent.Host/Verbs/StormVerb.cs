using System.Diagnostics;
using System.Globalization;
using TradingAgent.Exchange.Faults;
using TradingAgent.Simulation.Storm;

namespace TradingAgent.Host.Verbs;

/// <summary><c>storm</c>: torments the engine in virtual time and judges it from outside.</summary>
internal static class StormVerb
{
    public static Verb Create() => new()
    {
        Name = "storm",
        Summary = "torment the engine in virtual time, with checkers watching",
        Description = """
            Runs the engine as it runs live against an exchange in a box, hours in a second, while
            messages are lost, orders race their fills, clocks jump, the venue fails and the process
            is killed. Each seed draws its own market, limits and faults. Eleven checkers compare with
            what is so at the exchange. Every failure ends with a line that reproduces it.
            """,
        Options =
        [
            new("--seeds", "A..B", "the storms to run (1..100)"),
            new("--seed", "N", "one storm, told in detail"),
            new("--venues", "N", "1, or 2 that trade the same coin and fail by themselves (1)"),
            new("--threads", "N", "how many at once (all cores)"),
            new("--broken", "GUARD", "take a guard away, which a checker must notice; a wrong name lists them"),
        ],
        Examples =
        [
            ("trading-agent storm --seeds 1..1000", "a thousand storms, exit code 1 if a checker objects"),
            ("trading-agent storm --seeds 1..200 --venues 2", "over two venues, one of which is away at times"),
            ("trading-agent storm --seeds 1..20 --broken LossLatch", "shows what the loss latch is for"),
        ],
        Run = arguments => Task.FromResult(Run(arguments)),
    };

    private static string Guards => string.Join(' ', Enum.GetNames<StormGuard>().Skip(1));

    private static int Run(VerbArguments arguments)
    {
        IReadOnlyList<ulong> seeds = Seeds(arguments);
        StormGuard missing = Missing(arguments);
        int venues = (int)arguments.Number("--venues", 1, 1, 2);
        int threads = (int)arguments.Number("--threads", Environment.ProcessorCount, 1, 256);
        IVerbConsole console = arguments.Console;
        var watch = Stopwatch.StartNew();
        int done = 0;
        StormTotals totals;
        try
        {
            totals = StormRun.Many(seeds, missing, threads, result =>
            {
                done++;
                foreach (StormViolation violation in result.Violations.Take(seeds.Count == 1 ? int.MaxValue : 1))
                    console.Say(Line(result, violation, missing));
                if (done % 50 == 0) console.Say($"{done} of {seeds.Count} storms, {watch.Elapsed.TotalSeconds:F0} s");
            }, venues);
        }
        catch (AggregateException stopped) when (stopped.InnerException is StormException storm)
        {
            console.Complain(storm.ToString());
            console.Say(Reproduce(storm.Seed, missing, venues));
            return ExitCode.CheckFailed;
        }
        foreach (string line in StormTable.Of(totals, watch.Elapsed)) console.Say(line);
        return Verdict(totals, missing, venues, console);
    }

    private static int Verdict(StormTotals totals, StormGuard missing, int venues, IVerbConsole console)
    {
        foreach (StormResult failure in totals.Failures.OrderBy(f => f.Seed).Take(20))
            console.Say(Reproduce(failure.Seed, missing, venues));
        if (missing == StormGuard.None)
        {
            console.Say($"{totals.Failures.Count} of {totals.Storms} storms with a violation");
            return totals.Failures.Count == 0 ? ExitCode.Ok : ExitCode.CheckFailed;
        }
        StormChecker expected = StormGuards.CheckerOf(missing);
        bool noticed = totals.FailedBy(expected) > 0;
        console.Say($"without {missing} the checker {expected} {(noticed ? "noticed" : "noticed nothing")}");
        return noticed ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static string Line(StormResult result, StormViolation violation, StormGuard missing) =>
        $"storm {result.Seed}: {violation.Checker} at {violation.At}, event {violation.Sequence}: {violation.What}" +
        (missing == StormGuard.None ? "" : $" (without {missing})");

    private static string Reproduce(ulong seed, StormGuard missing, int venues) =>
        $"trading-agent storm --seed {seed}" + (venues > 1 ? $" --venues {venues}" : "") +
        (missing == StormGuard.None ? "" : $" --broken {missing}");

    private static IReadOnlyList<ulong> Seeds(VerbArguments arguments)
    {
        if (arguments.Has("--seed")) return [arguments.Whole("--seed", 1)];
        string text = arguments.Text("--seeds", "1..100");
        string[] ends = text.Split("..");
        ulong to = 0;
        bool ok = ends.Length == 2
            && ulong.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong from)
            && ulong.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out to)
            && from <= to && to - from < 10_000_000;
        if (!ok) throw new UsageException($"--seeds is «{text}», and must be a range such as 1..1000.");
        ulong first = ulong.Parse(ends[0], CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(0, (int)(to - first) + 1).Select(i => first + (ulong)i)];
    }

    private static StormGuard Missing(VerbArguments arguments)
    {
        if (arguments.Text("--broken") is not { } name) return StormGuard.None;
        bool ok = Enum.TryParse(name, ignoreCase: true, out StormGuard guard) && guard != StormGuard.None
            && Enum.IsDefined(guard) && !char.IsAsciiDigit(name[0]);
        return ok ? guard : throw new UsageException($"--broken is «{name}», and must be one of {Guards}.");
    }
}
