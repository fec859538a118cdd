using Xunit;

namespace TradingAgent.UnitTests.Venues;

public sealed class VenueRateLimiterTests
{
    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1_000_000);

    private static Timestamp At(long ms) => Start + Duration.FromMilliseconds(ms);

    [Fact]
    public void No_window_of_a_second_holds_more_than_the_budget()
    {
        var limiter = new VenueRateLimiter([10, 10], 1000, 0);
        List<long> sent = [];
        for (long ms = 0; ms < 5000; ms += 7)
            if (limiter.TryTake(0, CommandKind.PlaceOrder, At(ms))) sent.Add(ms);
        for (int i = 10; i < sent.Count; i++) Assert.True(sent[i] - sent[i - 10] >= 1000);
        Assert.True(sent.Count >= 45, "the budget must be usable");
    }

    [Fact]
    public void Categories_and_actions_have_budgets_of_their_own()
    {
        var limiter = new VenueRateLimiter([1, 1], 1000, 0);
        Assert.True(limiter.TryTake(0, CommandKind.PlaceOrder, Start));
        Assert.False(limiter.TryTake(0, CommandKind.PlaceOrder, Start));
        Assert.True(limiter.TryTake(0, CommandKind.AmendOrder, Start));
        Assert.True(limiter.TryTake(0, CommandKind.CancelOrder, Start));
        Assert.True(limiter.TryTake(1, CommandKind.PlaceOrder, Start));
    }

    [Fact]
    public void Cancels_have_room_when_orders_have_used_the_whole()
    {
        var limiter = new VenueRateLimiter([100], 20, 5);
        int places = 0;
        while (limiter.TryTake(0, CommandKind.PlaceOrder, Start)) places++;
        Assert.Equal(15, places);
        for (int i = 0; i < 5; i++) Assert.True(limiter.TryTake(0, CommandKind.CancelOrder, Start));
        Assert.False(limiter.TryTake(0, CommandKind.CancelOrder, Start));
    }

    [Fact]
    public void A_pause_stops_everything_but_cancels()
    {
        var limiter = new VenueRateLimiter([10], 100, 5);
        limiter.PauseUntil(0, At(500));
        Assert.False(limiter.TryTake(0, CommandKind.PlaceOrder, At(499)));
        Assert.False(limiter.TryTake(0, CommandKind.AmendOrder, At(499)));
        Assert.True(limiter.TryTake(0, CommandKind.CancelOrder, At(499)));
        Assert.True(limiter.TryTake(0, CommandKind.PlaceOrder, At(500)));
    }
}
