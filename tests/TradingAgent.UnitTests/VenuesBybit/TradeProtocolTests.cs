using System.Text.RegularExpressions;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Trading;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

public sealed class TradeProtocolTests
{
    private readonly RecordingSink _sink = new();
    private readonly RecordingWire _wire = new();
    private readonly AccountDesk _desk;
    private readonly BybitTradeProtocol _protocol;
    private readonly Instrument _perpetual = Instruments()[Perpetual];

    public TradeProtocolTests()
    {
        _desk = Desk(_sink);
        _protocol = Trade(_desk, _sink);
    }

    private void Open()
    {
        _protocol.OnOpened(At(0), _wire);
        Feed("""{"retCode":0,"retMsg":"OK","op":"auth","reqId":"auth","connId":"c"}""");
        _wire.Sent.Clear();
        _wire.Tags.Clear();
    }

    private void Feed(string frame, long ms = 0) => _protocol.OnMessage(Utf8(frame), At(ms), _wire);

    private bool Send(EngineCommand command) => _protocol.TrySend(in command, _perpetual);

    private static EngineCommand Of(CommandKind kind, uint counter)
    {
        EngineCommand command = Place(counter);
        command.Kind = kind;
        return command;
    }

    private string RequestId(int at) =>
        Regex.Match(_wire.Sent[at], "\"reqId\":\"([^\"]+)\"").Groups[1].Value;

    private string Reply(int code, string message = "OK", string op = "order.create", int at = 0) =>
        $$"""
        {"reqId":"{{RequestId(at)}}","retCode":{{code}},"retMsg":"{{message}}","op":"{{op}}",
        "data":{"orderId":"venue-1"},"retExtInfo":{},"header":{"X-Bapi-Limit":"10","X-Bapi-Limit-Status":"9",
        "X-Bapi-Limit-Reset-Timestamp":"1790000000500"},"connId":"c"}
        """;

    [Fact]
    public void A_socket_that_is_not_authenticated_in_ten_seconds_is_given_up()
    {
        _protocol.OnOpened(At(0), _wire);
        _protocol.OnTick(At(9_900), _wire);
        Assert.Empty(_wire.Reconnects);
        _protocol.OnTick(At(10_000), _wire);
        _protocol.OnTick(At(10_100), _wire);
        Assert.Single(_wire.Reconnects);
        Open();
        _protocol.OnTick(At(60_000), _wire);
        Assert.Single(_wire.Reconnects);
    }

    [Fact]
    public void Nothing_is_taken_before_authentication()
    {
        Assert.False(Send(Place(1)));
        _protocol.OnOpened(At(0), _wire);
        Assert.False(_protocol.IsUp);
        Assert.False(Send(Place(1)));
        Feed("""{"retCode":0,"retMsg":"OK","op":"auth","connId":"c"}""");
        Assert.True(_protocol.IsUp);
        Assert.True(Send(Place(1)));
        Assert.Equal(1, _wire.ReadyCalls);
    }

    [Fact]
    public void A_good_answer_is_not_an_acceptance()
    {
        Open();
        Send(Place(1));
        _protocol.OnWriting(_wire.Tags[0], At(0));
        Feed(Reply(0));
        Assert.Empty(_sink.Events);
    }

    [Fact]
    public void An_order_that_never_shows_after_a_good_answer_becomes_unknown()
    {
        Open();
        Send(Place(1));
        _protocol.OnWriting(_wire.Tags[0], At(0));
        Feed(Reply(0), 10);
        _protocol.OnTick(At(4_000), _wire);
        Assert.Empty(_sink.Events);
        _protocol.OnTick(At(6_000), _wire);
        Assert.Equal(new OutcomeUnknown(new ClientOrderId(7, 1), CommandKind.PlaceOrder), _sink.Single.Unknown);
    }

