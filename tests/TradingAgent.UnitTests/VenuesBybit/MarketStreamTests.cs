using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Market;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

public sealed class MarketStreamTests
{
    private readonly RecordingSink _sink = new();
    private readonly RecordingWire _wire = new();

    private BybitMarketProtocol Open(BybitCategory category = BybitCategory.Linear)
    {
        BybitMarketProtocol protocol = Market(category, _sink);
        protocol.OnOpened(At(0), _wire);
        return protocol;
    }

    [Fact]
    public void Opening_subscribes_every_topic_in_groups_of_ten()
    {
        Open();
        string text = Assert.Single(_wire.Sent);
        Assert.Equal(
            Line("""
            {"req_id":"g0","op":"subscribe","args":["orderbook.1.BTCUSDT","orderbook.50.BTCUSDT",
            "orderbook.1.BTCUSDT-26MAR27","orderbook.50.BTCUSDT-26MAR27","tickers.BTCUSDT","tickers.BTCUSDT-26MAR27",
            "publicTrade.BTCUSDT","allLiquidation.BTCUSDT","publicTrade.BTCUSDT-26MAR27",
            "allLiquidation.BTCUSDT-26MAR27"]}
            """),
            text);
    }

    [Fact]
    public void A_top_of_book_frame_becomes_a_quote()
    {
        Assert.True(Open().OnMessage(Utf8(MarketFrames.Top), At(5), _wire));
        EngineEvent change = _sink.Single;
        Assert.Equal(EventKind.QuoteChanged, change.Kind);
        Assert.Equal(Perpetual, change.Instrument);
        Assert.Equal(VenueId.Bybit, change.Venue);
        Assert.Equal(At(5).Now, change.ReceivedAt);
        Assert.Equal(Timestamp.FromMilliseconds(1790000000007), change.VenueTime);
        Assert.Equal(
            new QuoteChanged(
                Price.From(60000.5m), Quantity.From(1.25m), Price.From(60000.6m), Quantity.From(0.75m), 9001),
            change.Quote);
        Assert.Equal(1, _wire.ReadyCalls);
    }

    [Fact]
    public void An_empty_side_is_price_zero_and_size_zero()
    {
        Open().OnMessage(Utf8(MarketFrames.TopEmptyBid), At(0), _wire);
        Assert.True(_sink.Single.Quote.Bid.IsZero);
        Assert.True(_sink.Single.Quote.BidSize.IsZero);
        Assert.Equal(Price.From(60000.6m), _sink.Single.Quote.Ask);
    }

    [Fact]
    public void A_crossed_book_is_published_as_it_is()
    {
        Open().OnMessage(Utf8(MarketFrames.TopCrossed), At(0), _wire);
        Assert.True(_sink.Single.Quote.Bid > _sink.Single.Quote.Ask);
    }

    [Fact]
    public void Repeats_of_the_same_top_are_published_so_that_its_age_is_honest()
    {
        BybitMarketProtocol protocol = Open();
        protocol.OnMessage(Utf8(MarketFrames.Top), At(0), _wire);
        protocol.OnMessage(Utf8(MarketFrames.Top), At(3000), _wire);
        Assert.Equal([At(0).Now, At(3000).Now], _sink.Events.Select(e => e.ReceivedAt));
    }

    [Fact]
    public void Negative_sizes_and_broken_json_go_to_quarantine_and_nothing_is_published()
    {
        var quarantine = new FrameQuarantine(null);
        BybitMarketProtocol protocol = Market(BybitCategory.Linear, _sink, quarantine);
        protocol.OnOpened(At(0), _wire);
        Assert.False(protocol.OnMessage(Utf8(MarketFrames.TopNegative), At(0), _wire));
        Assert.False(protocol.OnMessage(Utf8(MarketFrames.Top[..60]), At(0), _wire));
        Assert.Empty(_wire.Reconnects);
        Assert.False(protocol.OnMessage([0xff, 0x00], At(0), _wire));
        Assert.Empty(_sink.Events);
        Assert.Equal(3, quarantine.Count);
        Assert.Single(_wire.Reconnects);
    }

    [Fact]
    public void A_ticker_snapshot_becomes_mark_funding_and_open_interest_in_one_frame()
    {
        Open().OnMessage(Utf8(MarketFrames.TickerSnapshot), At(0), _wire);
        IReadOnlyList<EngineEvent> events = _sink.Events;
        Assert.Equal(
            [EventKind.MarkChanged, EventKind.FundingChanged, EventKind.OpenInterestChanged],
            events.Select(e => e.Kind));
        Assert.Equal([false, false, true], events.Select(e => e.EndsFrame));
        Assert.Equal(new MarkChanged(Price.From(60001.23m), Price.From(60003.45m)), events[0].Mark);
        Assert.Equal(
            new FundingChanged(0.0001, Timestamp.FromMilliseconds(1790006400000), 480), events[1].Funding);
        Assert.Equal(51234.567, events[2].OpenInterest.Contracts);
    }

