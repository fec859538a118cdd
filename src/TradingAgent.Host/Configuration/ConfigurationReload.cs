using System.Text.Json;
using TradingAgent.Host.Verbs;

namespace TradingAgent.Host.Configuration;

/// <summary>
/// Reads the configuration of a running agent again. Whole or not at all: one error, or one change that only a restart
/// can make, and the old one stays.
/// </summary>
internal sealed class ConfigurationReload
{
    private readonly Func<AgentConfiguration> _load;

    /// <param name="inForce">What the agent runs with.</param>
    /// <param name="load">Reads and validates; throws what <see cref="AgentConfiguration.Load"/> does.</param>
    public ConfigurationReload(AgentConfiguration inForce, Func<AgentConfiguration> load) =>
        (InForce, _load) = (inForce, load);

    public AgentConfiguration InForce { get; private set; }

    /// <summary>Reads it again; true when it is another one, which is then in force.</summary>
    /// <param name="problems">All that is wrong; empty when nothing is.</param>
    public bool TryReload(out IReadOnlyList<string> problems)
    {
        AgentConfiguration next;
        try
        {
            next = _load();
        }
        catch (ConfigurationException error)
        {
            problems = [.. error.Errors.Select(one => one.ToString())];
            return false;
        }
        catch (Exception error) when (error is UsageException or IOException or UnauthorizedAccessException)
        {
            problems = [error.Message];
            return false;
        }
        problems = [.. NeedingRestart(InForce.Options, next.Options)];
        if (problems.Count > 0 || next.Digest == InForce.Digest) return false;
        InForce = next;
        return true;
    }

    private static IEnumerable<string> NeedingRestart(AgentOptions now, AgentOptions next)
    {
        (string Path, object? Now, object? Next)[] fixedParts =
        [
            (nameof(AgentOptions.Environment), now.Environment, next.Environment),
            (nameof(AgentOptions.IUnderstandThisTradesRealMoney), now.IUnderstandThisTradesRealMoney,
                next.IUnderstandThisTradesRealMoney),
            (nameof(AgentOptions.Instance), now.Instance, next.Instance),
            ("Scope.Underlyings", now.Scope.Underlyings, next.Scope.Underlyings),
            (nameof(AgentOptions.Venues), now.Venues, next.Venues),
            (nameof(AgentOptions.Runtime), now.Runtime, next.Runtime),
            (nameof(AgentOptions.Health), now.Health, next.Health),
            (nameof(AgentOptions.Logging), now.Logging, next.Logging),
        ];
        foreach ((string path, object? before, object? after) in fixedParts)
            if (JsonSerializer.Serialize(before) != JsonSerializer.Serialize(after))
                yield return $"{path}: cannot change while the agent runs; restart it.";
    }
}
