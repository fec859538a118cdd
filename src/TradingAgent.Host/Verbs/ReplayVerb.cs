using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Replay;
using TradingAgent.Runtime.Reports;

namespace TradingAgent.Host.Verbs;

/// <summary><c>replay</c>: tells a recorded session as it was reported live.</summary>
internal static class ReplayVerb
{
    public static Verb Create() => new()
    {
        Name = "replay",
        Summary = "tell a recorded session: decisions, orders, fills, modes",
        Description = """
            Feeds the recorded events to the engine again and prints what it reported, one line each,
            with engine time and the number of the event that caused it.
            """,
        Operands = ["DIR"],
        Options = [new("--all", null, "every risk figure and every decision to do nothing, too")],
        Examples = [("trading-agent replay ./data | grep Filled", "the fills of all recorded runs")],
        Run = arguments => Task.FromResult(Run(arguments)),
    };

    private static int Run(VerbArguments arguments)
    {
        using DataFolder folder = DataFolder.ForReading(arguments.Operand(0));
        var core = new TradingCore(new EngineLimits());
        var replay = new SessionReplay(folder, core);
        bool all = arguments.Has("--all");
        long told = 0;
        long events = replay.Run(null, (in EngineReport report) =>
        {
            ReportLine line = ReportText.Describe(in report, replay.Instruments);
            bool quiet = report.Kind == ReportKind.Risk || line.Level <= Microsoft.Extensions.Logging.LogLevel.Debug;
            if (quiet && !all) return;
            told++;
            arguments.Console.Say($"{report.At} #{report.Cause} {line}");
        });
        arguments.Console.Say($"{events} events, {told} lines, state hash {core.StateHash():x16}");
        return ExitCode.Ok;
    }
}
