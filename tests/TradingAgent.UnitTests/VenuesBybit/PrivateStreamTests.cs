using System.Text.RegularExpressions;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit.Account;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

public sealed class PrivateStreamTests
{
    private readonly RecordingSink _sink = new();
    private readonly RecordingWire _wire = new();
    private readonly AccountDesk _desk;
    private readonly BybitPrivateProtocol _protocol;
    private readonly List<int> _subscribed = [];

    public PrivateStreamTests()
    {
        _desk = Desk(_sink);
        _protocol = Private(_desk, _subscribed.Add);
    }

    private void Feed(string frame, long ms = 0) => _protocol.OnMessage(Utf8(frame), At(ms), _wire);

    [Fact]
    public void It_authenticates_then_subscribes_then_reports_the_subscription()
    {
        _protocol.OnOpened(At(0), _wire);
        Assert.Matches(
            new Regex("""^\{"req_id":"auth","op":"auth","args":\["testkey",1790000030000,"[0-9a-f]{64}"\]\}$"""),
            _wire.Sent[0]);
        Feed("""{"success":true,"ret_msg":"","op":"auth","req_id":"auth","conn_id":"c"}""");
        Assert.Equal(
            """
            {"req_id":"account","op":"subscribe","args":["order","execution","position","wallet","greeks"]}
            """, _wire.Sent[1]);
        Assert.Empty(_subscribed);
        Feed("""{"success":true,"ret_msg":"","op":"subscribe","req_id":"account","conn_id":"c"}""");
        Assert.Equal([1], _subscribed);
        Assert.Equal(0, _wire.ReadyCalls);
    }

    [Theory]
    [InlineData("""{"op":"auth","success":false,"retCode":10003,"retMsg":"Invalid apikey","connId":"c"}""")]
    [InlineData("""{"op":"auth","retCode":10004,"retMsg":"error sign! testkey"}""")]
    public void A_refused_authentication_asks_for_another_socket(string frame)
    {
        Feed(frame);
        Assert.Single(_wire.Reconnects);
    }

    [Theory]
    [InlineData(false, "no answer to authentication")]
    [InlineData(true, "no answer to the subscription")]
    public void A_socket_whose_topics_are_not_granted_in_ten_seconds_is_given_up(bool isLoggedIn, string reason)
    {
        _protocol.OnOpened(At(0), _wire);
        if (isLoggedIn) Feed("""{"success":true,"ret_msg":"","op":"auth","req_id":"auth","conn_id":"c"}""");
        _protocol.OnTick(At(9_900), _wire);
        Assert.Empty(_wire.Reconnects);
        Feed("""{"req_id":"ping","op":"pong","args":["1675418560633"],"conn_id":"c"}""", 9_950);
        _protocol.OnTick(At(10_000), _wire);
        _protocol.OnTick(At(10_100), _wire);
        Assert.Equal(reason, Assert.Single(_wire.Reconnects));
        _protocol.OnOpened(At(20_000), _wire);
        _protocol.OnTick(At(29_900), _wire);
        Assert.Single(_wire.Reconnects);
    }

    [Fact]
    public void A_socket_whose_topics_were_granted_stays_however_quiet_it_is()
    {
        _protocol.OnOpened(At(0), _wire);
        Feed("""{"success":true,"ret_msg":"","op":"auth","req_id":"auth","conn_id":"c"}""");
        Feed("""{"success":true,"ret_msg":"","op":"subscribe","req_id":"account","conn_id":"c"}""");
        _protocol.OnTick(At(60_000), _wire);
        Assert.Empty(_wire.Reconnects);
    }

