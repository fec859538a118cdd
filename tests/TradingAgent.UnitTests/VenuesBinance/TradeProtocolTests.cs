using System.Text;
using System.Text.Json;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Binance.Account;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Trading;
using Xunit;
using static TradingAgent.UnitTests.VenuesBinance.Fixtures;

namespace TradingAgent.UnitTests.VenuesBinance;

public sealed class TradeProtocolTests
{
    private const string Pem =
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
        + "-----END PRIVATE KEY-----";

    private readonly RecordingSink _sink = new();
    private readonly RecordingWire _wire = new();
    private readonly AccountDesk _desk;
    private readonly BinanceTradeProtocol _trade;
    private readonly Instrument _perpetual;

    public TradeProtocolTests()
    {
        _desk = FuturesDesk(_sink);
        _trade = Trade(_desk, _sink);
        _perpetual = _desk.Context.Instruments[Perpetual];
        _trade.OnOpened(At(0), _wire);
    }

    private JsonElement Sent(int at) => JsonDocument.Parse(_wire.Sent[at]).RootElement;

    private long SendOne(EngineCommand command)
    {
        Assert.True(_trade.TrySend(in command, _perpetual));
        long tag = _wire.Tags[^1];
        Assert.True(_trade.OnWriting(tag, At(1)));
        return tag;
    }

    private void Answer(string text, long ms = 10) => _trade.OnMessage(Utf8(text), At(ms), _wire);

    [Fact]
    public void A_placement_is_signed_over_its_sorted_parameters()
    {
        SendOne(Place(1));
        JsonElement sent = Sent(0);
        Assert.Equal("order.place", sent.GetProperty("method").GetString());
        JsonElement parameters = sent.GetProperty("params");
        Assert.Equal("GTX", parameters.GetProperty("timeInForce").GetString());
        Assert.Equal("60000.5", parameters.GetProperty("price").GetString());
        Assert.Equal("tax1-7-1", parameters.GetProperty("newClientOrderId").GetString());
        Assert.Equal("EXPIRE_TAKER", parameters.GetProperty("selfTradePreventionMode").GetString());
        Assert.Equal(JsonValueKind.Number, parameters.GetProperty("timestamp").ValueKind);
        string[] names = [.. parameters.EnumerateObject().Select(p => p.Name)];
        Assert.Equal("signature", names[^1]);
        Assert.Equal(names[..^1].Order(StringComparer.Ordinal), names[..^1]);
        string payload = string.Join('&', names[..^1].Select(n => $"{n}={parameters.GetProperty(n)}"));
        byte[] signature = new byte[RequestSigner.SignatureLength];
        new RequestSigner(new ApiSecret("testsecret")).Sign(Encoding.ASCII.GetBytes(payload), signature);
        Assert.Equal(Encoding.ASCII.GetString(signature), parameters.GetProperty("signature").GetString());
    }

    [Fact]
    public void An_amend_names_side_price_and_total_size_and_a_cancel_the_order_alone()
    {
        EngineCommand amend = Place(1) with { Kind = CommandKind.AmendOrder };
        SendOne(amend);
        JsonElement parameters = Sent(0).GetProperty("params");
        Assert.Equal("order.modify", Sent(0).GetProperty("method").GetString());
        Assert.Equal("BUY", parameters.GetProperty("side").GetString());
        Assert.Equal("0.25", parameters.GetProperty("quantity").GetString());
        Assert.Equal("tax1-7-1", parameters.GetProperty("origClientOrderId").GetString());
        SendOne(amend with { Kind = CommandKind.CancelOrder });
        Assert.Equal("order.cancel", Sent(1).GetProperty("method").GetString());
        Assert.False(Sent(1).GetProperty("params").TryGetProperty("price", out _));
    }