    [Fact]
    public void A_ticker_delta_is_merged_into_what_is_known()
    {
        BybitMarketProtocol protocol = Open();
        protocol.OnMessage(Utf8(MarketFrames.TickerSnapshot), At(0), _wire);
        _sink.Clear();
        protocol.OnMessage(Utf8(MarketFrames.TickerDelta), At(100), _wire);
        Assert.Equal(new MarkChanged(Price.From(60002.5m), Price.From(60003.45m)), _sink.Single.Mark);
    }

    [Fact]
    public void Funding_that_does_not_change_is_repeated_every_few_seconds_only()
    {
        BybitMarketProtocol protocol = Open();
        for (int ms = 0; ms < 10_000; ms += 100)
            protocol.OnMessage(Utf8(MarketFrames.TickerSnapshot), At(ms), _wire);
        Assert.Equal(2, _sink.Of(EventKind.FundingChanged).Count);
        Assert.Equal(100, _sink.Of(EventKind.MarkChanged).Count);
    }

    [Fact]
    public void A_dated_future_has_no_funding_and_a_missing_value_is_not_zero()
    {
        Open().OnMessage(Utf8(MarketFrames.FutureSnapshot), At(0), _wire);
        Assert.Equal([EventKind.MarkChanged, EventKind.OpenInterestChanged], _sink.Events.Select(e => e.Kind));
    }

    [Fact]
    public void An_option_ticker_becomes_a_quote_and_the_venues_greeks_in_one_frame()
    {
        Open(BybitCategory.Option).OnMessage(Utf8(MarketFrames.OptionTicker), At(0), _wire);
        IReadOnlyList<EngineEvent> events = _sink.Events;
        Assert.Equal([EventKind.OptionQuoteChanged, EventKind.VenueGreeksChanged], events.Select(e => e.Kind));
        Assert.Equal([false, true], events.Select(e => e.EndsFrame));
        Assert.Equal(
            new OptionQuoteChanged(
                Price.Zero, Quantity.Zero, Price.From(410), Quantity.From(5.1m), Price.From(405.86976724m),
                Price.From(60115.1m), Price.From(60003.45m), 0, 0.514, 0.4896),
            events[0].OptionQuote);
        Assert.Equal(new VenueGreeksChanged(-0.147831, 0.00021453, 31.81351067, -19.9115368), events[1].VenueGreeks);
    }

    [Fact]
    public void Neighbouring_trades_at_one_price_are_summed_with_their_count()
    {
        Open().OnMessage(Utf8(MarketFrames.Trades), At(0), _wire);
        Assert.Equal(
            [
                new TradePrinted(Price.From(60000.6m), Quantity.From(0.005m), Side.Buy, 2),
                new TradePrinted(Price.From(60000.5m), Quantity.From(0.5m), Side.Sell, 1),
            ],
            _sink.Events.Select(e => e.Trade));
    }

    [Fact]
    public void Option_trades_come_by_coin_and_strangers_are_passed_over()
    {
        BybitMarketProtocol protocol = Open(BybitCategory.Option);
        protocol.OnMessage(Utf8(MarketFrames.OptionTrades), At(0), _wire);
        Assert.Equal(Option, _sink.Single.Instrument);
        Assert.Equal(new TradePrinted(Price.From(410), Quantity.From(0.1m), Side.Sell, 1), _sink.Single.Trade);
        Assert.Equal(0, protocol.UnknownSymbols);
    }

    [Fact]
    public void A_liquidated_long_is_a_buy()
    {
        Open().OnMessage(Utf8(MarketFrames.Liquidations), At(0), _wire);
        Assert.Equal(
            new LiquidationPrinted(Side.Buy, Price.From(59500.1m), Quantity.From(2.5m)), _sink.Single.Liquidation);
    }

    [Theory]
    [InlineData(MarketFrames.Top)]
    [InlineData(MarketFrames.TickerSnapshot)]
    [InlineData(MarketFrames.Trades)]
    [InlineData(MarketFrames.BookSnapshot)]
    public void The_order_of_keys_does_not_matter(string frame)
    {
        BybitMarketProtocol straight = Market(BybitCategory.Linear, _sink);
        straight.OnMessage(Utf8(frame), At(0), _wire);
        var other = new RecordingSink();
        BybitMarketProtocol reversed = Market(BybitCategory.Linear, other);
        reversed.OnMessage(Utf8(Reversed(frame)), At(0), _wire);
        Assert.NotEmpty(other.Events);
        Assert.Equal(_sink.Events.Select(Dump), other.Events.Select(Dump));
    }

