using TradingAgent.UnitTests.VenuesBybit;
using TradingAgent.Venues.Trading;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.Venues;

/// <summary>What is said of an order that the venue's lists do not have, and how often it is looked for.</summary>
public sealed class OrderSearchTests
{
    private static readonly ClientOrderId Order = new(7, 1);

    private readonly RecordingSink _sink = new();
    private readonly AccountDesk _desk;
    private readonly TaskCompletionSource _answered = new();
    private readonly OrderSearch _search;
    private int _looks;

    public OrderSearchTests()
    {
        _desk = Desk(_sink);
        _search = new OrderSearch(
            _desk, Clock(), new CommandEvents(VenueId.Bybit, _sink), TimeSpan.Zero, async (_, _, _) =>
            {
                _looks++;
                await _answered.Task;
                return null;
            });
    }

    private Task AskAsync() =>
        _search.AskAsync(Order, _desk.Context.Instruments[Perpetual], _sink, CancellationToken.None);

    private void Show(string status, long updated) => Private(_desk).OnMessage(
        Utf8(AccountFrames.Order("tax1-7-1", status, updated: updated)), At(0), new RecordingWire());

    [Fact]
    public async Task An_order_that_the_stream_showed_open_meanwhile_is_not_said_to_be_missing()
    {
        Task asking = AskAsync();
        Show("New", 1);
        _answered.SetResult();
        await asking;
        Assert.Empty(_sink.Of(EventKind.OrderReported));
        Assert.Equal(
            new OutcomeUnknown(Order, CommandKind.QueryOrder),
            Assert.Single(_sink.Of(EventKind.OutcomeUnknown)).Unknown);
    }

    [Fact]
    public async Task An_order_that_the_stream_showed_ended_may_be_missing()
    {
        Show("New", 1);
        Show("Cancelled", 2);
        _answered.SetResult();
        await AskAsync();
        Assert.Equal(
            OrderReportState.NotFound, Assert.Single(_sink.Of(EventKind.OrderReported)).OrderReported.State);
    }

    [Fact]
    public async Task An_order_is_looked_for_once_at_a_time_however_often_it_is_asked_for()
    {
        Task first = AskAsync();
        Task second = AskAsync();
        Assert.Equal(1, _looks);
        Assert.True(second.IsCompletedSuccessfully);
        _answered.SetResult();
        await first;
        Assert.Single(_sink.Of(EventKind.OrderReported));
        await AskAsync();
        Assert.Equal(2, _looks);
    }
}
