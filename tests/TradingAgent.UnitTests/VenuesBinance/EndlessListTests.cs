using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Binance.Futures;
using TradingAgent.Venues.Ports;
using Xunit;
using static TradingAgent.UnitTests.VenuesBinance.Fixtures;

namespace TradingAgent.UnitTests.VenuesBinance;

public sealed class EndlessListTests
{
    [Fact]
    public async Task A_list_that_does_not_end_is_an_error_and_what_it_left_out_is_asked_for_again()
    {
        const string Row =
            """{"symbol":"","incomeType":"TRANSFER","income":"1","asset":"USDT","time":1790000000100,"tranId":7}""";
        var http = new ScriptedHttp();
        http.On("/fapi/v1/income", "[" + string.Join(',', Enumerable.Repeat(Row, 1000)) + "]");
        var income = new IncomeWatch(
            http.Rest(), Clock(), FuturesDesk(new RecordingSink()), TimeSpan.FromSeconds(60));
        await Assert.ThrowsAsync<VenueUnreachableException>(
            () => income.ReadAsync(Timestamp.FromMilliseconds(1_790_000_000_000), CancellationToken.None));
        Assert.True(income.Watermark.IsNone);
    }
}
