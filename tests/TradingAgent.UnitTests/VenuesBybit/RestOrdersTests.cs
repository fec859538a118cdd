using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Trading;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

/// <summary>Order entry where there is no stream for it, as at the venue's own demo.</summary>
public sealed class RestOrdersTests : IAsyncDisposable
{
    private readonly RecordingSink _sink = new();
    private readonly ScriptedHttp _http = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly AccountDesk _desk;
    private readonly VenueRateLimiter _limiter = new([10, 10], 100, 10);
    private readonly RestOrders _orders;
    private readonly Task _running;
    private readonly CountingLogger _log = new();
    private int _doubts;

    public RestOrdersTests()
    {
        _desk = Desk(_sink);
        _desk.Doubted += () => Interlocked.Increment(ref _doubts);
        _orders = new RestOrders(
            Options with { ReplyTimeout = TimeSpan.FromMilliseconds(150) }, _http.Rest(), Clock(), _desk,
            new CommandEvents(VenueId.Bybit, _sink), _limiter, _log);
        _running = _orders.Lanes.RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _http.Dispose();
    }

    private static EngineCommand Of(CommandKind kind, uint counter) => Place(counter) with { Kind = kind };

    private Task SeenAsync(int events) =>
        Eventually.TrueAsync(() => _sink.Events.Count >= events, $"{events} events");

    [Fact]
    public async Task An_order_taken_over_rest_that_never_shows_becomes_unknown_and_casts_doubt_on_the_stream()
    {
        _http.On("/v5/order/create", BybitHttp.Result("""{"orderId":"v1","orderLinkId":"tax1-7-1"}"""));
        Assert.True(_orders.Lanes.TrySend(Place(1)));
        await SeenAsync(1);
        Assert.Equal(new OutcomeUnknown(new ClientOrderId(7, 1), CommandKind.PlaceOrder), _sink.Single.Unknown);
        await Eventually.TrueAsync(() => _doubts == 1, "the stream is doubted");
    }

