using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit.Account;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

public sealed class ExecutionBookingTests
{
    private readonly RecordingSink _sink = new();
    private readonly RecordingWire _wire = new();
    private readonly BybitPrivateProtocol _protocol;

    public ExecutionBookingTests() => _protocol = Private(Desk(_sink));

    private void Feed(string frame) => _protocol.OnMessage(Utf8(frame), At(0), _wire);

    private static string Leaving(string leaves, string execId = "") =>
        AccountFrames.Execution(execId, "tax1-7-1")
            .Replace("\"leavesQty\":\"0.15\"", $"\"leavesQty\":\"{leaves}\"", StringComparison.Ordinal);

    [Fact]
    public void Two_fills_without_an_id_are_two_and_each_is_booked_once()
    {
        Feed(Leaving("0.15"));
        Feed(Leaving("0.05"));
        Feed(Leaving("0.15"));
        Feed(Leaving("0.05"));
        Assert.Equal(2, _sink.Events.Count);
        Assert.All(_sink.Events, e => Assert.False(e.Filled.Execution.IsNone));
        Assert.NotEqual(_sink.Events[0].Filled.Execution, _sink.Events[1].Filled.Execution);
    }

    [Fact]
    public void A_fill_without_an_id_and_one_with_an_id_do_not_hide_each_other()
    {
        Feed(Leaving("0.15"));
        Feed(Leaving("0.15", "e1"));
        Assert.Equal(2, _sink.Of(EventKind.OrderFilled).Count);
    }

    [Fact]
    public void A_perpetuals_session_settlement_moves_no_position()
    {
        Feed(AccountFrames.Execution("s1", "", "Settle", symbol: "BTCUSD"));
        Assert.Empty(_sink.Events);
    }

    [Fact]
    public void A_usdc_contracts_session_settlement_is_told_as_one_and_once()
    {
        Feed(AccountFrames.Execution("s2", "", "Settle", symbol: "BTCPERP"));
        Feed(AccountFrames.Execution("s2", "", "Settle", symbol: "BTCPERP"));
        Assert.Equal(EventKind.SessionSettled, _sink.Single.Kind);
        Assert.Equal(UsdcPerpetual, _sink.Single.Instrument);
        Assert.Equal(Price.From(60_000.5m), _sink.Single.Settled.Price);
        Assert.False(_sink.Single.Settled.Execution.IsNone);
    }

    [Theory]
    [InlineData("Settle", ExecutionKind.Settlement)]
    [InlineData("Delivery", ExecutionKind.Delivery)]
    public void A_dated_futures_end_closes_its_position(string type, ExecutionKind kind)
    {
        Feed(AccountFrames.Execution("d1", "", type, symbol: "BTCUSDT-26MAR27"));
        Assert.Equal(kind, _sink.Single.Filled.Kind);
        Assert.True(_sink.Single.Filled.Order.IsNone);
    }

    [Fact]
    public void An_options_delivery_row_asks_for_the_record_instead_of_booking_an_option_price()
    {
        int asked = 0;
        var protocol = new BybitPrivateProtocol(
            Options, Clock(), Desk(_sink), new TradingAgent.Venues.Wire.FrameQuarantine(null),
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, static _ => { }, () => asked++);
        protocol.OnMessage(
            Utf8(AccountFrames.Execution("d2", "", "Delivery", symbol: "BTC-27MAR26-70000-P-USDT")), At(0), _wire);
        Assert.Empty(_sink.Events);
        Assert.Equal(1, asked);
    }

    [Fact]
    public void Liquidation_and_deleveraging_close_without_an_order_of_ours()
    {
        Feed(AccountFrames.Execution("l1", "", "BustTrade"));
        Feed(AccountFrames.Execution("l2", "", "AdlTrade"));
        Assert.Equal(
            [ExecutionKind.Liquidation, ExecutionKind.AutoDeleveraging], _sink.Events.Select(e => e.Filled.Kind));
    }

    [Fact]
    public void A_position_update_is_never_a_fill()
    {
        Feed(AccountFrames.Position);
        Assert.Empty(_sink.Of(EventKind.OrderFilled));
    }

    [Fact]
    public void A_blank_balance_is_not_a_zero_balance()
    {
        Feed(
            """
            {"id":"w","topic":"wallet","creationTime":1,"data":[{"accountType":"UNIFIED","totalInitialMargin":"",
            "coin":[{"coin":"USDT","equity":"","walletBalance":"","usdValue":""}]}]}
            """);
        Assert.Empty(_sink.Events);
        Assert.Empty(_wire.Reconnects);
    }

    [Fact]
    public void A_high_place_in_the_deleveraging_queue_is_said_once()
    {
        var log = new CountingLogger();
        var protocol = new BybitPrivateProtocol(
            Options, Clock(), Desk(_sink), new TradingAgent.Venues.Wire.FrameQuarantine(null), log,
            static _ => { }, static () => { });
        foreach (int rank in (int[])[2, 4, 4, 5, 1])
            protocol.OnMessage(
                Utf8(
                    $$"""
                    {"topic":"position","data":[{"positionIdx":0,"symbol":"BTCUSDT","side":"Buy","size":"1",
                    "entryPrice":"1","adlRankIndicator":{{rank}}}]}
                    """),
                At(0), _wire);
        Assert.Equal(2, log.Lines.Count);
        Assert.Contains("rank 4", log.Lines[0], StringComparison.Ordinal);
    }
}
