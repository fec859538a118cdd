using System.Text.Json;

namespace TradingAgent.Host.Configuration;

/// <summary>
/// What the user wrote, in human units and already found valid. Read once at start: the engine gets it as parameter
/// events, the adapters as their own options.
/// </summary>
internal sealed record AgentOptions
{
    public AgentEnvironment Environment { get; init; }

    /// <summary>Must be true for <see cref="AgentEnvironment.Mainnet"/>.</summary>
    public bool IUnderstandThisTradesRealMoney { get; init; }

    /// <summary>Part of every client order id: tells two agents on one account apart.</summary>
    public string Instance { get; init; } = "1";

    public ScopeOptions Scope { get; init; } = new();

    public VenuesOptions Venues { get; init; } = new();

    /// <summary>Parameters of one section by name; an object under an underlying's name holds its own values.</summary>
    public IReadOnlyDictionary<string, JsonElement> Scaling { get; init; } = Empty;

    public IReadOnlyDictionary<string, JsonElement> Execution { get; init; } = Empty;

    public IReadOnlyDictionary<string, JsonElement> Gate { get; init; } = Empty;

    public IReadOnlyDictionary<string, JsonElement> Limits { get; init; } = Empty;

    public RuntimeOptions Runtime { get; init; } = new();

    public HealthOptions Health { get; init; } = new();

    public AlertsOptions Alerts { get; init; } = new();

    public LoggingOptions Logging { get; init; } = new();

    private static IReadOnlyDictionary<string, JsonElement> Empty { get; } = new Dictionary<string, JsonElement>();

    /// <summary>The parameters of a section of <see cref="Engine.Kernel.ParameterList"/>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Section(string name) => name switch
    {
        nameof(Scaling) => Scaling,
        nameof(Execution) => Execution,
        nameof(Gate) => Gate,
        nameof(Limits) => Limits,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such section of parameters."),
    };
}
