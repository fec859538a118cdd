using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Binance.Account;
using TradingAgent.Venues.Binance.Futures;
using Xunit;
using static TradingAgent.UnitTests.VenuesBinance.AccountFrames;
using static TradingAgent.UnitTests.VenuesBinance.Fixtures;

namespace TradingAgent.UnitTests.VenuesBinance;

public sealed class PrivateStreamTests
{
    private static readonly ClientOrderId First = new(7, 1);

    private readonly RecordingSink _sink = new();
    private readonly RecordingWire _wire = new();
    private readonly AccountDesk _desk;
    private readonly BinancePrivateProtocol _stream;
    private int _incomeAsked;

    public PrivateStreamTests()
    {
        _desk = FuturesDesk(_sink);
        _stream = FuturesStream(_desk, () => _incomeAsked++);
    }

    private void On(string frame) => _stream.OnMessage(Utf8(frame), At(0), _wire);

    [Fact]
    public void An_order_is_accepted_amended_filled_and_ended_once_each()
    {
        On(Order("tax1-7-1", "NEW", "NEW"));
        On(Order("tax1-7-1", "AMENDMENT", "NEW", price: "60001", at: 1790000000001));
        On(Order("tax1-7-1", "TRADE", "PARTIALLY_FILLED", "0.1", "0.1", "77", price: "60001", at: 1790000000002,
            fee: ",\"N\":\"USDT\",\"n\":\"0.0123\""));
        On(Order("tax1-7-1", "CANCELED", "CANCELED", "0.1", price: "60001", at: 1790000000003));
        Assert.Equal(
            [EventKind.OrderAccepted, EventKind.OrderAmended, EventKind.OrderFilled, EventKind.OrderCancelled],
            _sink.Events.Select(e => e.Kind));
        Assert.Equal(
            new OrderAccepted(First, Price.From(60_000.5m), Quantity.From(0.25m)), _sink.Events[0].Accepted);
        OrderFilled fill = _sink.Events[2].Filled;
        Assert.Equal(First, fill.Order);
        Assert.Equal(Quantity.From(0.1m), fill.Quantity);
        Assert.Equal(FixedPoint.FromDecimal(0.0123m), fill.FeeRaw);
        Assert.Equal(CurrencyId.Usdt, fill.FeeCurrency);
        Assert.True(fill.IsMaker);
        Assert.Equal(
            new OrderCancelled(First, Quantity.From(0.1m), CancelReason.Requested), _sink.Events[3].Cancelled);
    }

    [Fact]
    public void A_fill_before_the_first_sight_of_its_order_is_believed_and_told_twice_is_booked_once()
    {
        string fill = Order("tax1-7-1", "TRADE", "FILLED", "0.25", "0.25", "78");
        On(fill);
        On(fill);
        Assert.Equal(First, _sink.Of(EventKind.OrderFilled).Single().Filled.Order);
        Assert.True(_desk.Knows(First));
    }

    [Fact]
    public void Trades_of_one_number_in_two_symbols_are_two_fills()
    {
        string fill = Order("tax1-7-1", "TRADE", "PARTIALLY_FILLED", "0.1", "0.1", "79");
        On(fill);
        On(fill.Replace("\"s\":\"BTCUSDT\"", "\"s\":\"BTCUSDT_270326\"", StringComparison.Ordinal));
        Assert.Equal(2, _sink.Of(EventKind.OrderFilled).Count);
    }

    [Fact]
    public void An_order_number_beyond_fifty_three_bits_is_kept_whole()
    {
        On(Order("tax1-7-1", "NEW", "NEW"));
        Assert.True(_desk.Context.Orders.TryFind("BTCUSDT:8389765519993908929"u8, out ClientOrderId order));
        Assert.Equal(First, order);
        Assert.False(_desk.Context.Orders.TryFind("BTCUSDT:8389765519993908928"u8, out _));
    }

