using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

/// <summary>Frames with bytes changed, cut and doubled: never a throw, never a negative or non-finite number.</summary>
public sealed class MutationTests
{
    private static readonly string[] Linear =
    [
        MarketFrames.Top, MarketFrames.BookSnapshot, MarketFrames.TickerSnapshot, MarketFrames.Trades,
        MarketFrames.Liquidations,
    ];

    private static readonly string[] Account =
    [
        AccountFrames.Wallet, AccountFrames.Position, AccountFrames.Order("tax1-7-1", "New"),
        AccountFrames.Execution("e1", "tax1-7-1"), AccountFrames.Execution("e2", "", "Funding"),
    ];

    [Fact]
    public void Market_frames_never_break_the_stream()
    {
        var sink = new RecordingSink();
        var wire = new RecordingWire();
        var market = Market(BybitCategory.Linear, sink);
        var options = Market(BybitCategory.Option, sink);
        foreach (byte[] frame in FrameMutations.Of(Linear)) market.OnMessage(frame, At(0), wire);
        foreach (byte[] frame in FrameMutations.Of([MarketFrames.OptionTicker])) options.OnMessage(frame, At(0), wire);
        Assert.NotEmpty(sink.Events);
        foreach (EngineEvent change in sink.Of(EventKind.QuoteChanged))
        {
            Assert.True(change.Quote.Bid.Raw >= 0 && change.Quote.Ask.Raw >= 0);
            Assert.True(change.Quote.BidSize.Raw >= 0 && change.Quote.AskSize.Raw >= 0);
            Assert.Equal(change.Quote.Bid.IsZero, change.Quote.BidSize.IsZero);
        }
        Assert.All(sink.Of(EventKind.TradePrinted), e => Assert.True(e.Trade.Price > Price.Zero));
        Assert.All(sink.Of(EventKind.TradePrinted), e => Assert.True(e.Trade.Quantity > Quantity.Zero));
        Assert.All(sink.Of(EventKind.FundingChanged), e => Assert.True(double.IsFinite(e.Funding.Rate)));
        Assert.All(sink.Of(EventKind.VenueGreeksChanged), e => Assert.True(double.IsFinite(e.VenueGreeks.Gamma)));
    }

    [Fact]
    public void Account_frames_never_break_the_stream()
    {
        var sink = new RecordingSink();
        var wire = new RecordingWire();
        var protocol = Private(Desk(sink));
        foreach (byte[] frame in FrameMutations.Of(Account)) protocol.OnMessage(frame, At(0), wire);
        Assert.NotEmpty(sink.Events);
        Assert.All(sink.Of(EventKind.OrderFilled), e => Assert.True(e.Filled.Quantity > Quantity.Zero));
        Assert.All(sink.Of(EventKind.OrderFilled), e => Assert.True(e.Filled.Price >= Price.Zero));
    }
}
