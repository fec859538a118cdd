using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace TradingAgent.Benchmarks.Wire;

/// <summary>The agent as a process of its own, watched from outside through /proc.</summary>
internal sealed class AgentProcess : IDisposable
{
    private const double TicksPerSecond = 100;
    private readonly Process _process;
    private readonly string _folder = Directory.CreateTempSubdirectory("trading-agent-").FullName;

    /// <param name="port">Where the scripted venue listens.</param>
    /// <param name="wait">spin or park.</param>
    public AgentProcess(int port, string wait)
    {
        string host = Path.Combine(AppContext.BaseDirectory, "trading-agent.dll");
        var start = new ProcessStartInfo("dotnet", [host, "run", "--data", Path.Combine(_folder, "data"),
            "--config", Path.Combine(AppContext.BaseDirectory, "config", "agent.json")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string server = $"127.0.0.1:{port}";
        Dictionary<string, string> settings = new()
        {
            ["Venues__Bybit__Rest"] = "http://" + server,
            ["Venues__Bybit__PublicStream"] = $"ws://{server}/v5/public",
            ["Venues__Bybit__PrivateStream"] = $"ws://{server}/v5/private",
            ["Venues__Bybit__TradeStream"] = $"ws://{server}/v5/trade",
            ["Venues__Bybit__ApiKeyVariable"] = "BENCHMARK_KEY",
            ["Venues__Bybit__ApiSecretVariable"] = "BENCHMARK_SECRET",
            ["Scope__Tradable"] = "bybit:BTCUSDT",
            // Far away and passive for ever: the agent always has one order that follows the touch.
            ["Scaling__TargetDelta"] = "50",
            ["Scaling__BandKind"] = "fixed",
            ["Execution__PassiveFor"] = "1h",
            ["Execution__RequoteIntervalMin"] = "0s",
            ["Gate__MessagesPerSecond"] = "1000",
            ["Gate__MessageBurst"] = "1000",
            ["Runtime__Wait"] = wait,
            ["Health__Address"] = $"127.0.0.1:{MetricsPort}",
        };
        foreach ((string key, string value) in settings) start.Environment["TRADINGAGENT__" + key] = value;
        start.Environment["BENCHMARK_KEY"] = start.Environment["BENCHMARK_SECRET"] = "benchmark";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => LastLines.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => LastLines.Add(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>Where it shows its metrics.</summary>
    public int MetricsPort { get; } = FreePort();

    public bool HasExited => _process.HasExited;

    /// <summary>The end of what it said, for when something goes wrong.</summary>
    public TailOfText LastLines { get; } = new(40);

    /// <summary>Processor time used so far, seconds.</summary>
    public double CpuSeconds
    {
        get
        {
            string stat = File.ReadAllText($"/proc/{Id}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (long.Parse(fields[11], CultureInfo.InvariantCulture)
                + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
    }

    /// <summary>Most memory ever resident, megabytes.</summary>
    public double ResidentPeakMegabytes => File.ReadLines($"/proc/{Id}/status")
        .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => long.Parse(line[6..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture))
        .FirstOrDefault() / 1024.0;

    /// <summary>Ends it as an operator would, and reads its session report.</summary>
    public JsonDocument? Stop()
    {
        using (Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)])) { }
        if (!_process.WaitForExit(15_000)) _process.Kill();
        string report = Path.Combine(_folder, "data", "session-report.json");
        return File.Exists(report) ? JsonDocument.Parse(File.ReadAllText(report)) : null;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
