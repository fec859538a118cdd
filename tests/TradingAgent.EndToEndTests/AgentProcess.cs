using System.Diagnostics;
using System.Text;

namespace TradingAgent.EndToEndTests;

/// <summary>The real executable as a process, its output kept.</summary>
internal sealed class AgentProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];

    private AgentProcess(Process process) => _process = process;

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Memory that it holds now.</summary>
    public double ResidentMegabytes => Look().WorkingSet64 / 1e6;

    /// <summary>Files and sockets that it has open now.</summary>
    public int Handles => Look().HandleCount;

    public int Threads => Look().Threads.Count;

    /// <summary>Starts it; health is off so that tests can run beside anything.</summary>
    public static AgentProcess Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    /// <summary>The same with environment variables of its own.</summary>
    public static AgentProcess Start(IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        string name = OperatingSystem.IsWindows() ? "trading-agent.exe" : "trading-agent";
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, name), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["TRADINGAGENT__Health__Address"] = "off";
        start.Environment["TRADINGAGENT__Logging__Format"] = "text";
        foreach ((string variable, string value) in variables) start.Environment[variable] = value;
        var agent = new AgentProcess(new Process { StartInfo = start });
        agent._process.OutputDataReceived += (_, line) => agent.Take(line.Data);
        agent._process.ErrorDataReceived += (_, line) => agent.Take(line.Data);
        agent._process.Start();
        agent._process.BeginOutputReadLine();
        agent._process.BeginErrorReadLine();
        return agent;
    }

    /// <summary>Waits until the output holds a text; a minute unless more is allowed.</summary>
    public async Task SaysAsync(string text, TimeSpan? patience = null)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_output)
        {
            if (_output.ToString().Contains(text, StringComparison.Ordinal)) return;
            _awaited.Add((text, seen));
        }
        try
        {
            await seen.Task.WaitAsync(patience ?? Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The agent did not say «{text}»:\n{Output}");
        }
    }

    /// <summary>Waits until the whole output satisfies a condition.</summary>
    public async Task UntilAsync(Func<string, bool> condition, string what, TimeSpan patience)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        long began = Stopwatch.GetTimestamp();
        while (!condition(Output))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > patience)
                throw new TimeoutException($"Not within {patience.TotalSeconds} s: {what}.\n{Output}");
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Ends it at once, as SIGKILL does: nothing of it runs any more.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate()
    {
        using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end and returns the exit code.</summary>
    public async Task<int> EndsAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private Process Look()
    {
        _process.Refresh();
        return _process;
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (_output)
        {
            _output.AppendLine(line);
            foreach ((string text, TaskCompletionSource seen) in _awaited)
                if (line.Contains(text, StringComparison.Ordinal)) seen.TrySetResult();
        }
    }
}
