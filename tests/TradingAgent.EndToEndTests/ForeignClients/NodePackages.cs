using System.Diagnostics;

namespace TradingAgent.EndToEndTests.ForeignClients;

/// <summary>
/// Node and trading libraries that nobody here wrote, installed once at exact versions into a folder of the
/// temporary directory. Where they cannot be had, the reason is kept and the tests are skipped with it.
/// </summary>
internal static class NodePackages
{
    private const string Ccxt = "ccxt@4.5.84";
    private const string BybitApi = "bybit-api@4.7.7";
    private const string Binance = "binance@3.6.5";
    private static readonly TimeSpan InstallMax = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan ScriptMax = TimeSpan.FromSeconds(75);
    private static readonly Lazy<Task<string?>> Reason = new(InstallAsync);

    private static string Folder { get; } = Path.Combine(
        Path.GetTempPath(), "trading-agent-" + (Ccxt + "-" + BybitApi + "-" + Binance).Replace('@', '-'));

    /// <summary>Null when scripts can run, or why they cannot.</summary>
    public static Task<string?> ReasonToSkipAsync() => Reason.Value;

    /// <summary>Runs one of the scripts beside this file and returns its exit code and output.</summary>
    public static async Task<(int Code, string Output)> RunScriptAsync(string script, params string[] arguments)
    {
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "ForeignClients"), "*.mjs"))
        {
            // Moved into its place whole: another script may be reading it.
            string whole = Path.Combine(Folder, Path.GetRandomFileName());
            File.Copy(file, whole);
            File.Move(whole, Path.Combine(Folder, Path.GetFileName(file)), overwrite: true);
        }
        return await RunAsync("node", [script, .. arguments], ScriptMax);
    }

    private static async Task<string?> InstallAsync()
    {
        Directory.CreateDirectory(Folder);
        string mark = Path.Combine(Folder, "installed");
        if (File.Exists(mark)) return null;
        (int code, string text) = await RunAsync("node", ["--version"], InstallMax);
        if (code != 0) return "node is not here: " + text;
        if (string.CompareOrdinal(text.Split('.')[0].TrimStart('v').PadLeft(3), " 18") < 0)
            return "node is too old for the libraries: " + text;
        await File.WriteAllTextAsync(Path.Combine(Folder, "package.json"), """{ "private": true, "type": "module" }""");
        string npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        (code, text) = await RunAsync(
            npm,
            ["install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", Ccxt, BybitApi, Binance],
            InstallMax);
        if (code != 0) return $"{Ccxt}, {BybitApi} and {Binance} cannot be had from npm within {InstallMax}: {text}";
        await File.WriteAllTextAsync(mark, "");
        return null;
    }

    /// <summary>Code −1 when the program is not there or takes too long.</summary>
    private static async Task<(int Code, string Output)> RunAsync(string name, string[] arguments, TimeSpan max)
    {
        var start = new ProcessStartInfo(name, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
        using Process running = process!;
        using var deadline = new CancellationTokenSource(max);
        Task<string> output = running.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> errors = running.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await running.WaitForExitAsync(deadline.Token);
            return (running.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            running.Kill(entireProcessTree: true);
            return (-1, $"«{name}» took more than {max}: {await output}{await errors}");
        }
    }
}
