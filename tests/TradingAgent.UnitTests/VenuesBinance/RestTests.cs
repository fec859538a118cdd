using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Binance.Account;
using TradingAgent.Venues.Binance.Futures;
using TradingAgent.Venues.Binance.Options;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Trading;
using TradingAgent.Venues.Ports;
using Xunit;
using static TradingAgent.UnitTests.VenuesBinance.Fixtures;

namespace TradingAgent.UnitTests.VenuesBinance;

/// <summary>What goes over REST: signatures, limits, bans, orders, recovery, the kill path.</summary>
public sealed class RestTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly ScriptedHttp _http = new();
    private readonly RecordingSink _sink = new();

    private static string Trade(long id, long order, string symbol = "BTCUSDT") =>
        $$"""
        {"buyer":true,"commission":"0.05","commissionAsset":"USDT","id":{{id}},"maker":true,"orderId":{{order}},
        "price":"60000.5","qty":"0.1","quoteQty":"6000","realizedPnl":"0","side":"BUY","positionSide":"BOTH",
        "symbol":"{{symbol}}","time":1790000000100}
        """;

    private static string OrderRow(string client, string status, string filled = "0", long order = 5) =>
        $$"""
        {"orderId":{{order}},"symbol":"BTCUSDT","status":"{{status}}","clientOrderId":"{{client}}","price":"60000.5",
        "avgPrice":"0.00","origQty":"0.25","executedQty":"{{filled}}","cumQuote":"0","timeInForce":"GTX","type":"LIMIT",
        "reduceOnly":false,"side":"BUY","positionSide":"BOTH","time":1789999999000,"updateTime":1790000000000}
        """;

    private static bool Asks(HttpRequestMessage request, string part) =>
        request.RequestUri!.Query.Contains(part, StringComparison.Ordinal);

    private (TradeReader Trades, OrderReader Orders) Readers(AccountDesk desk)
    {
        BinanceRest rest = _http.Rest();
        var trades = new TradeReader(rest, "/fapi/v1", new BinanceRows(desk.Context, 1), desk, Clock());
        return (trades, new OrderReader(
            rest, ProductDialect.Futures, new BinanceRows(desk.Context, 1), desk, trades, Clock()));
    }

    [Fact]
    public async Task A_signed_question_carries_window_stamp_and_a_signature_over_the_very_text()
    {
        _http.On("/fapi", "{}");
        await _http.Rest().GetAsync("/fapi/v1/order", "symbol=BTCUSDT", RequestAccess.Signed, Never);
        string query = _http.Asked.Single().Split('?')[1];
        int at = query.IndexOf("&signature=", StringComparison.Ordinal);
        Assert.StartsWith("symbol=BTCUSDT&recvWindow=5000&timestamp=17", query, StringComparison.Ordinal);
        byte[] signature = new byte[RequestSigner.SignatureLength];
        new RequestSigner(Options.Secret).Sign(Encoding.ASCII.GetBytes(query[..at]), signature);
        Assert.Equal(Encoding.ASCII.GetString(signature), query[(at + 11)..]);
    }

    [Fact]
    public async Task Questions_stop_before_the_addresss_weight_is_used_up_and_orders_do_not()
    {
        _http.On("/fapi", "{}");
        _http.Headers["X-MBX-USED-WEIGHT-1M"] = "1950";
        BinanceRest rest = _http.Rest();
        await rest.GetAsync("/fapi/v1/time", "", RequestAccess.Open, Never);
        await Assert.ThrowsAsync<VenueUnreachableException>(
            () => rest.GetAsync("/fapi/v1/time", "", RequestAccess.Open, Never));
        (BinanceReply? reply, _) = await rest.SendOnceAsync(
            HttpMethod.Delete, "/fapi/v1/order", "", RequestAccess.Signed, Never);
        Assert.NotNull(reply);
    }

    [Theory]
    [InlineData(429, "")]
    [InlineData(403, "")]
    [InlineData(418, "Way too many requests; IP(1.2.3.4) banned until 1790000060000. Please use websocket.")]
    public async Task An_address_that_is_told_to_wait_asks_nothing_more(int status, string text)
    {
        _http.On("/fapi", $$"""{"code":-1003,"msg":"{{text}}"}""", status);
        BinanceRest rest = _http.Rest();
        await rest.GetAsync("/fapi/v1/time", "", RequestAccess.Open, Never);
        int asked = _http.Asked.Count;
        await Assert.ThrowsAsync<VenueUnreachableException>(
            () => rest.GetAsync("/fapi/v1/time", "", RequestAccess.Open, Never));
        (BinanceReply? reply, RestFailure failure) = await rest.SendOnceAsync(
            HttpMethod.Post, "/fapi/v1/countdownCancelAll", "symbol=BTCUSDT", RequestAccess.Signed, Never);
        Assert.Null(reply);
        Assert.Equal(RestFailure.Held, failure);
        var keys = new ListenKeys(rest, Options, "/fapi/v1/listenKey", "A", NullLogger.Instance);
        await Assert.ThrowsAsync<VenueUnreachableException>(() => keys.NextAddressAsync(Never));
        Assert.Equal(asked, _http.Asked.Count);
    }

    [Fact]
    public void A_ban_lasts_until_the_moment_its_text_names()
    {
        var ban = new AddressBan();
        byte[] body = Utf8("""{"code":-1003,"msg":"IP banned until 1790000060000."}""");
        ban.On(new BinanceReply(418, body), 1000, 1_790_000_000_000);
        Assert.True(ban.IsOn(60_900));
        Assert.False(ban.IsOn(61_000));
        Assert.Null(AddressBan.BannedUntil("nothing"u8));
    }

    [Fact]
    public async Task An_orders_fate_is_looked_up_by_our_id_and_its_fills_are_booked_before_the_answer()
    {
        AccountDesk desk = FuturesDesk(_sink);
        (_, OrderReader orders) = Readers(desk);
        _http.On("/fapi/v1/order", OrderRow("tax1-7-1", "CANCELED", "0.1"));
        _http.On("/fapi/v1/userTrades", $"[{Trade(9, 5)}]");
        EngineEvent? answer = await orders.LookAsync(
            new ClientOrderId(7, 1), desk.Context.Instruments[Perpetual], Never);
        Assert.Equal(OrderReportState.Cancelled, answer!.Value.OrderReported.State);
        Assert.Equal(Quantity.From(0.1m), answer.Value.OrderReported.Filled);
        OrderFilled fill = _sink.Of(EventKind.OrderFilled).Single().Filled;
        Assert.Equal(new ClientOrderId(7, 1), fill.Order);
        Assert.Contains(_http.Asked, a => a.Contains("origClientOrderId=tax1-7-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_order_the_venue_does_not_know_is_no_answer_yet_and_another_error_is_none_at_all()
    {
        AccountDesk desk = FuturesDesk(_sink);
        (_, OrderReader orders) = Readers(desk);
        Instrument perpetual = desk.Context.Instruments[Perpetual];
        _http.On("/fapi/v1/order", """{"code":-2013,"msg":"Order does not exist."}""", 400);
        Assert.Null(await orders.LookAsync(new ClientOrderId(7, 1), perpetual, Never));
        _http.On("/fapi/v1/order", """{"code":-2015,"msg":"Invalid API-key"}""", 401);
        await Assert.ThrowsAsync<VenueUnreachableException>(
            () => orders.LookAsync(new ClientOrderId(7, 1), perpetual, Never));
    }

    [Fact]
    public async Task Missed_fills_are_booked_once_in_order_and_find_orders_that_this_run_never_saw()
    {
        AccountDesk desk = FuturesDesk(_sink);
        (TradeReader trades, _) = Readers(desk);
        _http.On("/fapi/v1/userTrades", $"[{Trade(12, 6)},{Trade(11, 5)}]");
        _http.On("/fapi/v1/order", request => (200, Asks(request, "orderId=5")
            ? OrderRow("tax1-7-1", "FILLED", "0.25")
            : OrderRow("web_x", "FILLED", "0.25", 6)));
        await trades.ReadSinceAsync("BTCUSDT", Now, Now, Never);
        await trades.ReadSinceAsync("BTCUSDT", Now, Now, Never);
        IReadOnlyList<EngineEvent> fills = _sink.Of(EventKind.OrderFilled);
        Assert.Equal([new ClientOrderId(7, 1), ClientOrderId.None], fills.Select(e => e.Filled.Order));
        // The stream tells the same trade again: it is the same fill.
        FuturesStream(desk).OnMessage(
            Utf8(AccountFrames.Order("tax1-7-1", "TRADE", "FILLED", "0.25", "0.1", "11")), At(0), new RecordingWire());
        Assert.Equal(2, _sink.Of(EventKind.OrderFilled).Count);
    }

    [Fact]
    public async Task A_full_page_of_trades_goes_on_by_number()
    {
        AccountDesk desk = FuturesDesk(_sink);
        (TradeReader trades, _) = Readers(desk);
        string page = string.Join(',', Enumerable.Range(1, 1000).Select(i => Trade(i, 5)));
        _http.On("/fapi/v1/order", OrderRow("tax1-7-1", "NEW"));
        _http.On("/fapi/v1/userTrades", request =>
            (200, Asks(request, "fromId=1001") ? $"[{Trade(1001, 5)}]" : $"[{page}]"));
        await trades.ReadSinceAsync("BTCUSDT", Now, Now, Never);
        Assert.Equal(1001, _sink.Of(EventKind.OrderFilled).Count);
    }

    [Fact]
    public async Task Ends_during_a_cut_are_told_from_the_order_itself()
    {
        AccountDesk desk = FuturesDesk(_sink);
        FuturesStream(desk).OnMessage(Utf8(AccountFrames.Order("tax1-7-1", "NEW", "NEW")), At(0), new RecordingWire());
        (_, OrderReader orders) = Readers(desk);
        _http.On("/fapi/v1/openOrders", "[]");
        _http.On("/fapi/v1/order?", OrderRow("tax1-7-1", "CANCELED"));
        Assert.Equal(1, await orders.ReplayAsync(Never));
        Assert.Equal(CancelReason.Requested, _sink.Of(EventKind.OrderCancelled).Single().Cancelled.Reason);
    }

    [Fact]
    public async Task The_kill_path_cancels_ours_in_batches_by_whole_numbers_until_the_list_is_empty_twice()
    {
        int lists = 0;
        string[] open =
        [
            .. Enumerable.Range(1, 12).Select(i => OrderRow($"tax1-7-{i}", "NEW", order: 8389765519993908900 + i)),
            OrderRow("web_x", "NEW", order: 3),
        ];
        _http.On("/fapi/v1/openOrders", _ => (200, ++lists == 1 ? $"[{string.Join(',', open)}]" : "[]"));
        _http.On("/fapi/v1/batchOrders", "[]");
        int left = await new KillPath(Options, _http.Rest(), ProductDialect.Futures).RunAsync(false, Never);
        Assert.Equal(0, left);
        Assert.Equal(3, lists);
        Assert.Equal(2, _http.Count("DELETE /fapi/v1/batchOrders?symbol=BTCUSDT&orderIdList=%5B"));
        Assert.Equal(1, _http.Count("%5B8389765519993908901%2C"));
        Assert.Equal(1, _http.Count("%5B8389765519993908911%2C8389765519993908912%5D"));
        Assert.Equal(0, _http.Count("%2C3%5D"));
    }

    [Fact]
    public async Task Income_is_booked_as_funding_or_as_cash_and_trades_are_not_booked_twice()
    {
        AccountDesk desk = FuturesDesk(_sink);
        _http.On("/fapi/v1/income",
            """
            [{"symbol":"BTCUSDT","incomeType":"FUNDING_FEE","income":"-0.37500000","asset":"USDT",
            "time":1790000000000,"tranId":9001,"tradeId":""},
            {"symbol":"BTCUSDT","incomeType":"COMMISSION","income":"-0.01","asset":"USDT",
            "time":1790000000000,"tranId":9001,"tradeId":"5"},
            {"symbol":"","incomeType":"TRANSFER","income":"100","asset":"USDT","time":1790000000000,
            "tranId":9002,"tradeId":""},
            {"symbol":"","incomeType":"TRANSFER","income":"95000000000","asset":"SHIB","time":1790000000000,
            "tranId":9003,"tradeId":""}]
            """);
        var income = new IncomeWatch(_http.Rest(), Clock(), desk, TimeSpan.FromSeconds(60));
        await income.ReadAsync(Now, Never);
        await income.ReadAsync(Now, Never);
        EngineEvent paid = _sink.Of(EventKind.FundingPaid).Single();
        Assert.Equal(FixedPoint.FromDecimal(-0.375m), paid.FundingPaid.AmountRaw);
        Assert.Equal(Perpetual, paid.Instrument);
        Assert.Equal(FixedPoint.FromDecimal(100), _sink.Of(EventKind.CashTransferred).Single().Transfer.AmountRaw);
        Assert.Equal(2, _sink.Events.Count);
    }

    [Theory]
    [InlineData("LONG", "1.5", 123.75)]
    [InlineData("SHORT", "-1.5", -123.75)]
    public async Task An_exercised_option_brings_or_costs_its_amount_once(string side, string quantity, double cash)
    {
        AccountDesk desk = Desk(_sink, VenueId.BinanceOptions);
        _http.On("/eapi/v1/exerciseRecord",
            $$"""
            [{"id":"11258","currency":"USDT","symbol":"BTC-270326-70000-C","exercisePrice":"70000",
            "quantity":"{{quantity}}",
            "amount":"123.75","fee":"0.5","createDate":1790000000000,"optionSide":"CALL","positionSide":"{{side}}"},
            {"id":"11259","symbol":"BTC-1-2-C","quantity":"1","amount":"1"}]
            """);
        var watch = new ExerciseWatch(_http.Rest(), Clock(), desk);
        await watch.ReadAsync(Never);
        await watch.ReadAsync(Never);
        Delivered delivered = _sink.Single.Delivered;
        Assert.Equal(FixedPoint.FromDecimal((decimal)cash), delivered.CashRaw);
        Assert.Equal(FixedPoint.FromDecimal(0.5m), delivered.FeeRaw);
        Assert.Equal(Price.From(70_082.5m), delivered.DeliveryPrice);
    }

    [Fact]
    public async Task Hedge_mode_is_set_right_or_refused_with_what_to_do()
    {
        _http.On("/fapi/v1/accountConfig", """{"canTrade":true,"dualSidePosition":true,"multiAssetsMargin":false}""");
        _http.On("/fapi/v1/positionSide/dual", """{"code":-4067,"msg":"open orders"}""", 400);
        var check = new FuturesAccountCheck(Options, _http.Rest(), Clock(), NullLogger.Instance);
        VenueSetupException refusal =
            await Assert.ThrowsAsync<VenueSetupException>(() => check.RunAsync([], Never));
        Assert.Contains("one-way", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, _http.Count("POST /fapi/v1/positionSide/dual?dualSidePosition=false"));
        _http.On("/fapi/v1/positionSide/dual", _ =>
        {
            _http.On("/fapi/v1/accountConfig", """{"canTrade":true,"dualSidePosition":false}""");
            return (200, """{"code":200,"msg":"success"}""");
        });
        await check.RunAsync([], Never);
    }

    [Theory]
    [InlineData(true, true, "may withdraw")]
    [InlineData(false, true, "may transfer to other accounts")]
    [InlineData(false, false, null)]
    public async Task A_key_that_may_take_money_away_is_refused_unless_allowed(
        bool withdraws, bool sends, string? refusal)
    {
        _http.On("/fapi/v1/accountConfig", """{"canTrade":true,"dualSidePosition":false}""");
        _http.On("/sapi/v1/account/apiRestrictions", $$"""
            {"enableReading":true,"enableWithdrawals":{{(withdraws ? "true" : "false")}},
            "enableInternalTransfer":{{(sends ? "true" : "false")}},"enableFutures":true}
            """);
        Task CheckAsync(BinanceOptions options) =>
            new FuturesAccountCheck(options, _http.Rest(), Clock(), NullLogger.Instance).RunAsync([], Never);
        if (refusal is null) await CheckAsync(Options);
        else
            Assert.Contains(
                refusal, (await Assert.ThrowsAsync<VenueSetupException>(() => CheckAsync(Options))).Message,
                StringComparison.Ordinal);
        Assert.Equal(1, _http.Count("GET /sapi/v1/account/apiRestrictions?recvWindow=5000&timestamp="));
        await CheckAsync(Options with { AllowWithdrawalKey = true });
        // Where no host tells, nothing is asked and a run goes on.
        await CheckAsync(Options with { Hosts = Options.Hosts with { Wallet = null } });
        Assert.Equal(2, _http.Count("/sapi"));
    }

    [Fact]
    public async Task A_refused_key_is_told_without_showing_it()
    {
        _http.On("/fapi", """{"code":-2015,"msg":"Invalid API-key testkey"}""", 401);
        var check = new FuturesAccountCheck(Options, _http.Rest(), Clock(), NullLogger.Instance);
        VenueSetupException refusal =
            await Assert.ThrowsAsync<VenueSetupException>(() => check.RunAsync([], Never));
        Assert.DoesNotContain("testkey", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listen_key_goes_into_the_address_with_the_events_wanted_and_none_is_no_address()
    {
        _http.On("/fapi/v1/listenKey", """{"listenKey":"a/b"}""");
        var keys = new ListenKeys(_http.Rest(), Options, "/fapi/v1/listenKey", "A/B", NullLogger.Instance);
        Uri address = await keys.NextAddressAsync(Never);
        Assert.Equal("ws://127.0.0.1:1/private/ws?listenKey=a%2Fb&events=A/B", address.AbsoluteUri);
        _http.On("/fapi/v1/listenKey", """{"code":-2015,"msg":"no"}""", 401);
        await Assert.ThrowsAsync<VenueUnreachableException>(() => keys.NextAddressAsync(Never));
    }
}