    [Fact]
    public void A_hung_engine_lets_the_guarded_connection_go_and_the_next_one_guards_when_it_is_back()
    {
        bool isAlive = true;
        _protocol.IsGuard = true;
        _protocol.IsAlive = () => isAlive;
        LogIn(0);
        Assert.Equal(1, Guards());
        _protocol.OnTick(At(1000), _wire);
        Assert.Equal(1, Guards());
        Assert.Empty(_wire.Reconnects);

        isAlive = false;
        _protocol.OnTick(At(2000), _wire);
        Assert.Single(_wire.Reconnects);
        LogIn(3000);
        _protocol.OnTick(At(4000), _wire);
        Assert.Single(_wire.Reconnects);
        Assert.Equal(1, Guards());

        isAlive = true;
        _protocol.OnTick(At(5000), _wire);
        Assert.Equal(2, Guards());

        int Guards() => _wire.Sent.Count(text => text.Contains("dcp.future", StringComparison.Ordinal));

        void LogIn(long ms)
        {
            _protocol.OnOpened(At(ms), _wire);
            Feed("""{"success":true,"ret_msg":"","op":"auth","req_id":"auth","conn_id":"c"}""", ms);
        }
    }

    [Fact]
    public void An_order_is_accepted_once_amended_when_it_changes_and_cancelled_once()
    {
        Feed(AccountFrames.Order("tax1-7-3", "New", updated: 10));
        Feed(AccountFrames.Order("tax1-7-3", "New", updated: 11));
        Feed(AccountFrames.Order("tax1-7-3", "New", price: "60000.1", updated: 12));
        Feed(AccountFrames.Order("tax1-7-3", "New", price: "60000.5", updated: 11));
        Feed(AccountFrames.Order(
            "tax1-7-3", "Cancelled", price: "60000.1", filled: "0.1", cancel: "CancelByUser", updated: 13));
        Feed(AccountFrames.Order(
            "tax1-7-3", "Cancelled", price: "60000.1", filled: "0.1", cancel: "CancelByUser", updated: 14));
        Feed(AccountFrames.Order("tax1-7-3", "New", updated: 15));
        var order = new ClientOrderId(7, 3);
        Assert.Equal(
            [EventKind.OrderAccepted, EventKind.OrderAmended, EventKind.OrderCancelled],
            _sink.Events.Select(e => e.Kind));
        Assert.Equal(new OrderAccepted(order, Price.From(60000.5m), Quantity.From(0.25m)), _sink.Events[0].Accepted);
        Assert.Equal(new OrderAmended(order, Price.From(60000.1m), Quantity.From(0.25m)), _sink.Events[1].Amended);
        Assert.Equal(new OrderCancelled(order, Quantity.From(0.1m), CancelReason.Requested), _sink.Events[2].Cancelled);
    }

    [Fact]
    public void Orders_of_strangers_and_of_another_instance_are_none_of_ours()
    {
        Feed(AccountFrames.Order("", "New"));
        Feed(AccountFrames.Order("by-hand", "New"));
        Feed(AccountFrames.Order("tax2-7-3", "New"));
        Assert.Empty(_sink.Events);
    }

    [Fact]
    public void A_post_only_order_that_would_take_ends_as_cancelled_for_that_reason()
    {
        Feed(AccountFrames.Order("tax1-7-4", "Cancelled", reject: "EC_PostOnlyWillTakeLiquidity"));
        Assert.Equal(CancelReason.WouldTake, _sink.Single.Cancelled.Reason);
    }

    [Fact]
    public void A_rejection_is_one_only_when_the_order_neither_rested_nor_filled()
    {
        Feed(AccountFrames.Order("tax1-7-5", "Rejected", reject: "EC_ReachMarketPriceLimit"));
        Assert.Equal(RejectReason.PriceOutOfBand, _sink.Single.Rejected.Reason);
        _sink.Clear();
        Feed(AccountFrames.Order("tax1-7-6", "Rejected", filled: "0.05"));
        Assert.Equal(Quantity.From(0.05m), _sink.Single.Cancelled.Filled);
    }

    [Fact]
    public void The_remainder_of_an_immediate_order_is_named_so()
    {
        Feed(AccountFrames.Order("tax1-7-7", "Cancelled", filled: "0.1", force: "IOC"));
        Assert.Equal(CancelReason.ImmediateRemainder, _sink.Single.Cancelled.Reason);
    }