    [Fact]
    public void With_an_ed25519_key_the_session_logs_on_once_and_requests_are_not_signed()
    {
        var wire = new RecordingWire();
        BinanceTradeProtocol trade = Trade(_desk, _sink, Options with { Secret = new ApiSecret(Pem) });
        trade.OnOpened(At(0), wire);
        Assert.False(trade.IsUp);
        JsonElement logon = JsonDocument.Parse(wire.Sent[0]).RootElement;
        Assert.Equal("session.logon", logon.GetProperty("method").GetString());
        Assert.Equal(88, logon.GetProperty("params").GetProperty("signature").GetString()!.Length);
        trade.OnMessage(
            Utf8($$$"""{"id":{{{logon.GetProperty("id").GetInt64()}}},"status":200,"result":{"apiKey":"testkey"}}"""),
            At(5), wire);
        Assert.True(trade.IsUp);
        EngineCommand order = Place(1);
        trade.TrySend(in order, _perpetual);
        JsonElement parameters = JsonDocument.Parse(wire.Sent[1]).RootElement.GetProperty("params");
        Assert.False(parameters.TryGetProperty("signature", out _));
        Assert.False(parameters.TryGetProperty("apiKey", out _));
    }

    [Fact]
    public void A_refused_logon_opens_another_socket()
    {
        var wire = new RecordingWire();
        BinanceTradeProtocol trade = Trade(_desk, _sink, Options with { Secret = new ApiSecret(Pem) });
        trade.OnOpened(At(0), wire);
        trade.OnMessage(
            Utf8("""{"id":1000000000000,"status":401,"error":{"code":-1022,"msg":"Signature"}}"""), At(5), wire);
        Assert.False(trade.IsUp);
        Assert.NotEmpty(wire.Reconnects);
    }

    [Fact]
    public void A_good_answer_says_nothing_and_teaches_the_orders_number()
    {
        long id = SendOne(Place(1));
        Answer(
            $$$"""
            {"id":{{{id}}},"status":200,"result":{"orderId":8389765519993908929,"symbol":"BTCUSDT",
            "status":"NEW"}}
            """);
        Assert.Empty(_sink.Events);
        Assert.True(_desk.Context.Orders.TryFind("BTCUSDT:8389765519993908929"u8, out _));
    }

    [Fact]
    public void A_good_answer_whose_order_never_shows_is_an_unknown_outcome_and_doubts_the_stream()
    {
        bool isDoubted = false;
        _desk.Doubted += () => isDoubted = true;
        long id = SendOne(Place(1));
        Answer($$$"""{"id":{{{id}}},"status":200,"result":{"orderId":5,"symbol":"BTCUSDT"}}""");
        _trade.OnTick(At(5_100), _wire);
        Assert.Equal(EventKind.OutcomeUnknown, _sink.Single.Kind);
        Assert.True(isDoubted);
    }

    [Fact]
    public void A_post_only_order_that_would_take_is_cancelled_for_that_reason()
    {
        long id = SendOne(Place(1));
        Answer(
            $$$"""
            {"id":{{{id}}},"status":400,"error":{"code":-5022,
            "msg":"Due to the order could not be executed as maker"}}
            """);
        Assert.Equal(
            new OrderCancelled(new ClientOrderId(7, 1), Quantity.Zero, CancelReason.WouldTake), _sink.Single.Cancelled);
    }

    [Theory]
    [InlineData(-1006, 400)]
    [InlineData(-1007, 408)]
    [InlineData(-1000, 500)]
    [InlineData(-4116, 400)]
    public void What_may_have_happened_is_unknown_and_never_sent_again(int code, int status)
    {
        long id = SendOne(Place(1));
        Answer($$$"""{"id":{{{id}}},"status":{{{status}}},"error":{"code":{{{code}}},"msg":"x"}}""");
        Assert.Equal(EventKind.OutcomeUnknown, _sink.Single.Kind);
        Assert.Single(_wire.Sent);
    }

    [Fact]
    public void Answers_find_their_request_in_any_order_and_an_unknown_one_does_nothing()
    {
        long first = SendOne(Place(1));
        long second = SendOne(Place(2));
        Answer($$$"""{"id":{{{second}}},"status":400,"error":{"code":-2019,"msg":"Margin is insufficient."}}""");
        Answer($$$"""{"id":{{{first}}},"status":400,"error":{"code":-4164,"msg":"notional"}}""");
        Answer("""{"id":999,"status":400,"error":{"code":-2019,"msg":"x"}}""");
        Assert.Equal(
            [new OrderRejected(new ClientOrderId(7, 2), RejectReason.InsufficientMargin, -2019),
                new OrderRejected(new ClientOrderId(7, 1), RejectReason.BelowMinimum, -4164)],
            _sink.Of(EventKind.OrderRejected).Select(e => e.Rejected));
    }

