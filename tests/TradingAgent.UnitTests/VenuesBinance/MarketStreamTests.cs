using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Binance.Market;
using Xunit;
using static TradingAgent.UnitTests.VenuesBinance.Fixtures;

namespace TradingAgent.UnitTests.VenuesBinance;

public sealed class MarketStreamTests
{
    private readonly RecordingSink _sink = new();
    private readonly RecordingWire _wire = new();

    private BinanceMarketProtocol Futures(StreamRoad road) => Market(false, road, _sink);

    private BinanceMarketProtocol OptionsOn(StreamRoad road) => Market(true, road, _sink);

    [Fact]
    public void A_best_quote_becomes_an_event_and_an_older_one_says_nothing()
    {
        BinanceMarketProtocol market = Futures(StreamRoad.Public);
        Assert.True(market.OnMessage(Utf8(MarketFrames.Top), At(0), _wire));
        EngineEvent quote = _sink.Single;
        Assert.Equal(EventKind.QuoteChanged, quote.Kind);
        Assert.Equal(Perpetual, quote.Instrument);
        Assert.Equal(VenueId.BinanceFutures, quote.Venue);
        Assert.Equal(Timestamp.FromMilliseconds(1790000000007), quote.VenueTime);
        Assert.Equal(
            new QuoteChanged(
                Price.From(60_000.5m), Quantity.From(1.25m), Price.From(60_000.6m), Quantity.From(0.75m), 400900217),
            quote.Quote);
        market.OnMessage(Utf8(MarketFrames.Top), At(1), _wire);
        Assert.Single(_sink.Events);
        Assert.Equal(0, market.GeneralFrames);
        Assert.True(_wire.ReadyCalls > 0);
    }

