using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.Host.Configuration;
using TradingAgent.Host.Verbs;
using TradingAgent.Runtime.Live;

namespace TradingAgent.Host.Control;

/// <summary>
/// Does what operators ask. Whatever changes anything is an event with who and why, so that it is in the journal
/// before it has an effect; the answer waits until the engine has heard of it.
/// </summary>
internal sealed partial class ControlDesk(
    LiveRuntime runtime, TradingEngine engine, AgentOptions options, ExplainDesk explanations, ILogger log)
{
    private static readonly TimeSpan HeardWithin = TimeSpan.FromSeconds(3);

    private readonly LimitsTable _limits = new(engine.ParameterOf, options);

    /// <exception cref="UsageException">The request makes no sense.</exception>
    public Task<ControlReply> AnswerAsync(ControlRequest request)
    {
        UnderlyingId underlying = UnderlyingOf(request);
        return request.Verb switch
        {
            "status" => Task.FromResult(Status()),
            "halt" => DoAsync(request, new OperatorRequested(OperatorAction.Halt, underlying, 0)),
            "flatten" => DoAsync(request, new OperatorRequested(OperatorAction.Flatten, underlying, 0)),
            "cancel-all" => DoAsync(request, new OperatorRequested(OperatorAction.CancelAll, underlying, 0)),
            "resume" => ResumeAsync(request, underlying),
            "limits" when request.Name.Length == 0 && (request.Reset || request.Value.Length > 0) =>
                throw new UsageException("a limit is set or given back by its name."),
            "limits" when request.Name.Length == 0 => Task.FromResult(_limits.Show(underlying)),
            "limits" => LimitAsync(request, underlying),
            "target" => TargetAsync(request, underlying),
            "explain" => explanations.AnswerAsync(request),
            _ => throw new UsageException($"this agent knows no request «{request.Verb}»."),
        };
    }

    private ControlReply Status() => StatusText.Of(runtime, options.Scope.Underlyings);

    private async Task<ControlReply> ResumeAsync(ControlRequest request, UnderlyingId underlying)
    {
        LimitKind limit = LimitOf(request);
        var wanted = new OperatorRequested(OperatorAction.Resume, underlying, 0) { Limit = limit };
        // Policies lock by themselves: no breach is latched, and only they know of it.
        if (limit == LimitKind.Policy) return await DoAsync(request, wanted);
        BreachList breaches = runtime.Status.Account.Breaches;
        bool isLatched = false;
        for (int i = 0; i < Math.Min(breaches.Count, BreachList.Told); i++)
            isLatched |= breaches[i].Limit == limit
                && (underlying.IsNone || breaches[i].Underlying == underlying);
        // More than are told: the engine knows, and says so if it is not there.
        if (!isLatched && breaches.Count <= BreachList.Told)
            return ControlReply.Refused(ExitCode.CheckFailed, $"No breach of {limit} is latched; nothing was resumed.");
        return await DoAsync(request, wanted);
    }

    /// <summary>What is to be resumed.</summary>
    /// <exception cref="UsageException">It is no breach and no lock, or cannot be resumed in part.</exception>
    internal static LimitKind LimitOf(ControlRequest request)
    {
        if (!Enum.TryParse(request.Name, ignoreCase: true, out LimitKind limit) || limit == LimitKind.None)
            throw new UsageException(
                $"«{request.Name}» is no breach; status names those that are latched, Policy is what policies lock.");
        if (limit == LimitKind.Policy && request.Underlying.Length > 0)
            throw new UsageException("Policy resumes the policies of the whole account, not those of one underlying.");
        return limit;
    }

    private async Task<ControlReply> LimitAsync(ControlRequest request, UnderlyingId underlying)
    {
        ParameterDefinition limit = LimitsTable.Find(request.Name);
        if (!underlying.IsNone && limit.Reach != ParameterReach.Underlying)
            throw new UsageException($"{limit.Name} cannot differ by underlying.");
        double before = engine.ParameterOf(limit.Id, underlying);
        double after = request.Reset ? _limits.Configured(limit.Id, underlying) : Read(limit, request.Value);
        if (TightenRule.Contradiction(limit.Id, after, id => engine.ParameterOf(id, underlying)) is { } contradiction)
            throw new UsageException(contradiction);
        bool needsWord = !TightenRule.IsStricter(limit, before, after);
        if (needsWord && !request.Confirm)
        {
            return ControlReply.Refused(ExitCode.CheckFailed, FormattableString.Invariant(
                $"{limit.Name} from {before} to {after} would loosen it; say --confirm if that is meant."));
        }
        OperatorAction action = request.Reset ? OperatorAction.ClearParameter : OperatorAction.SetParameter;
        await DoAsync(request, new OperatorRequested(action, underlying, after) { Path = (ushort)limit.Id });
        double now = engine.ParameterOf(limit.Id, underlying);
        if (now == after) return _limits.Show(underlying);
        return ControlReply.Refused(ExitCode.CheckFailed, FormattableString.Invariant(
            $"{limit.Name} is {now}, not {after}: too many values are set by hand; give one back."));
    }

    private async Task<ControlReply> TargetAsync(ControlRequest request, UnderlyingId underlying)
    {
        if (underlying.IsNone) throw new UsageException("target needs a coin, such as BTC.");
        ParameterDefinition target = ParameterList.All.First(p => p.Id == ParameterId.TargetDelta);
        OperatorAction action = request.Reset ? OperatorAction.ClearParameter : OperatorAction.SetParameter;
        double value = request.Reset ? 0 : Read(target, request.Value);
        return await DoAsync(request, new OperatorRequested(action, underlying, value) { Path = (ushort)target.Id });
    }

    /// <summary>Publishes the request as an event and answers with the status after it.</summary>
    private async Task<ControlReply> DoAsync(ControlRequest request, OperatorRequested wanted)
    {
        long heard = runtime.Request(wanted with
        {
            Who = OperatorName.From(request.Who),
            Why = OperatorText.From(request.Why),
        });
        LogAsked(log, request.Who, request.Verb, $"{request.Underlying} {request.Name} {request.Value}".Trim(),
            request.Why);
        long deadline = Environment.TickCount64 + (long)HeardWithin.TotalMilliseconds;
        while (runtime.Status.Account.Sequence < heard)
        {
            if (Environment.TickCount64 > deadline || runtime.KillSwitch.IsTripped)
                return ControlReply.Refused(ExitCode.Unavailable, "The engine has not heard of it yet; see status.");
            await Task.Delay(20);
        }
        return Status();
    }

    /// <summary>The value of a parameter as an operator writes it.</summary>
    /// <exception cref="UsageException">It is none, or out of range.</exception>
    internal static double Read(ParameterDefinition parameter, string text)
    {
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number);
        // JSON has no word for these, and no parameter takes them.
        if (isNumber && !double.IsFinite(number))
            throw new UsageException(
                $"{parameter.Name} is «{text}», and must be {ParameterWords.Wanted(parameter.Range)}.");
        JsonElement json = isNumber
            ? JsonSerializer.SerializeToElement(number) : JsonSerializer.SerializeToElement(text);
        return ParameterWords.TryRead(parameter.Range, json, out double value, out string problem)
            ? value
            : throw new UsageException($"{parameter.Name} {problem}");
    }

    private UnderlyingId UnderlyingOf(ControlRequest request)
    {
        if (request.Underlying.Length == 0) return UnderlyingId.None;
        bool known = options.Scope.Underlyings.Contains(request.Underlying, StringComparer.OrdinalIgnoreCase)
            && CurrencyId.TryFind(request.Underlying.ToUpperInvariant(), out _);
        if (!known) throw new UsageException($"«{request.Underlying}» is no underlying of this agent.");
        CurrencyId.TryFind(request.Underlying.ToUpperInvariant(), out CurrencyId coin);
        return UnderlyingId.Of(coin);
    }

    [LoggerMessage(Observability.LogEvents.OperatorAsked, LogLevel.Warning,
        "Operator {Who} asks for {Request} {Arguments}: {Why}")]
    private static partial void LogAsked(ILogger log, string who, string request, string arguments, string why);
}
