using System.Text.Json;
using System.Text.RegularExpressions;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>The <c>exchange</c> verb as a process of its own, and how an agent or a witness reaches it.</summary>
internal sealed partial class RunningExchange : IDisposable
{
    private const string Key = "endurance-key";
    private const string Secret = "endurance-secret";

    private readonly AgentProcess _process;
    private readonly HttpClient _http;

    private RunningExchange(AgentProcess process, Uri address)
    {
        _process = process;
        Address = address;
        _http = new HttpClient { BaseAddress = address };
        Witness = new VenueWitness(address, Key, Secret);
    }

    public Uri Address { get; }

    public VenueWitness Witness { get; }

    /// <summary>On a free port, with the demonstration book.</summary>
    public static async Task<RunningExchange> StartAsync(params string[] options)
    {
        string[] words =
        [
            "exchange", "--listen", "127.0.0.1:0", "--portfolio", "demo", "--api-key", Key, "--api-secret", Secret,
            .. options,
        ];
        AgentProcess process = AgentProcess.Start(words);
        await process.SaysAsync("order entry     ws://");
        return new RunningExchange(process, new Uri(RestAddress().Match(process.Output).Groups[1].Value));
    }

    /// <summary>An agent that trades on it.</summary>
    public AgentProcess StartAgent(params string[] arguments) => StartAgent(Address, Key, Secret, arguments);

    /// <summary>An agent that trades on a local exchange with a key of that exchange.</summary>
    public static AgentProcess StartAgent(Uri address, string key, string secret, params string[] arguments) =>
        AgentProcess.Start(Variables(address, key, secret), arguments);

    /// <summary>An agent that reaches it by another address, with variables of its own.</summary>
    public AgentProcess StartAgentAt(
        Uri address, IReadOnlyDictionary<string, string> own, params string[] arguments) =>
        AgentProcess.Start(new Dictionary<string, string>(Variables(address, Key, Secret).Concat(own)), arguments);

    /// <summary>Begins, shows or ends faults of its wire, where it was started with <c>--faults</c>.</summary>
    public async Task<JsonElement> FaultsAsync(HttpMethod verb, string query = "")
    {
        using var request = new HttpRequestMessage(verb, new Uri("/control/faults" + query, UriKind.Relative));
        using HttpResponseMessage reply = await _http.SendAsync(request);
        string text = await reply.Content.ReadAsStringAsync();
        if (!reply.IsSuccessStatusCode) throw new InvalidOperationException(text);
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public void Dispose()
    {
        _http.Dispose();
        Witness.Dispose();
        _process.Dispose();
    }

    private static Dictionary<string, string> Variables(Uri address, string key, string secret)
    {
        const string prefix = "TRADINGAGENT__Venues__Bybit__";
        string stream = $"{(address.Scheme == "https" ? "wss" : "ws")}://{address.Authority}/v5";
        return new Dictionary<string, string>
        {
            [prefix + "Rest"] = $"{address.Scheme}://{address.Authority}",
            [prefix + "PublicStream"] = $"{stream}/public",
            [prefix + "PrivateStream"] = $"{stream}/private",
            [prefix + "TradeStream"] = $"{stream}/trade",
            [prefix + "ApiKeyVariable"] = "ENDURANCE_KEY",
            [prefix + "ApiSecretVariable"] = "ENDURANCE_SECRET",
            ["ENDURANCE_KEY"] = key,
            ["ENDURANCE_SECRET"] = secret,
        };
    }

    [GeneratedRegex(@"REST\s+(http://\S+)")]
    private static partial Regex RestAddress();
}
