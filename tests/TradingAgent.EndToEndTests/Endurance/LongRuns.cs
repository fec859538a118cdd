using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>
/// Tests that can torment for minutes take seconds unless the environment variable TRADINGAGENT_LONG is 1.
/// </summary>
internal static class LongRuns
{
    private const string Variable = "TRADINGAGENT_LONG";
    private const string SeedVariable = "TRADINGAGENT_SEED";
    private const string KillsVariable = "TRADINGAGENT_KILLS";

    public static bool AreWanted => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>Chooses moments and orders; another one is tried with TRADINGAGENT_SEED.</summary>
    public static int Seed => Whole(SeedVariable, 1);

    /// <summary>How often to kill; TRADINGAGENT_KILLS splits the hundred into pieces, each with its own seed.</summary>
    public static int Kills => Whole(KillsVariable, AreWanted ? 100 : 2);

    private static int Whole(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int value)
            ? value : otherwise;

    /// <summary>A figure for whoever runs the test with live output.</summary>
    public static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    /// <summary>Asks until something holds, at most so long; less often where the asking costs.</summary>
    public static async Task UntilAsync(
        Func<Task<bool>> holds, string what, TimeSpan most, Func<string>? more = null, double everySeconds = 0.1)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(everySeconds));
        long began = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(began) > most)
                Assert.Fail($"Not within {most}: {what}\n{more?.Invoke()}");
            await timer.WaitForNextTickAsync();
        }
    }
}
