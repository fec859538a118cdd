using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Orders.Balance;

/// <summary>
/// The engine's own figures against a clerk who writes down what was asked and told, and both against the truth at the
/// venue, after each and every event: what is in flight, filled and cancelled is what was asked, and nothing that may
/// still come is left out.
/// </summary>
public sealed class OrderBalanceTests
{
    private const int Sessions = 60;
    private const int Steps = 1_500;

    [Fact]
    public void After_every_event_what_is_in_flight_filled_and_cancelled_is_what_was_asked()
    {
        var tally = new BalanceTally();
        for (ulong seed = 1; seed <= Sessions; seed++) new BalanceSession(seed, tally).Run(Steps);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Sessions} sessions: {tally}");
        Assert.All(
            (string[])
            [
                "amends down", "amends up", "amends met by a fill", "amends met by the end", "cancels met by the end",
                "fills before the acceptance", "fills told after the end", "fills told twice", "last fills",
                "lost on the way", "partial fills", "remainders cancelled", "rows lost", "rows told twice",
            ],
            what => Assert.True(tally[what] > Sessions, $"next to no {what}: {tally[what]}"));
    }
}