    [Fact]
    public void An_order_that_shows_is_settled()
    {
        Open();
        Send(Place(1));
        _protocol.OnWriting(_wire.Tags[0], At(0));
        Feed(Reply(0), 10);
        Private(_desk).OnMessage(Utf8(AccountFrames.Order("tax1-7-1", "New")), At(20), _wire);
        _protocol.OnTick(At(60_000), _wire);
        Assert.Equal(EventKind.OrderAccepted, _sink.Single.Kind);
    }

    [Theory]
    [InlineData(CommandKind.PlaceOrder, 110007, EventKind.OrderRejected, RejectReason.InsufficientMargin)]
    [InlineData(CommandKind.AmendOrder, 110001, EventKind.AmendRejected, RejectReason.OrderGone)]
    [InlineData(CommandKind.CancelOrder, 110001, EventKind.CancelRejected, RejectReason.OrderGone)]
    [InlineData(CommandKind.PlaceOrder, 10006, EventKind.OrderRejected, RejectReason.RateLimited)]
    public void A_refusal_is_told_in_our_words(CommandKind kind, int code, EventKind expected, RejectReason reason)
    {
        Open();
        Send(Of(kind, 5));
        _protocol.OnWriting(_wire.Tags[0], At(0));
        Feed(Reply(code));
        EngineEvent change = _sink.Single;
        Assert.Equal(expected, change.Kind);
        if (kind == CommandKind.PlaceOrder)
            Assert.Equal(new OrderRejected(new ClientOrderId(7, 5), reason, code), change.Rejected);
        else Assert.Equal(new CommandRejected(new ClientOrderId(7, 5), reason, code), change.CommandRejected);
    }

    [Theory]
    [InlineData(CommandKind.AmendOrder, 10006)]
    [InlineData(CommandKind.CancelOrder, 20003)]
    [InlineData(CommandKind.CancelOrder, 30035)]
    [InlineData(CommandKind.CancelOrder, 33004)]
    public void A_change_refused_unread_proves_nothing_and_counts_as_never_sent(CommandKind kind, int code)
    {
        Open();
        Send(Of(kind, 5));
        _protocol.OnWriting(_wire.Tags[0], At(0));
        Feed(Reply(code));
        Assert.Equal(EventKind.CommandNotSent, _sink.Single.Kind);
        Assert.Equal(kind, _sink.Single.NotSent.Command);
    }

    [Fact]
    public void A_silent_acknowledged_order_casts_doubt_on_the_account_stream()
    {
        int doubts = 0;
        _desk.Doubted += () => doubts++;
        Open();
        Send(Place(1));
        _protocol.OnWriting(_wire.Tags[0], At(0));
        Feed(Reply(0), 10);
        _protocol.OnTick(At(6_000), _wire);
        Assert.Equal(1, doubts);
    }

