using TradingAgent.Domain.Identity;
using TradingAgent.Domain.Time;
using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Replay;

namespace TradingAgent.Host.Verbs;

/// <summary><c>explain</c>: why did the agent do that?</summary>
internal static class ExplainVerb
{
    public static Verb Create() => new()
    {
        Name = "explain",
        Summary = "derive a past decision again: inputs, every policy, band, gate, order, outcome",
        Description = """
            Runs the engine over the journal of a data folder again, up to a decision, and shows what it
            was made of: market inputs, every policy's word with its inputs by name, mode, band, what
            the gate said, the command, and what became of the order. Nothing that was logged or
            reported is read; what it shows is what the engine computes from the recorded events.
            """,
        Options =
        [
            new("--last", null, "the newest decision that sent or changed an order (what no option means)"),
            new("--order", "ID", "the decision that caused an order, such as ta1-28615201-7"),
            new("--at", "TIME", "the state at a moment, such as 2026-03-27T07:30:12.5Z"),
            new("--data", "DIR", "the data folder (default ./data)"),
            new("--json", null, "as JSON"),
        ],
        Examples =
        [
            ("trading-agent explain --last", "what it did last, and why"),
            ("trading-agent explain --order ta1-28615201-7 --data /var/lib/trading-agent", "one order from the log"),
        ],
        Run = arguments => Task.FromResult(Run(arguments)),
    };

    private static int Run(VerbArguments arguments)
    {
        string[] chosen = [.. new[] { "--last", "--order", "--at" }.Where(arguments.Has)];
        if (chosen.Length > 1) throw new UsageException($"explain takes one of {string.Join(" and ", chosen)}.");
        string data = arguments.Text("--data", "./data");
        using DataFolder folder = DataFolder.ForReading(data);
        var replay = new DecisionReplay(folder, new EngineLimits());
        Explanation? found = Find(arguments, replay, data, out string missing);
        if (found is null)
        {
            arguments.Console.Complain("trading-agent: " + missing);
            return ExitCode.CheckFailed;
        }
        if (arguments.Has("--json")) arguments.Console.Say(found.Json.TrimEnd());
        else foreach (string line in found.Lines()) arguments.Console.Say(line);
        return ExitCode.Ok;
    }

    private static Explanation? Find(VerbArguments arguments, DecisionReplay replay, string data, out string missing)
    {
        if (arguments.Text("--order") is { } text)
        {
            ClientOrderId order = replay.IdOf(text);
            if (order.IsNone)
                throw new UsageException(
                    $"--order is «{text}», and must be an id of an agent that ran in {data}, such as ta1-28615201-7.");
            missing = $"the journal in {data} has no decision that sent {text}.";
            return replay.Of(order);
        }
        if (arguments.Moment("--at") is { } moment)
        {
            missing = $"the journal in {data} begins after {Timestamp.From(moment)}.";
            return replay.At(Timestamp.From(moment));
        }
        missing = $"the journal in {data} is empty.";
        return replay.Last();
    }
}
