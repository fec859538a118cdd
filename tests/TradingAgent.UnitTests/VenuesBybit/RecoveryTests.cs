using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Market;
using TradingAgent.Venues.Ports;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

/// <summary>What is asked for after the account's stream was away, and from which moment on.</summary>
public sealed class RecoveryTests : IDisposable
{
    private static readonly Timestamp Start = Now - Duration.FromSeconds(3600);

    private readonly RecordingSink _sink = new();
    private readonly ScriptedHttp _http = new();
    private readonly AccountDesk _desk;
    private readonly AccountReader _reader;

    public RecoveryTests()
    {
        _desk = Desk(_sink);
        _desk.RecoveredThrough = Start;
        _reader = new AccountReader(
            _http.Rest(), Clock(), _desk, new CurrencyRates(VenueId.Bybit, _sink), NullLogger.Instance)
        {
            Deliveries = new DeliveryWatch(_http.Rest(), Clock(), _desk).Turns,
        };
        _http.On("/v5/", BybitHttp.List());
    }

    public void Dispose() => _http.Dispose();

    private static string Row(string execId, string type = "Trade", string symbol = "BTCUSDT")
    {
        string frame = AccountFrames.Execution(execId, "", type, symbol: symbol);
        return frame[(frame.IndexOf('[', StringComparison.Ordinal) + 1)..frame.LastIndexOf(']')];
    }

    private Task RecoverAsync() => _reader.RecoverAsync(CancellationToken.None);

    [Fact]
    public async Task A_recovery_that_failed_on_its_way_asks_again_from_where_it_began()
    {
        _http.On("/v5/execution/list?category=linear", BybitHttp.List(Row("e1")));
        _http.On("/v5/execution/list?category=inverse", BybitHttp.Error(10005));
        await Assert.ThrowsAsync<VenueUnreachableException>(RecoverAsync);
        Assert.Single(_sink.Of(EventKind.OrderFilled));
        Assert.Equal(Start, _desk.RecoveredThrough);

        _http.On("/v5/execution/list?category=inverse", BybitHttp.List());
        await RecoverAsync();
        long from = (Start - Duration.FromSeconds(60)).Milliseconds;
        Assert.Equal(2, _http.Count($"category=inverse&startTime={from}&"));
        Assert.Equal(Now, _desk.RecoveredThrough);
    }

    [Fact]
    public async Task A_recovery_that_could_not_read_the_orders_is_none_either()
    {
        _http.On("/v5/order/realtime", BybitHttp.Error(10005));
        await Assert.ThrowsAsync<VenueUnreachableException>(RecoverAsync);
        Assert.Equal(Start, _desk.RecoveredThrough);
    }

    [Fact]
    public void A_fill_of_the_stream_says_nothing_of_those_that_were_missed_before_it()
    {
        Private(_desk).OnMessage(Utf8(AccountFrames.Execution("e1", "")), At(0), new RecordingWire());
        Assert.Single(_sink.Of(EventKind.OrderFilled));
        Assert.Equal(Start, _desk.RecoveredThrough);
    }

    [Fact]
    public void A_fill_of_a_stream_that_is_followed_moves_the_mark_until_the_stream_is_cut()
    {
        BybitPrivateProtocol stream = Private(_desk);
        _desk.IsFollowed = true;
        stream.OnMessage(Utf8(AccountFrames.Execution("e1", "")), At(0), new RecordingWire());
        Timestamp moved = _desk.RecoveredThrough;
        Assert.True(moved > Start);
        stream.OnClosed(At(1));
        _desk.RecoveredThrough = Start;
        stream.OnMessage(Utf8(AccountFrames.Execution("e2", "")), At(2), new RecordingWire());
        Assert.Equal(Start, _desk.RecoveredThrough);
    }

    [Fact]
    public async Task What_was_delivered_while_we_were_away_is_asked_for_once()
    {
        ExpireAt(Now - Duration.FromSeconds(1800));
        _http.On("/v5/asset/delivery-record", BybitHttp.List(
            """
            {"deliveryTime":1789998200000,"symbol":"BTC-27MAR26-70000-P-USDT","side":"Sell","position":"2",
            "deliveryPrice":"69000","strike":"70000","fee":"0.5"}
            """));
        await RecoverAsync();
        Delivered delivered = Assert.Single(_sink.Of(EventKind.Delivered)).Delivered;
        Assert.Equal(FixedPoint.FromDecimal(2000), delivered.CashRaw);
        Assert.False(delivered.IsInWallet);
        await RecoverAsync();
        Assert.Equal(1, _http.Count("delivery-record"));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(1, true)]
    public void A_delivery_that_the_wallet_told_last_holds_already_says_so(double walletSecondsLater, bool isInWallet)
    {
        Timestamp at = Now - Duration.FromSeconds(600);
        var coin = new WalletCoin { Currency = CurrencyId.Usdt, WalletRaw = 1, EquityRaw = 1 };
        _desk.OnWallet(in coin, Now, at + Duration.FromSeconds(walletSecondsLater));
        var row = new Delivered(Price.From(1), CurrencyId.Usdt, 5, 0, new ExecutionId(3, 4));
        _desk.OnDelivered(new InstrumentId(1), in row, Now, at);
        Assert.Equal(isInWallet, Assert.Single(_sink.Of(EventKind.Delivered)).Delivered.IsInWallet);
    }

    [Fact]
    public async Task Without_the_record_of_deliveries_a_recovery_is_not_complete()
    {
        ExpireAt(Now - Duration.FromSeconds(1800));
        _http.On("/v5/asset/delivery-record", BybitHttp.Error(10005));
        await Assert.ThrowsAsync<VenueUnreachableException>(RecoverAsync);
        Assert.Equal(Start, _desk.RecoveredThrough);
    }

    [Fact]
    public async Task What_expired_long_before_is_not_asked_for()
    {
        ExpireAt(Start - Duration.FromSeconds(1800));
        await RecoverAsync();
        Assert.Equal(0, _http.Count("delivery-record"));
    }

    [Fact]
    public async Task An_execution_that_tells_of_a_delivery_asks_for_the_record_in_a_recovery_too()
    {
        _http.On(
            "/v5/execution/list?category=option",
            BybitHttp.List(Row("d1", "Delivery", "BTC-27MAR26-70000-P-USDT")));
        await RecoverAsync();
        Assert.Equal(1, _http.Count("delivery-record"));
    }

    private void ExpireAt(Timestamp moment)
    {
        Instrument option = _desk.Context.Instruments[Option];
        _desk.Context.Instruments.Replace(option with { Terms = option.Terms with { Expiry = moment } });
    }
}
