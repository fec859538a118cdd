using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Ports;
using Xunit;

namespace TradingAgent.UnitTests.VenuesBybit;

public sealed class PagesTests
{
    private readonly ScriptedHttp _http = new();
    private int _pages;

    [Fact]
    public async Task A_list_ends_where_its_cursor_does_or_repeats_itself()
    {
        _http.On("/v5/position/list", Page("first"));
        _http.On("/v5/position/list?category=linear&cursor=first", Page("last"));
        _http.On("/v5/position/list?category=linear&cursor=last", Page("last"));
        await ReadAsync();
        Assert.Equal(3, _pages);
    }

    [Fact]
    public async Task A_list_that_does_not_end_is_an_error_and_never_a_part_taken_for_the_whole()
    {
        int asked = 0;
        _http.On("/v5/position/list", _ => (200, Page($"c{++asked}")));
        VenueUnreachableException error = await Assert.ThrowsAsync<VenueUnreachableException>(ReadAsync);
        Assert.Contains("/v5/position/list", error.Message, StringComparison.Ordinal);
        Assert.Equal(asked, _pages);
    }

    private Task ReadAsync() => BybitPages.ReadAsync(
        _http.Rest(), "/v5/position/list", "category=linear", _ => _pages++, CancellationToken.None);

    private static string Page(string cursor) =>
        BybitHttp.Result($$"""{"list":[{"symbol":"BTCUSDT"}],"nextPageCursor":"{{cursor}}"}""");
}
