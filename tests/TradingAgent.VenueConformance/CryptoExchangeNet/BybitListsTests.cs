using Bybit.Net.Clients;
using Bybit.Net.Objects.Models.V5;
using CryptoExchange.Net.Objects;
using TradingAgent.Venues.CryptoExchangeNet.Bybit;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using TradingAgent.Venues.Ports;
using Xunit;

namespace TradingAgent.VenueConformance.CryptoExchangeNet;

public sealed class BybitListsTests
{
    private readonly List<string?> _asked = [];

    [Fact]
    public async Task A_list_ends_where_its_cursor_does_or_repeats_itself()
    {
        Assert.Equal(["0", "1", "2"], await PagesAsync(cursor => cursor switch
        {
            null => "first",
            _ => "last",
        }));
        _asked.Clear();
        Assert.Equal(["0", "1"], await PagesAsync(cursor => cursor is null ? "first" : ""));
        Assert.Equal([null, "first"], _asked);
    }

    [Fact]
    public async Task A_list_that_does_not_end_is_an_error_and_never_a_part_taken_for_the_whole()
    {
        VenueUnreachableException error = await Assert.ThrowsAsync<VenueUnreachableException>(
            () => PagesAsync(_ => $"c{_asked.Count}"));
        Assert.StartsWith("positions", error.Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> PagesAsync(Func<string?, string> next)
    {
        using var rest = new BybitRestClient();
        return await new BybitLists(rest, new LibraryReads(static text => text)).PagesAsync(
            "positions", (cursor, _) => Task.FromResult(AnswerOf(cursor)), CancellationToken.None);

        HttpResult<BybitResponse<string>> AnswerOf(string? cursor)
        {
            _asked.Add(cursor);
            return new HttpResult<BybitResponse<string>>(
                "Bybit",
                new BybitResponse<string> { List = [$"{_asked.Count - 1}"], NextPageCursor = next(cursor) },
                null);
        }
    }
}
