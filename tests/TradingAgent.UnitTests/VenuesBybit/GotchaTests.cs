using System.Text;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Trading;
using TradingAgent.Venues.Wire;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

/// <summary>The venue's traps from the adapter's side: those that no other test of it is named after.</summary>
public sealed class GotchaTests
{
    private readonly RecordingSink _sink = new();
    private readonly RecordingWire _wire = new();

    [Fact]
    public async Task An_order_in_neither_list_is_looked_for_again_before_it_is_said_not_to_be_there()
    {
        using var http = new ScriptedHttp();
        int histories = 0;
        http.On("/v5/order/realtime", BybitHttp.List())
            .On("/v5/execution/list", BybitHttp.List())
            .On("/v5/order/history", _ => (200, ++histories < 2 ? BybitHttp.List() : BybitHttp.List(
                """
                {"category":"linear","symbol":"BTCUSDT","orderId":"v1","orderLinkId":"tax1-7-1","side":"Buy",
                "updatedTime":"1","timeInForce":"PostOnly","orderStatus":"Cancelled","price":"60000.5","qty":"0.25",
                "cumExecQty":"0","cancelType":"CancelByUser"}
                """)));
        await AskAsync(http, Place(1) with { Kind = CommandKind.QueryOrder }, TimeSpan.FromSeconds(20));
        Assert.Equal(2, histories);
        Assert.Equal(OrderReportState.Cancelled, Assert.Single(_sink.Of(EventKind.OrderReported)).OrderReported.State);
    }

    [Fact]
    public async Task An_option_order_is_looked_for_with_its_coin_because_the_venue_means_bitcoin_otherwise()
    {
        using var http = new ScriptedHttp();
        http.On("/v5/", BybitHttp.List());
        await AskAsync(
            http, Place(2) with { Kind = CommandKind.QueryOrder, Instrument = Option }, TimeSpan.Zero);
        Assert.Contains(http.Asked, asked => asked.Contains("/v5/execution/list", StringComparison.Ordinal)
            && asked.Contains("baseCoin=BTC", StringComparison.Ordinal));
        Assert.Equal(OrderReportState.NotFound, Assert.Single(_sink.Of(EventKind.OrderReported)).OrderReported.State);
    }

    [Fact]
    public void No_query_leaves_a_coin_to_the_venues_default()
    {
        Assert.All(
            AccountQueries.OpenOrders.Concat(AccountQueries.Positions).Where(Linear),
            query => Assert.Contains("settleCoin=", query, StringComparison.Ordinal));
        string[] executions = [.. AccountQueries.ExecutionsSince(Now - Duration.FromSeconds(60), Now, ["BTC", "ETH"])];
        Assert.Equal(
            2, executions.Count(query => query.StartsWith("category=option&baseCoin=", StringComparison.Ordinal)));

        static bool Linear(string query) => query.StartsWith("category=linear", StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_in_the_venues_own_scale_is_no_change()
    {
        AccountDesk desk = Desk(_sink);
        BybitPrivateProtocol stream = Private(desk);
        stream.OnMessage(Utf8(AccountFrames.Order("tax1-7-1", "New", qty: "0.1", updated: 1)), At(0), _wire);
        stream.OnMessage(
            Utf8(AccountFrames.Order("tax1-7-1", "New", price: "60000.500", qty: "0.100", updated: 2)), At(0), _wire);
        Assert.Equal(EventKind.OrderAccepted, _sink.Single.Kind);
    }

    [Fact]
    public void A_second_filled_message_after_a_cancel_that_came_too_late_says_nothing_new()
    {
        BybitPrivateProtocol stream = Private(Desk(_sink));
        stream.OnMessage(Utf8(AccountFrames.Order("tax1-7-1", "New", updated: 1)), At(0), _wire);
        stream.OnMessage(
            Utf8(AccountFrames.Order("tax1-7-1", "Filled", filled: "0.25", updated: 2)), At(0), _wire);
        stream.OnMessage(
            Utf8(AccountFrames.Order(
                "tax1-7-1", "Filled", filled: "0.25", reject: "EC_OrigClOrdIDDoesNotExist", cancel: "CancelByUser",
                updated: 3)),
            At(0), _wire);
        Assert.Equal(EventKind.OrderAccepted, _sink.Single.Kind);
    }

    [Fact]
    public void Every_order_says_how_it_meets_our_own_because_a_resting_ones_word_is_void()
    {
        var encoder = new OrderEncoder(Options);
        foreach (InstrumentId instrument in (InstrumentId[])[Perpetual, Inverse, Option])
            foreach (TimeInForce force in (TimeInForce[])[TimeInForce.PostOnly, TimeInForce.ImmediateOrCancel])
            {
                EngineCommand command = Place(1) with { Instrument = instrument, TimeInForce = force };
                string body = Encoding.ASCII.GetString(encoder.Body(in command, Instruments()[instrument]));
                Assert.Contains("\"smpType\":\"CancelTaker\"", body, StringComparison.Ordinal);
            }
    }

    [Fact]
    public void Margin_left_blank_is_unknown_and_not_none()
    {
        AccountDesk desk = Desk(_sink);
        Private(desk).OnMessage(
            Utf8(
                """
                {"id":"w","topic":"wallet","creationTime":1,"data":[{"accountType":"UNIFIED","totalInitialMargin":"",
                "totalMaintenanceMargin":"","totalMarginBalance":"5000","coin":[]}]}
                """),
            At(0), _wire);
        Assert.True(double.IsNaN(desk.Margin.InitialUsd));
        Assert.True(double.IsNaN(desk.Margin.MaintenanceUsd));
        Assert.Equal(5000, desk.Margin.BalanceUsd);
    }

    [Theory]
    [InlineData(33004)]
    [InlineData(10003)]
    [InlineData(10010)]
    public void A_key_that_dies_in_flight_refuses_without_a_trace_at_the_venue(int code)
    {
        VenueVerdict verdict = BybitErrorMap.Of(code);
        Assert.False(verdict.IsAmbiguous);
        Assert.True(verdict.IsFatal);
        Assert.Equal(RejectReason.Unauthorised, verdict.Reason);
    }

    [Theory]
    [InlineData(110042)]
    [InlineData(110063)]
    [InlineData(110074)]
    public void At_eight_an_instrument_in_settlement_refuses_by_its_state(int code) =>
        Assert.Equal(new VenueVerdict(RejectReason.InstrumentNotTrading), BybitErrorMap.Of(code));

    private async Task AskAsync(ScriptedHttp http, EngineCommand command, TimeSpan patience)
    {
        AccountDesk desk = Desk(_sink);
        var reader = new AccountReader(
            http.Rest(), Clock(), desk, new TradingAgent.Venues.Market.CurrencyRates(VenueId.Bybit, _sink),
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var query = new OrderQuery(http.Rest(), Clock(), desk, reader);
        var search = new OrderSearch(
            desk, Clock(), new CommandEvents(VenueId.Bybit, _sink), patience, query.LookAsync);
        await search.AskAsync(command.Order, Instruments()[command.Instrument], _sink, CancellationToken.None);
    }
}