    [Fact]
    public void Streams_are_asked_for_on_their_own_path_and_in_small_frames()
    {
        Futures(StreamRoad.Public).OnOpened(At(0), _wire);
        Assert.Contains("btcusdt@bookTicker", _wire.Sent[0], StringComparison.Ordinal);
        Assert.Contains("btcusdt_270326@depth@100ms", _wire.Sent[0], StringComparison.Ordinal);
        Assert.DoesNotContain("markPrice", _wire.Sent[0], StringComparison.Ordinal);
        Assert.StartsWith("""{"method":"SUBSCRIBE","params":[""", _wire.Sent[0], StringComparison.Ordinal);
        var market = new RecordingWire();
        Futures(StreamRoad.Market).OnOpened(At(0), market);
        Assert.Contains("btcusdt@markPrice@1s", market.Sent[0], StringComparison.Ordinal);
        Assert.Contains("btcusdt@forceOrder", market.Sent[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Many_streams_leave_in_frames_below_the_size_that_the_venue_answers_late_and_not_at_once()
    {
        string[] many = [.. Enumerable.Range(0, 200).Select(i => $"btc-270326-{70000 + i}-c@bookTicker")];
        var desk = new StreamDesk(many);
        desk.OnOpened(_wire);
        Assert.Equal(2, _wire.Sent.Count);
        desk.OnTick(_wire);
        Assert.All(_wire.Sent, text => Assert.True(text.Length < 4000));
        Assert.Equal(200, _wire.Sent.Sum(text => text.Split("@bookTicker").Length - 1));
    }

    [Fact]
    public void A_refused_group_is_asked_one_by_one_and_what_is_refused_alone_is_given_up()
    {
        var desk = new StreamDesk(["a@bookTicker", "b@bookTicker"]);
        desk.OnOpened(_wire);
        Assert.Null(desk.OnAnswer(1, isRefused: true));
        desk.OnTick(_wire);
        Assert.Equal(3, _wire.Sent.Count);
        Assert.Null(desk.OnAnswer(2, isRefused: false));
        Assert.Equal("b@bookTicker", desk.OnAnswer(3, isRefused: true));
    }

    [Fact]
    public void A_mark_carries_index_and_funding_and_funding_is_not_repeated_every_second()
    {
        BinanceMarketProtocol market = Futures(StreamRoad.Market);
        market.OnMessage(Utf8(MarketFrames.Mark), At(0), _wire);
        EngineEvent mark = _sink.Of(EventKind.MarkChanged).Single();
        Assert.Equal(new MarkChanged(Price.From(60_001.23m), Price.From(60_003.45m)), mark.Mark);
        EngineEvent funding = _sink.Of(EventKind.FundingChanged).Single();
        Assert.Equal(
            new FundingChanged(0.0001, Timestamp.FromMilliseconds(1790006400000), 480), funding.Funding);
        market.OnMessage(Utf8(MarketFrames.Mark), At(1000), _wire);
        Assert.Equal(2, _sink.Of(EventKind.MarkChanged).Count);
        Assert.Single(_sink.Of(EventKind.FundingChanged));
        market.OnMessage(Utf8(MarketFrames.Mark), At(6000), _wire);
        Assert.Equal(2, _sink.Of(EventKind.FundingChanged).Count);
    }

    [Fact]
    public void A_delivery_contract_has_a_mark_and_no_funding()
    {
        Futures(StreamRoad.Market).OnMessage(Utf8(MarketFrames.DeliveryMark), At(0), _wire);
        Assert.Equal(Future, _sink.Of(EventKind.MarkChanged).Single().Instrument);
        Assert.Empty(_sink.Of(EventKind.FundingChanged));
    }

    [Fact]
    public void Trades_and_liquidations_name_the_right_side()
    {
        BinanceMarketProtocol market = Futures(StreamRoad.Market);
        market.OnMessage(Utf8(MarketFrames.Trade), At(0), _wire);
        Assert.Equal(
            new TradePrinted(Price.From(60_000.6m), Quantity.From(0.005m), Side.Sell, 1), _sink.Single.Trade);
        _sink.Clear();
        market.OnMessage(Utf8(MarketFrames.Liquidation), At(0), _wire);
        // The venue sold: a long was liquidated.
        Assert.Equal(
            new LiquidationPrinted(Side.Buy, Price.From(59_510.2m), Quantity.From(2.5m)), _sink.Single.Liquidation);
    }

    [Fact]
    public void Trades_that_are_not_of_the_book_are_left_out()
    {
        BinanceMarketProtocol market = OptionsOn(StreamRoad.Public);
        market.OnMessage(Utf8(MarketFrames.OptionTrade), At(0), _wire);
        Assert.Equal(Put, _sink.Single.Instrument);
        market.OnMessage(
            Utf8(MarketFrames.OptionTrade.Replace("MARKET", "BLOCK", StringComparison.Ordinal)), At(0), _wire);
        Assert.Single(_sink.Events);
    }

    [Fact]
    public void An_array_of_option_marks_is_one_frame_of_pairs()
    {
        BinanceMarketProtocol market = OptionsOn(StreamRoad.Market);
        Assert.True(market.OnMessage(Utf8(MarketFrames.OptionMarks), At(0), _wire));
        Assert.Equal(
            [EventKind.OptionQuoteChanged, EventKind.VenueGreeksChanged, EventKind.OptionQuoteChanged,
                EventKind.VenueGreeksChanged],
            _sink.Events.Select(e => e.Kind));
        Assert.Equal([false, false, false, true], _sink.Events.Select(e => e.EndsFrame));
        OptionQuoteChanged put = _sink.Events[0].OptionQuote;
        Assert.Equal(Put, _sink.Events[0].Instrument);
        Assert.Equal(Price.Zero, put.Bid);
        Assert.Equal(0, put.BidVolatility);
        Assert.Equal(Price.From(410), put.Ask);
        Assert.Equal(0.514, put.AskVolatility);
        Assert.Equal(0.4896, put.MarkVolatility);
        Assert.Equal(Price.From(60_003.45m), put.Forward);
        Assert.Equal(
            new VenueGreeksChanged(-0.147831, 0.00021453, 31.81351067, -19.9115368), _sink.Events[1].VenueGreeks);
        Assert.Equal(Price.From(400), _sink.Events[2].OptionQuote.Bid);
        Assert.Equal(0.4812, _sink.Events[2].OptionQuote.BidVolatility);
        Assert.Equal(0, market.GeneralFrames);
    }

    [Fact]
    public void An_array_larger_than_a_piece_ends_once()
    {
        string[] rows = [.. Enumerable.Range(0, 150).Select(
            i => MarketFrames.OptionMark(i % 2 == 0 ? "BTC-270326-70000-P" : "BTC-270326-70000-C"))];
        string frame = """{"stream":"btcusdt@optionMarkPrice","data":[""" + string.Join(',', rows) + "]}";
        OptionsOn(StreamRoad.Market).OnMessage(Utf8(frame), At(0), _wire);
        Assert.Equal(300, _sink.Events.Count);
        Assert.Single(_sink.Events, e => e.EndsFrame);
        Assert.True(_sink.Events[^1].EndsFrame);
    }

    [Fact]
    public void One_odd_option_spoils_itself_alone()
    {
        var quarantine = new FrameQuarantine(null);
        BinanceMarketProtocol market = Market(true, StreamRoad.Market, _sink, quarantine);
        string spaced = MarketFrames.OptionMark("BTC-270326-70000-P")
            .Replace("\"mp\":", "\"mp\" : ", StringComparison.Ordinal);
        string tiny = MarketFrames.OptionMark("BTC-270326-70000-C", gamma: "1.2E-7");
        string negative = MarketFrames.OptionMark("BTC-270326-70000-C", bid: "-4");
        string last = MarketFrames.OptionMark("BTC-270326-70000-P", gamma: "0.5");
        string frame =
            """{"stream":"btcusdt@optionMarkPrice","data":[""" + $"{spaced},{tiny},{negative},{last}" + "]}";
        Assert.True(market.OnMessage(Utf8(frame), At(0), _wire));
        Assert.Equal(3, _sink.Of(EventKind.OptionQuoteChanged).Count);
        Assert.Equal(1.2e-7, _sink.Of(EventKind.VenueGreeksChanged)[1].VenueGreeks.Gamma);
        Assert.Equal(0.5, _sink.Of(EventKind.VenueGreeksChanged)[2].VenueGreeks.Gamma);
        Assert.Equal(1, quarantine.Count);
        Assert.Equal(2, market.GeneralFrames);
        Assert.Empty(_wire.Reconnects);
    }

    [Fact]
    public void An_option_without_greeks_is_a_quote_alone()
    {
        string frame = """{"stream":"btcusdt@optionMarkPrice","data":[{"s":"BTC-270326-70000-P","mp":"405.87"}]}""";
        OptionsOn(StreamRoad.Market).OnMessage(Utf8(frame), At(0), _wire);
        Assert.Equal(EventKind.OptionQuoteChanged, _sink.Single.Kind);
        Assert.Equal(0, _sink.Single.OptionQuote.MarkVolatility);
    }

    [Fact]
    public void An_index_gives_the_coins_rate_once_its_quote_coin_has_one()
    {
        BinanceMarketProtocol market = OptionsOn(StreamRoad.Market);
        Assert.True(market.OnMessage(Utf8(MarketFrames.Index), At(0), _wire));
        Assert.Empty(_sink.Of(EventKind.CurrencyRateChanged));
    }

    [Fact]
    public void Frames_without_a_wrapping_and_with_unknown_fields_are_read_too()
    {
        const string Bare =
            """
            { "E":1790000000010, "e":"bookTicker", "new":{"x":[1,2]}, "s":"BTCUSDT", "b":"6.00005E4", "B":"1",
             "a":"60001",
            "A":"2", "u":9, "T":1790000000007 }
            """;
        BinanceMarketProtocol market = Futures(StreamRoad.Public);
        Assert.True(market.OnMessage(Utf8(Bare), At(0), _wire));
        Assert.Equal(Price.From(60_000.5m), _sink.Single.Quote.Bid);
        Assert.Equal(1, market.GeneralFrames);
    }

    [Fact]
    public void A_stream_that_was_acknowledged_and_stays_silent_is_asked_again_and_then_given_up()
    {
        BinanceMarketProtocol market = Futures(StreamRoad.Public);
        market.OnOpened(At(0), _wire);
        market.OnMessage(Utf8("""{"result":null,"id":1}"""), At(10), _wire);
        market.OnMessage(Utf8(MarketFrames.Top), At(20), _wire);
        for (int s = 1; s <= 60; s++)
        {
            string top = MarketFrames.Top.Replace("400900217", $"{400900217 + s}", StringComparison.Ordinal);
            market.OnMessage(Utf8(top), At(s * 1000), _wire);
            market.OnTick(At(s * 1000), _wire);
        }
        // The delivery contract's streams and the book's never spoke; the quote's did, so the socket stays.
        Assert.Contains(_wire.Sent, text => text.StartsWith(
            """
            {"method":"UNSUBSCRIBE","params":[
            """, StringComparison.Ordinal)
            && text.Contains("btcusdt_270326@bookTicker", StringComparison.Ordinal));
        Assert.Empty(_wire.Reconnects);
    }

    [Fact]
    public void A_socket_on_which_nothing_ever_comes_is_replaced()
    {
        BinanceMarketProtocol market = Futures(StreamRoad.Market);
        market.OnOpened(At(0), _wire);
        for (int s = 1; s <= 60; s++) market.OnTick(At(s * 1000), _wire);
        Assert.NotEmpty(_wire.Reconnects);
    }
}
