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
        Options =
        [
            new("--head", "HEX", "a published head of the journal's chain, which must be in it"),
            new("--config-digest", "HEX", "a published configuration digest, under which every run must have been"),
        ],
        Examples =
        [
            ("trading-agent verify ./data", "exit code 0 when nothing differs, 1 when something does"),
            ("trading-agent verify ./data --head 5f3a...", "the same, and it is the journal that was published"),
        ],
        Run = arguments => Task.FromResult(Run(arguments)),
    };

    private static int Run(VerbArguments arguments)
    {
        using DataFolder folder = DataFolder.ForReading(arguments.Operand(0));
        byte[]? head = Hex(arguments, "--head");
        byte[]? policy = Hex(arguments, "--config-digest");
        VerificationResult result = Verification.Run(folder, () => new TradingCore(new EngineLimits()), head);
        IVerbConsole console = arguments.Console;
        foreach (string warning in result.Warnings) console.Complain("note: " + warning);
        console.Say(
            $"{result.Events} events, {result.Commands} commands and {result.Checkpoints} checkpoints replayed; " +
            $"state hash {result.FinalStateHash:x16}");
        if (result.CommandsNeverLogged > 0)
            console.Say($"{result.CommandsNeverLogged} commands had not left when the process ended.");
        if (result.EventsUnvouched > 0)
            console.Say($"{result.EventsUnvouched} events at the end are vouched for by no command or checkpoint.");
        SayChain(result, console);
        int differences = (result.Passed ? 0 : 1) + Published(result, head, policy, console);
        console.Say(result.Passed ? $"{differences} differences" : $"{differences} differences: {result.Failure}");
        return differences == 0 ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static void SayChain(VerificationResult result, IVerbConsole console)
    {
        if (result.ChainHead.Length == 0) console.Say("The journal has no chain.");
        else console.Say($"chain head {result.ChainHead} at event {result.LastSequence}");
        foreach (string policy in result.Policies) console.Say($"configuration digest {policy}");
        if (result.OperatorChanges > 0)
            console.Say($"{result.OperatorChanges} values were set by operators beside it.");
    }

    /// <summary>Holds what was published against what was found; returns how much of it does not fit.</summary>
    private static int Published(VerificationResult result, byte[]? head, byte[]? policy, IVerbConsole console)
    {
        int wrong = 0;
        if (head is not null && result.PublishedHeadAt is { } at)
            console.Say($"The published head stands after event {at}.");
        else if (head is not null)
        {
            console.Complain("The published head is not in this chain: it is another journal, or a changed one.");
            wrong++;
        }
        string wanted = policy is null ? "" : Convert.ToHexStringLower(policy);
        foreach (string other in result.Policies.Where(found => policy is not null && found != wanted))
        {
            console.Complain($"Events were recorded under another configuration than the published one: {other}.");
            wrong++;
        }
        return wrong;
    }

    private static byte[]? Hex(VerbArguments arguments, string option)
    {
        if (arguments.Text(option) is not { } text) return null;
        bool isHead = text.Length == 2 * HashChain.HeadBytes && text.All(char.IsAsciiHexDigit);
        return isHead ? Convert.FromHexString(text)
            : throw new UsageException($"{option} is «{text}», and must be 64 hexadecimal digits.");
    }
}
