using System.Globalization;
using TradingAgent.Host.Control;
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
            reported is read; what it shows is what the engine computes from the recorded events. An agent
            that runs in the folder answers itself, as far back as twenty seconds of work reach; else the
            folder is read from its beginning. Exit codes: 0 explained, 1 not in the journal.
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
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(VerbArguments arguments)
    {
        string[] chosen = [.. new[] { "--last", "--order", "--at" }.Where(arguments.Has)];
        if (chosen.Length > 1) throw new UsageException($"explain takes one of {string.Join(" and ", chosen)}.");
        string data = arguments.Text("--data", "./data");
        DecisionQuestion question = QuestionOf(arguments);
        var request = new ControlRequest { Verb = "explain", Name = question.Kind, Value = question.Value };
        if (await ControlSocket.AskAsync(data, request, ExplainDesk.Patience) is { } reply)
            return Tell(arguments, reply.Exit, reply.Lines, reply.Figures?.ToJsonString(Explanation.Writing));
        Explanation? found = question.Find(data, isRecent: false, CancellationToken.None, out string missing);
        return found is null
            ? Tell(arguments, ExitCode.CheckFailed, [missing], null)
            : Tell(arguments, ExitCode.Ok, [.. found.Lines()], found.Json.TrimEnd());
    }

    private static int Tell(VerbArguments arguments, int exit, IReadOnlyList<string> lines, string? json)
    {
        if (exit != ExitCode.Ok)
            foreach (string line in lines) arguments.Console.Complain("trading-agent: " + line);
        else if (arguments.Has("--json")) arguments.Console.Say(json!);
        else
            foreach (string line in lines) arguments.Console.Say(line);
        return exit;
    }

    private static DecisionQuestion QuestionOf(VerbArguments arguments)
    {
        if (arguments.Text("--order") is { } text) return new DecisionQuestion(DecisionQuestion.Order, text);
        return arguments.Moment("--at") is { } moment
            ? new DecisionQuestion(DecisionQuestion.Moment, moment.ToString("O", CultureInfo.InvariantCulture))
            : new DecisionQuestion(DecisionQuestion.Last, "");
    }
}