    [Fact]
    public async Task Kill_cancels_go_out_over_the_stream_when_rest_is_banned_though_the_gate_is_closed()
    {
        Private(_desk).OnMessage(Utf8(AccountFrames.Order("tax1-7-1", "New")), At(0), _wire);
        Open();
        _protocol.CloseGate();
        await _protocol.CancelOpenAsync(CancellationToken.None);
        Assert.Contains("\"op\":\"order.cancel\"", Assert.Single(_wire.Sent), StringComparison.Ordinal);
        Assert.Contains("tax1-7-1", _wire.Sent[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10000)]
    [InlineData(10016)]
    [InlineData(20006)]
    [InlineData(110072)]
    [InlineData(987654)]
    public void An_ambiguous_answer_is_an_unknown_outcome(int code)
    {
        Open();
        Send(Place(5));
        _protocol.OnWriting(_wire.Tags[0], At(0));
        Feed(Reply(code));
        Assert.Equal(EventKind.OutcomeUnknown, _sink.Single.Kind);
    }

    [Fact]
    public void A_draining_server_means_unknown_and_another_socket()
    {
        Open();
        Send(Place(5));
        _protocol.OnWriting(_wire.Tags[0], At(0));
        Feed(Reply(10019));
        Assert.Equal(EventKind.OutcomeUnknown, _sink.Single.Kind);
        Assert.Single(_wire.Reconnects);
    }

    [Fact]
    public void After_a_cut_what_was_written_is_unknown_and_what_was_queued_was_not_sent()
    {
        Open();
        Send(Place(1));
        Send(Place(2));
        _protocol.OnWriting(_wire.Tags[0], At(0));
        _protocol.OnClosed(At(5));
        Assert.Equal([EventKind.OutcomeUnknown, EventKind.CommandNotSent], _sink.Events.Select(e => e.Kind));
        Assert.Equal(1u, _sink.Events[0].Unknown.Order.Counter);
        Assert.Equal(
            new CommandNotSent(new ClientOrderId(7, 2), CommandKind.PlaceOrder, NotSentReason.Disconnected),
            _sink.Events[1].NotSent);
        Assert.False(Send(Place(3)));
    }

    [Fact]
    public void A_command_whose_time_passed_in_the_queue_is_not_sent()
    {
        Open();
        EngineCommand command = Place(1);
        command.SendBefore = At(100).Now;
        Send(command);
        Assert.False(_protocol.OnWriting(_wire.Tags[0], At(101)));
        Assert.Equal(NotSentReason.TooLate, _sink.Single.NotSent.Reason);
        _protocol.OnClosed(At(200));
        Assert.Single(_sink.Events);
    }

    [Fact]
    public void A_closed_gate_lets_nothing_out()
    {
        Open();
        Send(Place(1));
        _protocol.CloseGate();
        Assert.False(_protocol.OnWriting(_wire.Tags[0], At(0)));
        Assert.Equal(NotSentReason.GateClosed, _sink.Single.NotSent.Reason);
        Assert.False(Send(Place(2)));
    }

    [Fact]
    public void No_answer_in_time_is_an_unknown_outcome_once()
    {
        Open();
        Send(Of(CommandKind.CancelOrder, 4));
        _protocol.OnWriting(_wire.Tags[0], At(0));
        _protocol.OnTick(At(4_999), _wire);
        Assert.Empty(_sink.Events);
        _protocol.OnTick(At(5_000), _wire);
        _protocol.OnTick(At(9_000), _wire);
        Assert.Equal(new OutcomeUnknown(new ClientOrderId(7, 4), CommandKind.CancelOrder), _sink.Single.Unknown);
        Feed(Reply(110001, op: "order.cancel"), 9_100);
        Assert.Single(_sink.Events);
    }

    [Fact]
    public void Answers_are_matched_by_request_id_in_any_order()
    {
        Open();
        Send(Place(1));
        Send(Place(2));
        _protocol.OnWriting(_wire.Tags[0], At(0));
        _protocol.OnWriting(_wire.Tags[1], At(0));
        Feed(Reply(110007, at: 1));
        Feed(Reply(110003, at: 0));
        Assert.Equal([2u, 1u], _sink.Events.Select(e => e.Rejected.Order.Counter));
    }

    [Fact]
    public void A_full_queue_refuses_and_keeps_nothing()
    {
        Open();
        _wire.IsFull = true;
        Assert.False(Send(Place(1)));
        _protocol.OnClosed(At(1));
        Assert.Empty(_sink.Events);
    }

    [Fact]
    public void Answers_that_cannot_be_read_do_no_harm()
    {
        Open();
        Send(Place(1));
        _protocol.OnWriting(_wire.Tags[0], At(0));
        Feed("""{"reqId":""");
        Feed("[]");
        Feed("""{"reqId":"nobody","retCode":0,"op":"order.create"}""");
        Feed("""{"retCode":0,"retMsg":"OK","op":"pong","data":["1"],"connId":"c"}""");
        Assert.Empty(_sink.Events);
        _protocol.OnTick(At(5_000), _wire);
        Assert.Equal(EventKind.OutcomeUnknown, _sink.Single.Kind);
    }
}
