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
        Futures = new BinanceWitness(address, Key, Secret);
    }

    public Uri Address { get; }

    public VenueWitness Witness { get; }

    /// <summary>The same account's futures at Binance.</summary>
    public BinanceWitness Futures { get; }

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

    /// <summary>What makes an agent trade Binance's futures alone, hedging the options it holds there.</summary>
    public static IReadOnlyDictionary<string, string> OnBinance { get; } = new Dictionary<string, string>
    {
        ["TRADINGAGENT__Venues__Enabled"] = "binance-futures, binance-options",
        ["TRADINGAGENT__Scope__Tradable"] = "binance-futures:BTCUSDT, binance-futures:ETHUSDT",
    };

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
        Futures.Dispose();
        _process.Dispose();
    }

    /// <summary>Where a local exchange is for either venue, and the key to it.</summary>
    public static Dictionary<string, string> Variables(Uri address, string key, string secret)
    {
        const string first = "TRADINGAGENT__Venues__Bybit__";
        const string second = "TRADINGAGENT__Venues__Binance__";
        string rest = $"{address.Scheme}://{address.Authority}";
        string stream = $"{(address.Scheme == "https" ? "wss" : "ws")}://{address.Authority}";
        var variables = new Dictionary<string, string>
        {
            [first + "Rest"] = rest,
            [first + "PublicStream"] = $"{stream}/v5/public",
            [first + "PrivateStream"] = $"{stream}/v5/private",
            [first + "TradeStream"] = $"{stream}/v5/trade",
            [second + "FuturesRest"] = rest,
            [second + "OptionsRest"] = rest,
            [second + "Stream"] = stream,
            [second + "TradeStream"] = $"{stream}/ws-fapi/v1",
            ["ENDURANCE_KEY"] = key,
            ["ENDURANCE_SECRET"] = secret,
        };
        foreach (string venue in new[] { first, second })
        {
            variables[venue + "ApiKeyVariable"] = "ENDURANCE_KEY";
            variables[venue + "ApiSecretVariable"] = "ENDURANCE_SECRET";
        }
        return variables;
    }

    [GeneratedRegex(@"REST\s+(http://\S+)")]
    private static partial Regex RestAddress();
}