    [Fact]
    public void A_socket_that_dies_leaves_what_was_written_unknown_and_what_was_queued_unsent()
    {
        SendOne(Place(1));
        EngineCommand queued = Place(2);
        Assert.True(_trade.TrySend(in queued, _perpetual));
        _trade.OnClosed(At(20));
        Assert.Equal(1u, _sink.Of(EventKind.OutcomeUnknown).Single().Unknown.Order.Counter);
        Assert.Equal(2u, _sink.Of(EventKind.CommandNotSent).Single().NotSent.Order.Counter);
        Assert.False(_trade.IsUp);
    }

    [Fact]
    public void Order_counts_near_their_limit_hold_back_everything_but_cancels()
    {
        VenueRateLimiter limiter = Limiter();
        BinanceTradeProtocol trade = Trade(_desk, _sink, limiter: limiter);
        trade.OnOpened(At(0), _wire);
        trade.OnMessage(Utf8(
            """
            {"id":5,"status":200,"result":{},"rateLimits":[{"rateLimitType":"ORDERS",
            "interval":"SECOND","intervalNum":10,"limit":300,"count":295}]}
            """),
            At(1), _wire);
        Assert.False(limiter.TryTake(0, CommandKind.PlaceOrder, Now));
        Assert.True(limiter.TryTake(0, CommandKind.CancelOrder, Now));
        Assert.True(limiter.TryTake(0, CommandKind.PlaceOrder, Now + Duration.FromSeconds(10)));
    }

    [Theory]
    [InlineData(418, -1003, "Way too many requests; IP(1.2.3.4) banned until 1790000060000.", 60_000)]
    [InlineData(429, -1003, "Too many requests.", 40_000)]
    [InlineData(429, -1015, "Too many new orders.", 0)]
    public void A_ban_told_on_the_stream_holds_for_the_address_and_too_many_orders_are_none(
        int status, int code, string text, long bannedMs)
    {
        var ban = new AddressBan();
        BinanceTradeProtocol trade = Trade(_desk, _sink, ban: ban);
        trade.OnOpened(At(0), _wire);
        long wallMs = Environment.TickCount64;
        trade.OnMessage(
            Utf8($$$"""{"id":5,"status":{{{status}}},"error":{"code":{{{code}}},"msg":"{{{text}}}"}}"""), At(0), _wire);
        Assert.Equal(bannedMs > 0, ban.IsOn(wallMs + bannedMs - 1));
        Assert.False(ban.IsOn(Environment.TickCount64 + bannedMs));
        Assert.Equal(bannedMs > 0, ban.Holds(CommandKind.PlaceOrder, overStream: true));
        Assert.Equal(bannedMs > 0, ban.Holds(CommandKind.CancelOrder, overStream: false));
        Assert.False(ban.Holds(CommandKind.CancelOrder, overStream: true));
    }

    [Fact]
    public void The_session_whose_key_is_revoked_opens_another_socket()
    {
        Answer("""{"id":null,"status":401,"error":{"code":-2015,"msg":"Invalid API-key"}}""");
        Assert.NotEmpty(_wire.Reconnects);
    }

    [Fact]
    public async Task The_kill_path_may_cancel_over_the_stream_behind_a_closed_gate()
    {
        BinancePrivateProtocol stream = FuturesStream(_desk);
        stream.OnMessage(Utf8(AccountFrames.Order("tax1-7-1", "NEW", "NEW")), At(0), _wire);
        _trade.CloseGate();
        Assert.False(_trade.IsUp);
        await _trade.CancelOpenAsync(CancellationToken.None);
        Assert.Contains("order.cancel", _wire.Sent[^1], StringComparison.Ordinal);
        Assert.Contains("tax1-7-1", _wire.Sent[^1], StringComparison.Ordinal);
    }
}