    [Theory]
    [InlineData("EXPIRED", "EXPIRED", "GTX", "0", CancelReason.WouldTake)]
    [InlineData("EXPIRED", "EXPIRED", "IOC", "2", CancelReason.ImmediateRemainder)]
    [InlineData("EXPIRED", "EXPIRED", "IOC", "0", CancelReason.ImmediateRemainder)]
    [InlineData("EXPIRED", "EXPIRED_IN_MATCH", "GTC", "1", CancelReason.SelfTrade)]
    [InlineData("EXPIRED", "EXPIRED", "GTC", "4", CancelReason.ReduceOnly)]
    [InlineData("EXPIRED", "EXPIRED", "GTC", "5", CancelReason.Liquidation)]
    [InlineData("EXPIRED", "EXPIRED", "GTC", "7", CancelReason.Delivery)]
    [InlineData("EXPIRED", "EXPIRED", "GTC", "99", CancelReason.Venue)]
    [InlineData("CANCELED", "CANCELED", "GTX", "0", CancelReason.Requested)]
    public void Ends_have_their_reason(string what, string status, string force, string er, CancelReason reason)
    {
        On(Order("tax1-7-1", what, status, force: force, reason: er));
        Assert.Equal(reason, _sink.Single.Cancelled.Reason);
    }

    [Fact]
    public void A_state_nobody_knows_changes_nothing()
    {
        On(Order("tax1-7-1", "NEW", "NEW"));
        On(Order("tax1-7-1", "SOMETHING", "NEVER_SEEN", at: 1790000000001));
        Assert.Single(_sink.Events);
    }

    [Fact]
    public void Older_news_after_newer_say_nothing()
    {
        On(Order("tax1-7-1", "AMENDMENT", "NEW", price: "60001", at: 1790000000005));
        On(Order("tax1-7-1", "NEW", "NEW", at: 1790000000001));
        Assert.Single(_sink.Events);
    }

    [Theory]
    [InlineData("autoclose-1790000000000", ExecutionKind.Liquidation)]
    [InlineData("adl_autoclose", ExecutionKind.AutoDeleveraging)]
    [InlineData("settlement_autoclose-1", ExecutionKind.Delivery)]
    [InlineData("web_abc", ExecutionKind.Trade)]
    public void What_the_venue_or_a_stranger_did_is_booked_as_what_it_is(string clientId, ExecutionKind kind)
    {
        On(Order(clientId, clientId.StartsWith("auto", StringComparison.Ordinal) ? "CALCULATED" : "TRADE", "FILLED",
            "0.25", "0.25", "90", force: "IOC"));
        OrderFilled fill = _sink.Single.Filled;
        Assert.True(fill.Order.IsNone);
        Assert.Equal(kind, fill.Kind);
    }

    [Fact]
    public void Positions_and_balances_come_with_the_account()
    {
        On(AccountFrames.Account);
        EngineEvent position = _sink.Of(EventKind.PositionReported).Single();
        Assert.Equal(NetQuantity.From(-0.3m), position.Position.Quantity);
        Assert.Equal(1790000000100, position.Position.VenueSequence);
        EngineEvent balance = _sink.Of(EventKind.BalanceReported).Single();
        Assert.Equal(FixedPoint.FromDecimal(990.25m), balance.Balance.WalletRaw);
        Assert.Equal(0, _incomeAsked);
    }

    [Fact]
    public void Cash_that_no_order_moved_asks_the_income_list()
    {
        On(Funding);
        Assert.Equal(1, _incomeAsked);
    }

    [Fact]
    public void A_hedged_position_is_not_booked_and_the_stream_is_given_up()
    {
        On(Hedged);
        Assert.Empty(_sink.Of(EventKind.PositionReported));
        Assert.NotEmpty(_wire.Reconnects);
    }

    [Theory]
    [InlineData("""{"e":"listenKeyExpired","E":"1790000000000","listenKey":"k"}""")]
    [InlineData("""{"stream":"k","data":{"e":"listenKeyExpired","E":1790000000000,"listenKey":"k"}}""")]
    public void An_expired_listen_key_opens_another_socket(string frame)
    {
        On(frame);
        Assert.NotEmpty(_wire.Reconnects);
    }

    [Fact]
    public void The_quicker_duplicate_of_a_fill_and_unknown_events_are_passed_over()
    {
        On(
            """
            {"e":"TRADE_LITE","E":1,"T":1,"s":"BTCUSDT","q":"1","p":"1","m":false,"c":"tax1-7-1",
            "S":"BUY","L":"1","l":"1","t":5,"i":6}
            """);
        On("""{"e":"SOMETHING_NEW","E":1}""");
        On("""{"result":null,"id":1}""");
        Assert.Empty(_sink.Events);
        Assert.Empty(_wire.Reconnects);
    }

