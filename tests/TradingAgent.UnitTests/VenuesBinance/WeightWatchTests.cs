using TradingAgent.Venues.Binance.Rest;
using Xunit;

namespace TradingAgent.UnitTests.VenuesBinance;

/// <summary>Who may still ask as an address's weight is used up: first books stop, then questions.</summary>
public sealed class WeightWatchTests
{
    [Fact]
    public void Books_leave_half_of_the_weight_to_the_account_and_questions_a_fifth_to_cancels()
    {
        var weight = new WeightWatch { Limit = 1_000 };
        foreach ((long used, bool books, bool questions) in new[]
            { (0L, true, true), (499L, true, true), (500L, false, true), (799L, false, true), (800L, false, false) })
        {
            weight.On(used, 60_000);
            Assert.Equal((books, questions), (weight.HasRoomForBooks(60_500), weight.HasRoom(60_500)));
        }
        Assert.True(weight.HasRoomForBooks(120_000));
    }
}