    [Fact]
    public async Task No_answer_is_an_unknown_outcome_and_never_a_rejection()
    {
        _http.On("/v5/order/create", _ => throw new HttpRequestException(HttpRequestError.ResponseEnded));
        Assert.True(_orders.Lanes.TrySend(Place(1)));
        await SeenAsync(1);
        Assert.Equal(EventKind.OutcomeUnknown, _sink.Single.Kind);
        Assert.Contains("no answer to PlaceOrder", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CommandKind.PlaceOrder, 110007, "ab not enough for new order")]
    [InlineData(CommandKind.AmendOrder, 10001, "params error: qty err")]
    [InlineData(CommandKind.CancelOrder, 110001, "order not exists or too late to cancel")]
    public async Task A_refusal_is_logged_with_the_venues_code_and_words(CommandKind kind, int code, string text)
    {
        _http.On("/v5/order/", BybitHttp.Error(code, text));
        Assert.True(_orders.Lanes.TrySend(Of(kind, 3)));
        await SeenAsync(1);
        string line = Assert.Single(_log.Lines);
        Assert.Contains($"{kind} of", line, StringComparison.Ordinal);
        Assert.Contains($"refused with {code} ({text})", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_venue_says_of_a_bad_signature_is_logged_without_the_key()
    {
        _http.On("/v5/order/", BybitHttp.Error(10004, "error sign! origin_string[1658384314791testkey5000]"));
        Assert.True(_orders.Lanes.TrySend(Place(1)));
        await SeenAsync(1);
        Assert.Contains("error sign!", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("testkey", _log.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_connection_at_all_means_that_nothing_left()
    {
        _http.On("/v5/order/create", _ => throw new HttpRequestException(HttpRequestError.ConnectionError));
        Assert.True(_orders.Lanes.TrySend(Place(1)));
        await SeenAsync(1);
        Assert.Equal(NotSentReason.Disconnected, _sink.Single.NotSent.Reason);
    }

    [Theory]
    [InlineData(CommandKind.AmendOrder, 10006, NotSentReason.RateLimited)]
    [InlineData(CommandKind.CancelOrder, 10006, NotSentReason.RateLimited)]
    [InlineData(CommandKind.CancelOrder, 110079, NotSentReason.RateLimited)]
    [InlineData(CommandKind.CancelOrder, 10002, NotSentReason.Disconnected)]
    [InlineData(CommandKind.AmendOrder, 33004, NotSentReason.Disconnected)]
    public async Task A_change_refused_unread_says_nothing_about_the_order(
        CommandKind kind, int code, NotSentReason reason)
    {
        _http.On("/v5/order/", BybitHttp.Error(code));
        Assert.True(_orders.Lanes.TrySend(Of(kind, 3)));
        await SeenAsync(1);
        Assert.Equal(new CommandNotSent(new ClientOrderId(7, 3), kind, reason), _sink.Single.NotSent);
    }

    [Fact]
    public async Task Too_many_visits_hold_back_everything_but_cancels_until_the_venues_time()
    {
        _http.Headers["X-Bapi-Limit-Reset-Timestamp"] = (Now.Milliseconds + 800).ToString();
        _http.On("/v5/order/create", BybitHttp.Error(10006, "Too many visits."));
        _orders.Lanes.TrySend(Place(1));
        await SeenAsync(1);
        Assert.False(_limiter.TryTake(0, CommandKind.PlaceOrder, Now));
        Assert.True(_limiter.TryTake(0, CommandKind.CancelOrder, Now));
        Assert.True(_limiter.TryTake(0, CommandKind.PlaceOrder, Now + Duration.FromMilliseconds(800)));
    }

    [Fact]
    public async Task An_amend_sends_only_what_changes_and_the_size_is_the_new_total()
    {
        Private(_desk).OnMessage(
            Utf8(AccountFrames.Order("tax1-7-4", "PartiallyFilled", filled: "0.1")), At(0), new RecordingWire());
        _http.On("/v5/order/amend", BybitHttp.Result("{}"));
        _orders.Lanes.TrySend(Of(CommandKind.AmendOrder, 4) with { Quantity = Quantity.From(0.2m) });
        await Eventually.TrueAsync(() => _http.Bodies.Count == 1, "the amend was sent");
        _http.Bodies.TryPeek(out string? body);
        Assert.Contains("\"qty\":\"0.2\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("price", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_order_does_not_hold_up_the_cancel_of_another()
    {
        using var held = new ManualResetEventSlim();
        _http.On("/v5/order/create", _ =>
        {
            held.Wait();
            return (200, BybitHttp.Result("{}"));
        });
        _http.On("/v5/order/cancel", BybitHttp.Error(110001, "order not exists or too late to cancel"));
        _ = Task.Run(() => _orders.Lanes.TrySend(Place(1)));
        await Eventually.TrueAsync(() => _http.Count("create") == 1, "the order is under way");
        _orders.Lanes.TrySend(Of(CommandKind.CancelOrder, 2));
        await SeenAsync(1);
        Assert.Equal(RejectReason.OrderGone, _sink.Events[0].CommandRejected.Reason);
        held.Set();
    }

    [Theory]
    [InlineData(CommandKind.PlaceOrder, "create")]
    [InlineData(CommandKind.CancelOrder, "cancel")]
    public async Task An_answer_that_nobody_foresaw_is_an_unknown_outcome_and_the_next_command_goes_out(
        CommandKind kind, string path)
    {
        _http.On($"/v5/order/{path}", BybitHttp.Result("null"));
        _orders.Lanes.TrySend(Of(kind, 3));
        await SeenAsync(1);
        Assert.Equal(new OutcomeUnknown(new ClientOrderId(7, 3), kind), _sink.Single.Unknown);
        Assert.Contains("its outcome is unknown", Assert.Single(_log.Lines), StringComparison.Ordinal);
        _http.On($"/v5/order/{path}", BybitHttp.Error(110001, "order not exists or too late to cancel"));
        // The same order's commands share a lane.
        _orders.Lanes.TrySend(Of(kind, 3));
        await SeenAsync(2);
        Assert.Equal(2, _http.Count(path));
    }

    [Fact]
    public async Task A_closed_gate_lets_nothing_out()
    {
        _orders.Lanes.CloseGate();
        _orders.Lanes.TrySend(Place(1));
        await SeenAsync(1);
        Assert.Equal(NotSentReason.GateClosed, _sink.Single.NotSent.Reason);
        Assert.Empty(_http.Asked);
    }

    [Fact]
    public async Task A_placement_may_arrive_until_it_is_answered()
    {
        using var held = new ManualResetEventSlim();
        var window = TimeSpan.FromMinutes(1);
        _http.On("/v5/order/create", _ =>
        {
            held.Wait();
            return (200, BybitHttp.Error(110007));
        });
        Assert.False(_orders.Lanes.MayArrive(window));
        _ = Task.Run(() => _orders.Lanes.TrySend(Place(1)));
        await Eventually.TrueAsync(() => _http.Count("create") == 1, "the order is under way");
        bool mayArrive = _orders.Lanes.MayArrive(window);
        held.Set();
        Assert.True(mayArrive);
        await Eventually.TrueAsync(() => !_orders.Lanes.MayArrive(window), "its answer has come");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10016)]
    public async Task A_placement_without_a_clear_answer_may_arrive_while_its_window_is_open(int code)
    {
        _http.On("/v5/order/create", _ => code == 0 ? throw new IOException("cut") : (200, BybitHttp.Error(code)));
        _orders.Lanes.TrySend(Place(1));
        await SeenAsync(1);
        Assert.Equal(EventKind.OutcomeUnknown, _sink.Single.Kind);
        _http.On("/v5/order/cancel", BybitHttp.Error(110001));
        _orders.Lanes.TrySend(Of(CommandKind.CancelOrder, 1));
        await SeenAsync(2);
        Assert.True(_orders.Lanes.MayArrive(TimeSpan.FromMinutes(1)));
        Assert.False(_orders.Lanes.MayArrive(TimeSpan.Zero));
    }
}