    [Fact]
    public void An_unreadable_frame_reconnects_because_a_row_of_ours_may_be_lost()
    {
        On("""{"e":"ORDER_TRADE_UPDATE","o":{"s":"BTCUSDT","p":"nonsense"}}""");
        Assert.NotEmpty(_wire.Reconnects);
    }

    [Fact]
    public void An_options_fee_is_paid_when_it_is_negative()
    {
        AccountDesk desk = Desk(_sink, VenueId.BinanceOptions);
        BinancePrivateProtocol stream = OptionsStream(desk);
        stream.OnMessage(Utf8(OptionOrder("tax1-7-1", "TRADE", "PARTIALLY_FILLED", "0.2", "-1.5")), At(0), _wire);
        OrderFilled fill = _sink.Of(EventKind.OrderFilled).Single().Filled;
        Assert.Equal(First, fill.Order);
        Assert.Equal(FixedPoint.FromDecimal(1.5m), fill.FeeRaw);
        Assert.Equal(Quantity.From(0.2m), fill.Quantity);
    }

    [Fact]
    public void A_balance_of_an_unknown_coin_that_is_larger_than_our_numbers_does_not_hide_the_others()
    {
        OptionsStream(Desk(_sink, VenueId.BinanceOptions)).OnMessage(Utf8(
            """
            {"e":"BALANCE_POSITION_UPDATE","E":2,"T":1,"m":"ORDER","B":[{"a":"SHIB","b":"95000000000"},
            {"a":"USDT","b":"985","bc":"0"}],"P":[]}
            """),
            At(0), _wire);
        FuturesWallet.Read(
            Utf8(
                """
                {"assets":[{"asset":"SHIB","walletBalance":"95000000000","marginBalance":"95000000000"},
                {"asset":"USDT","walletBalance":"985","marginBalance":"986"}]}
                """),
            new OpenProfit(), FuturesDesk(_sink), Now);
        Assert.Equal(
            [985m, 985m],
            _sink.Of(EventKind.BalanceReported).Select(e => FixedPoint.ToDecimal(e.Balance.WalletRaw)));
    }

    [Fact]
    public void An_options_account_tells_cash_positions_and_greeks_under_names_that_futures_use_otherwise()
    {
        AccountDesk desk = Desk(_sink, VenueId.BinanceOptions);
        BinancePrivateProtocol stream = OptionsStream(desk);
        stream.OnMessage(Utf8(
            """
            {"e":"ACCOUNT_UPDATE","E":2,"T":1790000000001,"eq":"1010.5","aeq":"1000","b":"990",
            "m":"-10","u":"1","i":"50","M":"20"}
            """),
            At(0), _wire);
        BalanceReported balance = Assert.Single(_sink.Of(EventKind.BalanceReported)).Balance;
        Assert.Equal(FixedPoint.FromDecimal(990), balance.WalletRaw);
        Assert.Equal(FixedPoint.FromDecimal(1010.5m), balance.EquityRaw);
        Assert.Equal(20, desk.Margin.MaintenanceUsd);
        Assert.Equal(20, Assert.Single(_sink.Of(EventKind.MarginReported)).Margin.MaintenanceUsd);
        _sink.Clear();
        stream.OnMessage(Utf8(
            """
            {"e":"BALANCE_POSITION_UPDATE","E":2,"T":1,"m":"ORDER","B":[{"a":"USDT","b":"985",
            "bc":"0"}],"P":[{"s":"BTC-270326-70000-P","c":"-0.1000","p":"-41","a":"410"}]}
            """),
            At(0), _wire);
        Assert.Equal(NetQuantity.From(-0.1m), _sink.Of(EventKind.PositionReported).Single().Position.Quantity);
        Assert.Equal(Price.From(410), _sink.Of(EventKind.PositionReported).Single().Position.AveragePrice);
        _sink.Clear();
        stream.OnMessage(Utf8(
            """
            {"e":"GREEK_UPDATE","E":2,"T":1,"G":[{"u":"BTCUSDT","d":"-0.013","g":"-0.0000012",
            "t":"16.1","v":"-3.8"}]}
            """),
            At(0), _wire);
        Assert.Equal(new CoinGreeksReported(CurrencyId.Btc, -0.013, -0.0000012, -3.8, 16.1), _sink.Single.CoinGreeks);
    }
}
