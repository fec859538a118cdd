using System.Text.Json;
using TradingAgent.Host.Control;

namespace TradingAgent.Host.Verbs;

/// <summary>The operator's verbs: each is one question to a running agent, over its control socket.</summary>
internal static class OperatorVerbs
{
    private static readonly VerbOption Data = new("--data", "DIR", "the data folder of the agent (default ./data)");
    private static readonly VerbOption Json = new("--json", null, "answer with figures as JSON");
    private static readonly VerbOption Why = new("--why", "TEXT", "the reason, for the journal");
    private static readonly VerbOption Coin = new("--underlying", "COIN", "this underlying alone, such as BTC");
    /// <summary>In place of a delta: the configured one.</summary>
    private const string Configured = "configured";


    public static IReadOnlyList<Verb> All { get; } =
    [
        Make("status", "ask a running agent how it is: mode, breaches, P&L with its baselines", [], [],
            _ => new ControlRequest { Verb = "status" }),
        Make("halt", "stop a running agent's trading: cancel, and keep only the residual duty", [], [Coin, Why],
            _ => new ControlRequest { Verb = "halt" }),
        Make("resume", "clear one latched breach by its name, or with Policy what policies locked", ["BREACH"],
            [Coin, Why],
            arguments => new ControlRequest { Verb = "resume", Name = arguments.Operand(0) }),
        Make("flatten", "work every traded position to zero", [], [Coin, Why],
            _ => new ControlRequest { Verb = "flatten" }),
        Make("cancel-all", "cancel every order of the agent; it goes on trading", [], [Coin, Why],
            _ => new ControlRequest { Verb = "cancel-all" }),
        Make("limits", "show the limits in force, or change one", [],
            [
                new("--set", "NAME=VALUE", "a new value; a stricter one takes effect at once"),
                new("--reset", "NAME", "give a limit back to the configuration"),
                new("--confirm", null, "loosening is meant"), Coin, Why,
            ],
            LimitRequest),
        Make("target", "set the delta of an underlying; «configured» gives it back", ["COIN", "DELTA"], [Why],
            arguments => new ControlRequest
            {
                Verb = "target", Underlying = arguments.Operand(0), Value = arguments.Operand(1),
                Reset = arguments.Operand(1) == Configured,
            }),
        WatchVerb.Create(),
    ];

    /// <summary>Asks and prints; exit code 69 when no agent answers.</summary>
    public static async Task<int> AskAsync(VerbArguments arguments, ControlRequest request)
    {
        string folder = arguments.Text("--data", "./data");
        Exception? failure = null;
        ControlReply? reply = await ControlSocket.AskAsync(folder, request, onFailed: error => failure = error);
        if (reply is null)
        {
            arguments.Console.Complain(NoAnswer.Describe(folder, failure));
            return ExitCode.Unavailable;
        }
        bool isGood = reply.Exit == ExitCode.Ok;
        if (arguments.Has("--json"))
        {
            arguments.Console.Say(JsonSerializer.Serialize(
                new { exit = reply.Exit, lines = isGood ? [] : reply.Lines, figures = reply.Figures }));
            return reply.Exit;
        }
        foreach (string line in reply.Lines)
        {
            if (isGood) arguments.Console.Say(line);
            else arguments.Console.Complain(line);
        }
        return reply.Exit;
    }

    private static Verb Make(
        string name, string summary, IReadOnlyList<string> operands, IReadOnlyList<VerbOption> options,
        Func<VerbArguments, ControlRequest> request) => new()
        {
            Name = name,
            Summary = summary,
            Description = """
                Speaks to the agent over the Unix socket in its data folder, which only the agent's own user may
                open. What changes anything is an event in the journal, with who asked and why.
                """,
            Operands = operands,
            Options = [.. options, Data, Json],
            Run = arguments => AskAsync(arguments, Signed(arguments, request(arguments))),
        };

    private static ControlRequest Signed(VerbArguments arguments, ControlRequest request) => request with
    {
        Who = Environment.UserName,
        Why = Given(arguments, "--why"),
        Underlying = request.Underlying.Length > 0 ? request.Underlying : Given(arguments, "--underlying"),
    };

    private static string Given(VerbArguments arguments, string option) =>
        arguments.Verb.Options.Any(o => o.Name == option) ? arguments.Text(option, "") : "";

    private static ControlRequest LimitRequest(VerbArguments arguments)
    {
        var request = new ControlRequest { Verb = "limits", Confirm = arguments.Has("--confirm") };
        if (arguments.Has("--set") && arguments.Has("--reset"))
            throw new UsageException("limits takes --set or --reset, not both: one limit at a time.");
        if (arguments.Text("--reset") is { } name)
            return name.Length > 0 ? request with { Name = name, Reset = true }
                : throw new UsageException("--reset is empty, and must be the NAME of a limit.");
        if (arguments.Text("--set") is not { } set) return request;
        string[] parts = set.Split('=', 2);
        if (parts.Length < 2 || Array.Exists(parts, string.IsNullOrWhiteSpace))
            throw new UsageException($"--set is «{set}», and must be NAME=VALUE.");
        return request with { Name = parts[0], Value = parts[1] };
    }
}
