using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>The metrics that an agent shows, on a port that is free.</summary>
internal sealed class MetricsPage : IDisposable
{
    private readonly HttpClient _http;

    public MetricsPage()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string address = listener.LocalEndpoint.ToString()!;
        Setting = new("TRADINGAGENT__Health__Address", address);
        _http = new HttpClient { BaseAddress = new Uri($"http://{address}") };
    }

    /// <summary>Has the agent show them there.</summary>
    public KeyValuePair<string, string> Setting { get; }

    /// <summary>The page as it is.</summary>
    public Task<string> ReadAllAsync() => _http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

    /// <summary>The figure, one value for each of its labels.</summary>
    public async Task<IReadOnlyList<double>> ReadAsync(string name)
    {
        string page = await ReadAllAsync();
        return
        [
            .. from line in page.Split('\n')
               where line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length
                   && line[name.Length] is '{' or ' '
               let value = line[(Math.Max(line.LastIndexOf('}'), name.Length - 1) + 1)..].Trim().Split(' ')[0]
               select double.Parse(value, CultureInfo.InvariantCulture),
        ];
    }

    public void Dispose() => _http.Dispose();
}
