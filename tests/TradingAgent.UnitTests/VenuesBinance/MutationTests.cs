using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Binance.Account;
using TradingAgent.Venues.Binance.Market;
using TradingAgent.Venues.Binance.Trading;
using Xunit;
using static TradingAgent.UnitTests.VenuesBinance.Fixtures;

namespace TradingAgent.UnitTests.VenuesBinance;

/// <summary>Frames with bytes changed, cut and doubled: never a throw, never a negative or non-finite number.</summary>
public sealed class MutationTests
{
    private readonly RecordingSink _sink = new();
    private readonly RecordingWire _wire = new();

    [Fact]
    public void Market_frames_never_break_the_stream()
    {
        BinanceMarketProtocol quotes = Market(false, StreamRoad.Public, _sink);
        BinanceMarketProtocol marks = Market(false, StreamRoad.Market, _sink);
        BinanceMarketProtocol options = Market(true, StreamRoad.Market, _sink);
        string delta = MarketFrames.Delta(98, 104, 97, "[\"60000.00\",\"4.000\"]", "[\"60001.00\",\"1\"]");
        foreach (byte[] frame in FrameMutations.Of([MarketFrames.Top, delta])) quotes.OnMessage(frame, At(0), _wire);
        foreach (byte[] frame in FrameMutations.Of([MarketFrames.Mark, MarketFrames.Trade, MarketFrames.Liquidation]))
            marks.OnMessage(frame, At(0), _wire);
        foreach (byte[] frame in FrameMutations.Of([MarketFrames.OptionMarks, MarketFrames.Index]))
            options.OnMessage(frame, At(0), _wire);
        foreach (byte[] body in FrameMutations.Of([MarketFrames.Snapshot])) quotes.OnSnapshot(Perpetual, body, At(0));
        Assert.NotEmpty(_sink.Events);
        foreach (EngineEvent change in _sink.Of(EventKind.QuoteChanged))
        {
            Assert.True(change.Quote.Bid.Raw >= 0 && change.Quote.Ask.Raw >= 0);
            Assert.Equal(change.Quote.Bid.IsZero, change.Quote.BidSize.IsZero);
        }
        Assert.All(_sink.Of(EventKind.TradePrinted), e => Assert.True(e.Trade.Price > Price.Zero));
        Assert.All(_sink.Of(EventKind.FundingChanged), e => Assert.True(double.IsFinite(e.Funding.Rate)));
        Assert.All(_sink.Of(EventKind.VenueGreeksChanged), e => Assert.True(double.IsFinite(e.VenueGreeks.Gamma)));
        Assert.All(_sink.Of(EventKind.OptionQuoteChanged), e =>
            Assert.True(double.IsFinite(e.OptionQuote.MarkVolatility) && e.OptionQuote.MarkVolatility >= 0));
    }

    [Fact]
    public void Account_frames_never_break_the_stream()
    {
        BinancePrivateProtocol futures = FuturesStream(FuturesDesk(_sink));
        BinancePrivateProtocol options = OptionsStream(Desk(_sink, VenueId.BinanceOptions));
        string[] frames =
        [
            AccountFrames.Account, AccountFrames.Order("tax1-7-1", "NEW", "NEW"),
            AccountFrames.Order("tax1-7-1", "TRADE", "PARTIALLY_FILLED", "0.1", "0.1", "77"),
            AccountFrames.OptionOrder("tax1-7-2", "TRADE", "FILLED", "0.5", "-1"),
        ];
        foreach (byte[] frame in FrameMutations.Of(frames))
        {
            futures.OnMessage(frame, At(0), _wire);
            options.OnMessage(frame, At(0), _wire);
        }
        Assert.NotEmpty(_sink.Events);
        Assert.All(_sink.Of(EventKind.OrderFilled), e => Assert.True(e.Filled.Quantity > Quantity.Zero));
        Assert.All(_sink.Of(EventKind.OrderFilled), e => Assert.True(e.Filled.Price >= Price.Zero));
    }

    [Fact]
    public void Answers_never_break_order_entry()
    {
        BinanceTradeProtocol trade = Trade(FuturesDesk(_sink), _sink);
        trade.OnOpened(At(0), _wire);
        string[] answers =
        [
            """
            {"id":1,"status":200,"result":{"orderId":5,"symbol":"BTCUSDT"},
            "rateLimits":[{"rateLimitType":"ORDERS","interval":"MINUTE","intervalNum":1,
            "limit":1200,"count":1}]}
            """,
            """{"id":1,"status":400,"error":{"code":-2019,"msg":"x"}}""",
        ];
        foreach (byte[] answer in FrameMutations.Of(answers)) trade.OnMessage(answer, At(0), _wire);
        Assert.True(trade.IsUp);
    }
}
