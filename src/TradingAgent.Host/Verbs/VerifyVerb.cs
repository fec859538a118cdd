using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Replay;

namespace TradingAgent.Host.Verbs;

/// <summary><c>verify</c>: does the engine, given the journal, give the same commands and states again?</summary>
internal static class VerifyVerb
{
    public static Verb Create() => new()
    {
        Name = "verify",
        Summary = "replay a data folder and compare every command and state",
        Description = """
            Feeds the recorded events to the engine again and compares what comes out with what was
            recorded: every command byte for byte, every checkpoint's state hash. Stops at the first
            difference and names it. It detects any change of what was recorded; a journal that was
            invented whole it cannot.
            """,
        Operands = ["DIR"],
        Examples = [("trading-agent verify ./data", "exit code 0 when nothing differs, 1 when something does")],
        Run = arguments => Task.FromResult(Run(arguments)),
    };

    private static int Run(VerbArguments arguments)
    {
        using DataFolder folder = DataFolder.ForReading(arguments.Operand(0));
        VerificationResult result = Verification.Run(folder, () => new TradingCore(new EngineLimits()));
        IVerbConsole console = arguments.Console;
        foreach (string warning in result.Warnings) console.Complain("note: " + warning);
        console.Say(
            $"{result.Events} events, {result.Commands} commands and {result.Checkpoints} checkpoints replayed; " +
            $"state hash {result.FinalStateHash:x16}");
        if (result.CommandsNeverLogged > 0)
            console.Say($"{result.CommandsNeverLogged} commands had not left when the process ended.");
        if (result.EventsUnvouched > 0)
            console.Say($"{result.EventsUnvouched} events at the end are vouched for by no command or checkpoint.");
        console.Say(result.Passed ? "0 differences" : "1 difference: " + result.Failure);
        return result.Passed ? ExitCode.Ok : ExitCode.CheckFailed;
    }
}