    [Fact]
    public void Fills_come_from_executions_only_and_once()
    {
        Feed(AccountFrames.Order("tax1-7-8", "Filled", filled: "0.25"));
        Assert.Empty(_sink.Events);
        string frame = AccountFrames.Execution("0ab1bdf7-4219-438b-b30a-32ec863018f7", "tax1-7-8");
        Feed(frame);
        Feed(frame);
        EngineEvent fill = _sink.Single;
        Assert.Equal(EventKind.OrderFilled, fill.Kind);
        Assert.Equal(Timestamp.FromMilliseconds(1790000000199), fill.VenueTime);
        Assert.Equal(
            new OrderFilled(
                new ClientOrderId(7, 8),
                ExecutionId.Of("0ab1bdf7-4219-438b-b30a-32ec863018f7"u8),
                Price.From(60000.5m),
                Quantity.From(0.1m),
                FixedPoint.FromDecimal(-0.5m),
                Quantity.Zero,
                140612148849382,
                CurrencyId.Usdt,
                Side.Buy,
                ExecutionKind.Trade,
                true),
            fill.Filled);
    }

    [Fact]
    public void A_fill_without_our_text_is_found_by_the_venues_order_id()
    {
        Feed(AccountFrames.Order("tax1-7-9", "New"));
        _sink.Clear();
        Feed(AccountFrames.Execution("e1", "", orderId: "venue-tax1-7-9"));
        Assert.Equal(new ClientOrderId(7, 9), _sink.Single.Filled.Order);
    }

    [Fact]
    public void Extra_fees_are_part_of_the_fee()
    {
        Feed(AccountFrames.Execution("e2", "tax1-7-1", fee: "26.3", extra:
            """
            [{"feeCoin":"USDT","feeType":"GST","fee":"0.7"}]
            """));
        Assert.Equal(FixedPoint.FromDecimal(27m), _sink.Single.Filled.FeeRaw);
    }

    [Theory]
    [InlineData("AdlTrade", ExecutionKind.AutoDeleveraging)]
    [InlineData("BustTrade", ExecutionKind.Liquidation)]
    [InlineData("Delivery", ExecutionKind.Delivery)]
    [InlineData("BlockTrade", ExecutionKind.BlockTrade)]
    [InlineData("MovePosition", ExecutionKind.Other)]
    public void What_the_venue_did_by_itself_still_moves_the_position(string type, ExecutionKind expected)
    {
        Feed(AccountFrames.Execution("e3", "", type));
        Assert.True(_sink.Single.Filled.Order.IsNone);
        Assert.Equal(expected, _sink.Single.Filled.Kind);
    }

    [Fact]
    public void Funding_is_cash_not_a_fill_and_received_has_the_opposite_sign_of_the_fee()
    {
        Feed(AccountFrames.Execution("e4", "", "Funding", fee: "1.25"));
        Assert.Equal(EventKind.FundingPaid, _sink.Single.Kind);
        Assert.Equal(FixedPoint.FromDecimal(-1.25m), _sink.Single.FundingPaid.AmountRaw);
        Assert.Equal(CurrencyId.Usdt, _sink.Single.FundingPaid.Currency);
    }

    [Fact]
    public void Positions_are_signed_and_flat_ones_are_told()
    {
        Feed(AccountFrames.Position);
        Assert.Equal(
            [
                new PositionReported(NetQuantity.From(-300), Price.From(27464.50441675m), 5723621632, 0),
                new PositionReported(NetQuantity.Zero, Price.Zero, 0, 0),
            ],
            _sink.Events.Select(e => e.Position));
    }

    [Fact]
    public void The_wallet_gives_balances_and_the_dollar_rate_of_stablecoins()
    {
        Feed(AccountFrames.Wallet);
        Assert.Equal(
            [
                new BalanceReported(CurrencyId.Usdt, FixedPoint.FromDecimal(990.25m), FixedPoint.FromDecimal(1000.5m)),
                new BalanceReported(CurrencyId.Btc, FixedPoint.FromDecimal(0.5m), FixedPoint.FromDecimal(0.5m)),
            ],
            _sink.Of(EventKind.BalanceReported).Select(e => e.Balance));
        CurrencyRateChanged rate = Assert.Single(_sink.Of(EventKind.CurrencyRateChanged)).CurrencyRate;
        Assert.Equal(CurrencyId.Usdt, rate.Currency);
        Assert.Equal(0.9995, rate.UsdPerUnit, 6);
    }

