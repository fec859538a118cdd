using Xunit;

namespace TradingAgent.UnitTests.Venues;

/// <summary>Waits for an observed condition, with a deadline.</summary>
internal static class Eventually
{
    public static Task TrueAsync(Func<bool> condition, string what, int seconds = 20) =>
        TrueAsync(() => Task.FromResult(condition()), what, seconds);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what, int seconds = 20)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        long deadline = Environment.TickCount64 + (seconds * 1000L);
        while (!await condition())
        {
            if (Environment.TickCount64 > deadline) Assert.Fail($"Not within {seconds} s: {what}");
            await timer.WaitForNextTickAsync();
        }
    }
}
