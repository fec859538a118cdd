using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Trading;
using Xunit;
using static TradingAgent.UnitTests.VenuesBinance.Fixtures;

namespace TradingAgent.UnitTests.VenuesBinance;

/// <summary>Order entry over REST: futures' while the stream is down, and options' always.</summary>
public sealed class RestOrdersTests : IAsyncDisposable
{
    private readonly RecordingSink _sink = new();
    private readonly ScriptedHttp _http = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly VenueRateLimiter _limiter = Limiter();
    private readonly List<Task> _running = [];
    private int _doubts;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _http.Dispose();
    }

    private (CommandLanes Lanes, string Path) Open(bool ofOptions)
    {
        VenueId venue = ofOptions ? VenueId.BinanceOptions : VenueId.BinanceFutures;
        ProductDialect dialect = ofOptions ? ProductDialect.Options : ProductDialect.Futures;
        AccountDesk desk = Desk(_sink, venue);
        desk.Doubted += () => Interlocked.Increment(ref _doubts);
        var orders = new RestOrders(
            Options with { ReplyTimeout = TimeSpan.FromMilliseconds(150) }, _http.Rest(), dialect, Clock(), desk,
            new CommandEvents(venue, _sink), new OrderCounts(_limiter, Clock()),
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        _running.Add(orders.Lanes.RunAsync(_stop.Token));
        return (orders.Lanes, dialect.Prefix + "/order");
    }

    private static EngineCommand Of(CommandKind kind, bool ofOptions, uint counter = 1) => Place(counter) with
    {
        Kind = kind,
        Venue = ofOptions ? VenueId.BinanceOptions : VenueId.BinanceFutures,
        Instrument = ofOptions ? Call : Perpetual,
    };

    private Task SeenAsync(int events) =>
        Eventually.TrueAsync(() => _sink.Events.Count >= events, $"{events} events");

    [Theory]
    [InlineData(false, CommandKind.PlaceOrder, "POST")]
    [InlineData(false, CommandKind.AmendOrder, "PUT")]
    [InlineData(false, CommandKind.CancelOrder, "DELETE")]
    [InlineData(true, CommandKind.PlaceOrder, "POST")]
    [InlineData(true, CommandKind.CancelOrder, "DELETE")]
    public async Task An_answer_that_does_not_know_itself_is_an_unknown_outcome_and_is_sent_once(
        bool ofOptions, CommandKind kind, string method)
    {
        (CommandLanes lanes, string path) = Open(ofOptions);
        _http.On(path,
            """{"code":-1000,"msg":"Unknown error, please check your request or try again later."}""", 503);
        Assert.True(lanes.TrySend(Of(kind, ofOptions)));
        await SeenAsync(1);
        Assert.Equal(new OutcomeUnknown(new ClientOrderId(7, 1), kind), _sink.Single.Unknown);
        Assert.StartsWith($"{method} {path}?", Assert.Single(_http.Asked), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cut_before_the_answer_is_an_unknown_outcome_and_never_a_rejection(bool ofOptions)
    {
        (CommandLanes lanes, string path) = Open(ofOptions);
        _http.On(path, _ => throw new HttpRequestException(HttpRequestError.ResponseEnded));
        Assert.True(lanes.TrySend(Of(CommandKind.PlaceOrder, ofOptions)));
        await SeenAsync(1);
        Assert.Equal(EventKind.OutcomeUnknown, _sink.Single.Kind);
        Assert.Single(_http.Asked);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_connection_at_all_means_that_nothing_left(bool ofOptions)
    {
        (CommandLanes lanes, string path) = Open(ofOptions);
        _http.On(path, _ => throw new HttpRequestException(HttpRequestError.ConnectionError));
        Assert.True(lanes.TrySend(Of(CommandKind.PlaceOrder, ofOptions)));
        await SeenAsync(1);
        Assert.Equal(NotSentReason.Disconnected, _sink.Single.NotSent.Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_service_that_was_not_there_refuses_the_order_and_tells_nothing_of_a_change(bool ofOptions)
    {
        (CommandLanes lanes, string path) = Open(ofOptions);
        _http.On(path, """{"code":-1008,"msg":"Server is currently overloaded with other requests."}""", 503);
        lanes.TrySend(Of(CommandKind.PlaceOrder, ofOptions));
        await SeenAsync(1);
        lanes.TrySend(Of(CommandKind.CancelOrder, ofOptions, 2));
        await SeenAsync(2);
        Assert.Equal(
            new OrderRejected(new ClientOrderId(7, 1), RejectReason.VenueBusy, -1008), _sink.Events[0].Rejected);
        Assert.Equal(
            new CommandNotSent(new ClientOrderId(7, 2), CommandKind.CancelOrder, NotSentReason.RateLimited),
            _sink.Events[1].NotSent);
    }

    [Theory]
    [InlineData(false, 429)]
    [InlineData(true, 429)]
    [InlineData(true, 418)]
    public async Task While_the_venue_bans_the_address_nothing_more_is_sent_and_nothing_is_left_unknown(
        bool ofOptions, int status)
    {
        (CommandLanes lanes, string path) = Open(ofOptions);
        _http.On(path, """{"code":-1003,"msg":"Too many requests; banned until 1790000060000."}""", status);
        lanes.TrySend(Of(CommandKind.PlaceOrder, ofOptions));
        await SeenAsync(1);
        Assert.Equal(RejectReason.RateLimited, _sink.Single.Rejected.Reason);
        CommandKind[] kinds = [CommandKind.PlaceOrder, CommandKind.AmendOrder, CommandKind.CancelOrder];
        for (uint i = 0; i < kinds.Length; i++)
        {
            lanes.TrySend(Of(kinds[i], ofOptions, i + 2));
            await SeenAsync((int)i + 2);
            Assert.Equal(
                new CommandNotSent(new ClientOrderId(7, i + 2), kinds[i], NotSentReason.RateLimited),
                _sink.Events[^1].NotSent);
        }
        Assert.Single(_http.Asked);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Too_many_orders_hold_back_everything_but_cancels_until_the_venues_time(bool ofOptions)
    {
        (CommandLanes lanes, string path) = Open(ofOptions);
        _http.Headers["Retry-After"] = "3";
        _http.On(path, """{"code":-1015,"msg":"Too many new orders."}""", 429);
        lanes.TrySend(Of(CommandKind.PlaceOrder, ofOptions));
        await SeenAsync(1);
        Assert.False(_limiter.TryTake(0, CommandKind.PlaceOrder, Now));
        Assert.True(_limiter.TryTake(0, CommandKind.CancelOrder, Now));
        Assert.True(_limiter.TryTake(0, CommandKind.PlaceOrder, Now + Duration.FromSeconds(3)));
        // Cancels do not count as orders: they go on.
        lanes.TrySend(Of(CommandKind.CancelOrder, ofOptions, 2));
        await SeenAsync(2);
        Assert.Equal(1, _http.Count("DELETE " + path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_order_taken_over_rest_that_never_shows_becomes_unknown_and_casts_doubt_on_the_stream(
        bool ofOptions)
    {
        (CommandLanes lanes, string path) = Open(ofOptions);
        _http.On(path, """{"orderId":8389765519993908929,"symbol":"BTCUSDT","status":"NEW"}""");
        lanes.TrySend(Of(CommandKind.PlaceOrder, ofOptions));
        await SeenAsync(1);
        Assert.Equal(EventKind.OutcomeUnknown, _sink.Single.Kind);
        await Eventually.TrueAsync(() => _doubts == 1, "the stream is doubted");
    }

    [Fact]
    public async Task A_closed_gate_lets_nothing_out()
    {
        (CommandLanes lanes, _) = Open(ofOptions: true);
        lanes.CloseGate();
        lanes.TrySend(Of(CommandKind.PlaceOrder, ofOptions: true));
        await SeenAsync(1);
        Assert.Equal(NotSentReason.GateClosed, _sink.Single.NotSent.Reason);
        Assert.Empty(_http.Asked);
    }
}