    [Fact]
    public void A_balance_of_an_unknown_coin_that_is_larger_than_our_numbers_does_not_hide_the_others()
    {
        Feed(AccountFrames.Wallet.Replace(
            "\"equity\":\"1\",\"usdValue\":\"0\",\"walletBalance\":\"1\"",
            "\"equity\":\"95000000000\",\"usdValue\":\"900\",\"walletBalance\":\"95000000000\"",
            StringComparison.Ordinal));
        Assert.Equal(2, _sink.Of(EventKind.BalanceReported).Count);
        Assert.Empty(_wire.Reconnects);
    }

    [Fact]
    public void The_venues_own_sum_of_greeks_is_reported_by_coin()
    {
        Feed(
            """
            {"id":"g","topic":"greeks","creationTime":1790000000100,"data":[{"baseCoin":"BTC","totalDelta":"0.07",
            "totalGamma":"-0.0002","totalVega":"-24.5","totalTheta":"13.14"},{"baseCoin":"ETH","totalDelta":"",
            "totalGamma":"0","totalVega":"0","totalTheta":"0"}]}
            """);
        Assert.Equal(EventKind.CoinGreeksReported, _sink.Single.Kind);
        Assert.Equal(new CoinGreeksReported(CurrencyId.Btc, 0.07, -0.0002, -24.5, 13.14), _sink.Single.CoinGreeks);
    }

    [Fact]
    public void A_private_frame_that_cannot_be_read_costs_a_reconnect_because_a_row_may_be_lost()
    {
        Feed("""{"topic":"execution","data":[{"execQty":"-1","symbol":"BTCUSDT"}]}""");
        Assert.Single(_wire.Reconnects);
    }

    [Fact]
    public void Rows_of_the_spot_market_are_passed_over_whatever_their_symbol_and_their_sizes()
    {
        string order = AccountFrames.Order("tax1-7-1", "New", qty: "100000000000");
        string execution = AccountFrames.Execution("e10", "", qty: "100000000000");
        string unknown = AccountFrames.Execution("e11", "", symbol: "PEPEUSDT");
        string position = AccountFrames.Position.Replace(
            "\"positionIdx\":0", "\"category\":\"linear\"", StringComparison.Ordinal);
        foreach (string frame in (string[])[order, execution, unknown, position])
            Feed(frame.Replace("\"category\":\"linear\"", "\"category\":\"spot\"", StringComparison.Ordinal));
        Assert.Empty(_sink.Events);
        Assert.Empty(_wire.Reconnects);
        Assert.Equal(0, _desk.Context.UnknownSymbols);
    }

    [Fact]
    public void A_row_without_a_category_is_of_the_one_asked_for_and_rows_after_one_of_spot_are_read()
    {
        string linear = AccountFrames.Execution("e12", "");
        string row = linear[(linear.IndexOf('[', StringComparison.Ordinal) + 1)..linear.LastIndexOf(']')];
        string plain = row.Replace("\"category\":\"linear\",", "", StringComparison.Ordinal);
        string spot = plain.Replace("\"isMaker\":true", "\"category\":\"spot\"", StringComparison.Ordinal)
            .Replace("e12", "e13", StringComparison.Ordinal);
        Feed(linear.Replace(row, spot + "," + plain, StringComparison.Ordinal));
        Assert.Equal(ExecutionId.Of("e12"u8), _sink.Single.Filled.Execution);
    }

    [Fact]
    public void Unknown_symbols_are_counted()
    {
        Feed(AccountFrames.Execution("e9", "", symbol: "NOPE"));
        Assert.Empty(_sink.Events);
        Assert.Equal(1, _desk.Context.UnknownSymbols);
    }
}
