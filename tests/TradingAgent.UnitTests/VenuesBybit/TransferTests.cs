using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Rest;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

public sealed class TransferTests
{
    private readonly RecordingSink _sink = new();
    private readonly ScriptedHttp _http = new();

    private static string Row(string type, string change, string id = "7", long time = 1790000000000) =>
        $$"""
        {"id":"{{id}}","symbol":"","category":"","transactionTime":"{{time}}","type":"{{type}}","currency":"USDT",
        "funding":"","fee":"0","cashFlow":"0","change":"{{change}}","cashBalance":"100","tradeId":"","bonusChange":""}
        """;

    private TransferWatch Watch() =>
        new(_http.Rest(), Clock(), Desk(_sink), TimeSpan.FromMilliseconds(20));

    private async Task ReadAsync(TransferWatch watch) =>
        await watch.ReadAsync(Now - Duration.FromSeconds(60), CancellationToken.None);

    [Theory]
    [InlineData("TRANSFER_IN", "250.5")]
    [InlineData("TRANSFER_OUT", "-100")]
    [InlineData("DEPOSIT", "3")]
    [InlineData("WITHDRAW", "-3")]
    [InlineData("BONUS", "10")]
    [InlineData("INTEREST", "-0.25")]
    [InlineData("A_TYPE_OF_TOMORROW", "1")]
    public async Task Cash_that_no_trade_moved_is_a_transfer(string type, string change)
    {
        _http.On("/v5/account/transaction-log", BybitHttp.List(Row(type, change)));
        await ReadAsync(Watch());
        EngineEvent told = _sink.Single;
        Assert.Equal(EventKind.CashTransferred, told.Kind);
        Assert.Equal(CurrencyId.Usdt, told.Transfer.Currency);
        Assert.Equal(FixedPoint.FromDecimal(decimal.Parse(change)), told.Transfer.AmountRaw);
        Assert.False(told.Transfer.Execution.IsNone);
    }

    [Theory]
    [InlineData("TRADE")]
    [InlineData("SETTLEMENT")]
    [InlineData("DELIVERY")]
    [InlineData("LIQUIDATION")]
    [InlineData("ADL")]
    public async Task What_the_execution_stream_tells_is_not_a_transfer(string type)
    {
        _http.On("/v5/account/transaction-log", BybitHttp.List(Row(type, "-5")));
        await ReadAsync(Watch());
        Assert.Empty(_sink.Events);
    }

    [Fact]
    public async Task The_same_row_asked_for_twice_is_told_once_and_equal_amounts_are_not_confused()
    {
        _http.On("/v5/account/transaction-log", BybitHttp.List(
            Row("TRANSFER_IN", "5", "b", 1790000000002), Row("TRANSFER_IN", "5", "a", 1790000000001)));
        TransferWatch watch = Watch();
        await ReadAsync(watch);
        await ReadAsync(watch);
        Assert.Equal([1790000000001, 1790000000002], _sink.Events.Select(e => e.VenueTime.Milliseconds));
    }

    [Fact]
    public async Task A_failed_question_leaves_the_watermark_where_it_was()
    {
        _http.On("/v5/account/transaction-log", BybitHttp.Error(10005));
        TransferWatch watch = Watch();
        await Assert.ThrowsAsync<TradingAgent.Venues.Ports.VenueUnreachableException>(() => ReadAsync(watch));
        Assert.True(watch.Watermark.IsNone);
        _http.On("/v5/account/transaction-log", BybitHttp.List());
        await ReadAsync(watch);
        Assert.Equal(Now, watch.Watermark);
    }

    [Fact]
    public async Task The_log_is_asked_again_with_an_overlap_but_never_before_the_start()
    {
        _http.On("/v5/account/transaction-log", BybitHttp.List());
        using var stop = new CancellationTokenSource();
        Task running = Watch().RunAsync(Now, stop.Token);
        await Eventually.TrueAsync(() => _http.Count("transaction-log") >= 3, "three turns");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.All(_http.Asked, asked => Assert.Contains($"startTime={Now.Milliseconds}&", asked));
    }

    [Fact]
    public async Task Weeks_are_asked_for_one_by_one()
    {
        _http.On("/v5/account/transaction-log", BybitHttp.List());
        await Watch().ReadAsync(Now - Duration.FromSeconds(15 * 86_400), CancellationToken.None);
        Assert.Equal(3, _http.Count("transaction-log"));
    }

    [Fact]
    public async Task A_movement_of_an_unknown_coin_that_is_larger_than_our_numbers_does_not_hide_the_others()
    {
        _http.On("/v5/account/transaction-log", BybitHttp.List(
            Row("TRANSFER_IN", "250.5"),
            Row("TRANSFER_IN", "95000000000").Replace("USDT", "SHIB", StringComparison.Ordinal)));
        await ReadAsync(Watch());
        Assert.Equal(CurrencyId.Usdt, _sink.Single.Transfer.Currency);
    }

    [Fact]
    public async Task A_banned_address_asks_nothing_until_the_ban_is_over()
    {
        _http.On("/v5/account/transaction-log", "access too frequent", 403);
        using BybitRest rest = _http.Rest();
        await rest.GetAsync("/v5/account/transaction-log", "", true, CancellationToken.None);
        int asked = _http.Asked.Count;
        await Assert.ThrowsAsync<TradingAgent.Venues.Ports.VenueUnreachableException>(
            () => rest.GetAsync("/v5/account/transaction-log", "", true, CancellationToken.None));
        Assert.Equal(asked, _http.Asked.Count);
        var ban = new AddressBan();
        ban.Begin(1_000);
        Assert.True(ban.IsOn(1_000 + AddressBan.PauseMs - 1));
        Assert.False(ban.IsOn(1_000 + AddressBan.PauseMs));
    }

    [Fact]
    public async Task A_banned_address_may_still_send_cancels()
    {
        _http.On("/v5/market/time", "no", 403);
        using BybitRest rest = _http.Rest();
        await rest.GetAsync("/v5/market/time", "", false, CancellationToken.None);
        _http.On("/v5/order/cancel", BybitHttp.Result("{}"));
        (RestReply? reply, RestFailure failure) =
            await rest.PostAsync("/v5/order/cancel", "{}"u8.ToArray(), CancellationToken.None);
        Assert.Equal(RestFailure.None, failure);
        Assert.True(reply!.IsOk);
    }
}
