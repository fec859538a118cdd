using System.Globalization;
using System.Text.Json.Nodes;
using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.Host.Configuration;
using TradingAgent.Host.Verbs;

namespace TradingAgent.Host.Control;

/// <summary>The limits in force, each beside what the configuration says.</summary>
internal sealed class LimitsTable(TradingEngine engine, AgentOptions options)
{
    private readonly ConfiguredParameters _configured = ConfiguredParameters.Read(options);

    /// <exception cref="UsageException">There is no such limit.</exception>
    public static ParameterDefinition Find(string name) =>
        All().FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException($"«{name}» is no limit{Suggestion.For(name, All().Select(p => p.Name))}");

    /// <summary>What the configuration says of a limit.</summary>
    public double Configured(ParameterId id, UnderlyingId underlying) =>
        _configured.Value(id, underlying.IsNone ? null : underlying.ToString());

    /// <summary>All limits of the agent, or as they are for one underlying.</summary>
    public ControlReply Show(UnderlyingId underlying)
    {
        List<string> lines = [];
        var figures = new JsonObject();
        foreach (ParameterDefinition limit in All())
        {
            double now = engine.ParameterOf(limit.Id, underlying);
            double configured = Configured(limit.Id, underlying);
            string byHand = now == configured ? "" : $"   by hand; configured {Text(configured)}";
            lines.Add($"{limit.Section + "." + limit.Name,-32} {Text(now),14}  {limit.Unit}{byHand}");
            figures[limit.Name] = new JsonObject { ["value"] = now, ["configured"] = configured };
        }
        return new ControlReply { Exit = ExitCode.Ok, Lines = lines, Figures = figures };
    }

    private static IEnumerable<ParameterDefinition> All() =>
        ParameterList.All.Where(p => TightenRule.Sections.Contains(p.Section));

    private static string Text(double value) => value.ToString("0.########", CultureInfo.InvariantCulture);
}
