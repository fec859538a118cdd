using System.Globalization;
using System.Text.Json.Nodes;
using TradingAgent.Engine.Kernel;
using TradingAgent.Host.Configuration;
using TradingAgent.Host.Verbs;

namespace TradingAgent.Host.Control;

/// <summary>The limits in force, each beside what the configuration says.</summary>
internal sealed class LimitsTable(Func<ParameterId, UnderlyingId, double> inForce, AgentOptions options)
{
    private readonly ConfiguredParameters _configured = ConfiguredParameters.Read(options);

    /// <exception cref="UsageException">There is no such limit.</exception>
    public static ParameterDefinition Find(string name) =>
        All().FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException($"«{name}» is no limit{Suggestion.For(name, All().Select(p => p.Name))}");

    /// <summary>What the configuration says of a limit.</summary>
    public double Configured(ParameterId id, UnderlyingId underlying) =>
        _configured.Value(id, underlying.IsNone ? null : underlying.ToString());

    /// <summary>
    /// All limits of the agent, with what single underlyings have of their own; or as they are for one underlying.
    /// </summary>
    public ControlReply Show(UnderlyingId underlying)
    {
        List<string> lines = [];
        var figures = new JsonObject();
        foreach (ParameterDefinition limit in All())
        {
            JsonObject whole = Add(lines, limit, underlying, limit.Section + "." + limit.Name);
            figures[limit.Name] = whole;
            if (!underlying.IsNone || limit.Reach != ParameterReach.Underlying) continue;
            var own = new JsonObject();
            foreach (string coin in options.Scope.Underlyings)
            {
                if (!CurrencyId.TryFind(coin, out CurrencyId currency)) continue;
                UnderlyingId one = UnderlyingId.Of(currency);
                if (inForce(limit.Id, one) != inForce(limit.Id, underlying))
                    own[coin] = Add(lines, limit, one, $"{limit.Section}.{coin}.{limit.Name}");
            }
            if (own.Count > 0) whole["underlyings"] = own;
        }
        return new ControlReply { Exit = ExitCode.Ok, Lines = lines, Figures = figures };
    }

    private JsonObject Add(List<string> lines, ParameterDefinition limit, UnderlyingId underlying, string path)
    {
        double now = inForce(limit.Id, underlying);
        double configured = Configured(limit.Id, underlying);
        string byHand = now == configured ? "" : $"   by hand; configured {Text(configured)}";
        lines.Add($"{path,-32} {Text(now),14}  {limit.Unit}{byHand}");
        return new JsonObject { ["value"] = now, ["configured"] = configured };
    }

    private static IEnumerable<ParameterDefinition> All() =>
        ParameterList.All.Where(p => TightenRule.Sections.Contains(p.Section));

    private static string Text(double value) => value.ToString("0.########", CultureInfo.InvariantCulture);
}