    [Fact]
    public void Frames_about_unknown_symbols_are_counted()
    {
        BybitMarketProtocol protocol = Open();
        string frame = MarketFrames.Top.Replace("BTCUSDT", "NOPEUSDT", StringComparison.Ordinal);
        protocol.OnMessage(Utf8(frame), At(0), _wire);
        Assert.Equal(1, protocol.UnknownSymbols);
        Assert.Empty(_sink.Events);
    }

    [Fact]
    public void A_refused_group_is_asked_topic_by_topic_and_a_lone_refusal_is_given_up()
    {
        BybitMarketProtocol protocol = Open();
        protocol.OnMessage(
            Utf8(
                """
                {"success":false,"ret_msg":"error:handler not found","conn_id":"c","req_id":"g0","op":"subscribe"}
                """),
            At(0), _wire);
        Assert.Equal(11, _wire.Sent.Count);
        Assert.Equal("""{"req_id":"t4","op":"subscribe","args":["tickers.BTCUSDT"]}""", _wire.Sent[5]);
        protocol.OnMessage(
            Utf8("""{"success":false,"ret_msg":"error","conn_id":"c","req_id":"t4","op":"subscribe"}"""), At(0), _wire);
        Assert.Equal(11, _wire.Sent.Count);
        Assert.Equal(0, _wire.ReadyCalls);
    }

    [Theory]
    [InlineData("""{"success":true,"ret_msg":"","conn_id":"c","req_id":"g0","op":"subscribe"}""")]
    [InlineData("""{"success":true,"ret_msg":"pong","conn_id":"c","req_id":"","op":"ping"}""")]
    [InlineData(
        """
        {"success":true,"conn_id":"c","data":{"failTopics":[],"successTopics":["x"]},"type":"COMMAND_RESP"}
        """)]
    [InlineData("""{"args":["1672916271846"],"op":"pong"}""")]
    public void Acknowledgements_and_pongs_are_no_data(string frame)
    {
        Assert.False(Open().OnMessage(Utf8(frame), At(0), _wire));
        Assert.Empty(_sink.Events);
        Assert.Single(_wire.Sent);
    }

    [Fact]
    public void A_ping_is_sent_every_twenty_seconds()
    {
        BybitMarketProtocol protocol = Open();
        for (int ms = 0; ms <= 60_000; ms += 250)
        {
            protocol.OnTick(At(ms), _wire);
            if (ms == 0) protocol.OnMessage(Utf8(MarketFrames.Top), At(0), _wire);
        }
        Assert.Equal(3, _wire.Sent.Count(s => s.Contains("\"ping\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Instruments_that_stay_silent_are_asked_for_again()
    {
        BybitMarketProtocol protocol = Open(BybitCategory.Option);
        _wire.Sent.Clear();
        protocol.OnTick(At(20_000), _wire);
        Assert.Contains(
            """{"req_id":"r","op":"subscribe","args":["tickers.BTC-27MAR26-70000-P-USDT"]}""", _wire.Sent);
    }

    [Fact]
    public void Coins_get_their_dollar_rate_from_the_index_once_the_quote_coin_has_one()
    {
        var rates = new CurrencyRates(VenueId.Bybit, _sink);
        rates.OnIndex(CurrencyId.Btc, CurrencyId.Usdt, Price.From(60000), At(0).Now);
        Assert.Empty(_sink.Events);
        rates.OnWallet(CurrencyId.Usdt, FixedPoint.FromDecimal(1000), 999.5, At(0).Now);
        rates.OnIndex(CurrencyId.Btc, CurrencyId.Usdt, Price.From(60000), At(1).Now);
        rates.OnIndex(CurrencyId.Btc, CurrencyId.Usdt, Price.From(60001), At(500).Now);
        Assert.Equal(
            [new CurrencyRateChanged(CurrencyId.Usdt, 0.9995), new CurrencyRateChanged(CurrencyId.Btc, 59970)],
            _sink.Events.Select(e => e.CurrencyRate));
    }

    private static string Dump(EngineEvent change) =>
        $"{change.Kind} {change.Instrument} {change.Flags} {change.VenueTime} {change.Quote} {change.Depth}";

    private static string Reversed(string frame)
    {
        using var document = System.Text.Json.JsonDocument.Parse(frame);
        IEnumerable<string> fields = document.RootElement.EnumerateObject().Reverse()
            .Select(p => $"\"{p.Name}\":{p.Value.GetRawText()}");
        return "{" + string.Join(",", fields) + "}";
    }
}
