using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources.Recorded;
using TradingAgent.Exchange.MarketSources.Recorded.Captures;
using Xunit;

namespace TradingAgent.UnitTests.Exchange.Recorded;

public sealed class CaptureMarketTests
{
    [Fact]
    public void It_starts_at_the_snapshot_by_the_exchanges_clock_with_its_book()
    {
        Box box = Open(new CaptureText()
            .Depth(0, "[\"1000.00\",\"9\"]", "")
            .Snapshot(50)
            .Depth(60, "[\"1999.90\",\"7.5\"]", "")
            .Depth(900, "", ""));

        Assert.Equal(At(50), box.Market.Start);
        Assert.Equal(("1999.9", "5", "2000.1", "5"), box.Touch());
        Assert.Equal(3, box.Exchange.LevelCount(box.Perpetual, Side.Buy));

        box.Advance(60);
        Assert.Equal(("1999.9", "7.5", "2000.1", "5"), box.Touch());
    }

    [Fact]
    public void Depth_that_the_snapshot_contains_is_passed_over()
    {
        // The first message is as new as the snapshot but comes after it.
        Box box = Open(new CaptureText()
            .Depth(0, "[\"1999.90\",\"1\"]", "")
            .Snapshot(50)
            .Depth(55, "[\"1999.80\",\"0\"]", "")
            .Depth(900, "", ""));
        box.Advance(55);

        Assert.Equal(2, box.Exchange.LevelCount(box.Perpetual, Side.Buy));
        Assert.Equal(0, box.Market.Report.ChainBreaks);
    }

    [Fact]
    public void An_order_waits_behind_what_was_recorded_before_it()
    {
        Box box = Open(new CaptureText()
            .Snapshot(0)
            .Trade(200, "1999.90", "4", buyerIsMaker: true)
            .Touch(200, "1999.90", "1", "2000.10", "5")
            .Trade(400, "1999.90", "1.5", buyerIsMaker: true)
            .Touch(900, "1999.90", "3", "2000.10", "5"));
        box.Place(Side.Buy, 1999.90m, 1);

        box.Advance(300);
        Assert.Empty(box.Heard.Executions);

        box.Advance(500);
        ExecutionSnapshot fill = Assert.Single(box.Heard.Executions);
        Assert.Equal(("1999.9", "0.5"), (fill.Price.ToString(), fill.Quantity.ToString()));
    }

    [Fact]
    public void Size_that_joins_later_waits_behind_the_order()
    {
        Box box = Open(new CaptureText()
            .Snapshot(0)
            .Touch(100, "1999.90", "50", "2000.10", "5")
            .Trade(200, "1999.90", "6", buyerIsMaker: true)
            .Touch(900, "1999.90", "44", "2000.10", "5"));
        box.Place(Side.Buy, 1999.90m, 1);
        box.Advance(250);

        Assert.Equal("1", Assert.Single(box.Heard.Executions).Quantity.ToString());
    }

    [Fact]
    public void A_trade_that_arrives_after_the_touch_it_changed_wears_the_queue_down_once()
    {
        Box box = Open(new CaptureText()
            .Snapshot(0)
            .Touch(200, "1999.90", "1", "2000.10", "5")
            .Trade(200, "1999.90", "4", buyerIsMaker: true)
            .Touch(900, "1999.90", "1", "2000.10", "5"));
        box.Place(Side.Buy, 1999.90m, 1);
        box.Advance(300);

        // Five stood before the order, four were traded: were both messages counted, it would have been filled.
        Assert.Empty(box.Heard.Executions);
        Assert.Equal("2", box.Touch().BidQuantity);
    }

    [Fact]
    public void The_recorded_touch_going_through_an_order_fills_it_at_its_price()
    {
        Box box = Open(new CaptureText()
            .Snapshot(0)
            .Touch(300, "1999.50", "8", "1999.70", "9")
            .Touch(900, "1999.50", "8", "1999.70", "9"));
        box.Place(Side.Buy, 1999.90m, 1);
        box.Advance(400);

        Assert.Equal("1999.9", Assert.Single(box.Heard.Executions).Price.ToString());
        Assert.Equal(("1999.5", "8", "1999.7", "8"), box.Touch());
    }

    [Fact]
    public void A_trade_against_an_order_that_no_book_message_showed_is_still_printed()
    {
        Box box = Open(new CaptureText()
            .Snapshot(0)
            .Trade(100, "2000.00", "0.25", buyerIsMaker: true)
            .Touch(900, "1999.90", "5", "2000.10", "5"));
        box.Advance(100);

        Assert.Equal("0.25", Assert.Single(box.Heard.Prints, p => p.Instrument == box.Perpetual).Quantity.ToString());
        Assert.Equal("1999.9", box.Touch().Bid);
    }

    [Fact]
    public void A_trade_is_printed_at_its_price_whatever_stood_better()
    {
        Box box = Open(new CaptureText()
            .Snapshot(0)
            .Trade(100, "1999.80", "2", buyerIsMaker: true)
            .Touch(900, "1999.80", "3", "2000.10", "5"));
        box.Advance(100);

        Assert.Equal("1999.8", Assert.Single(box.Heard.Prints, p => p.Instrument == box.Perpetual).Price.ToString());
        Assert.Equal(("1999.8", "3", "2000.1", "5"), box.Touch());
    }

    [Fact]
    public void Trades_of_the_insurance_fund_do_not_take()
    {
        Box box = Open(new CaptureText()
            .Snapshot(0)
            .Trade(100, "1999.90", "2", buyerIsMaker: true, kind: "INSURANCE_FUND")
            .Touch(900, "1999.90", "5", "2000.10", "5"));
        box.Advance(100);

        Assert.Equal("5", box.Touch().BidQuantity);
    }

    [Fact]
    public void A_broken_chain_is_said()
    {
        CaptureText text = new CaptureText().Snapshot(0).Depth(100, "", "[\"2000.10\",\"6\"]");
        text.LoseSome().Depth(200, "", "[\"2000.10\",\"4\"]", previous: text.Update - 3).Depth(300, "", "");
        Box box = Open(text);
        box.Advance(300);

        Assert.Equal((1, At(200)), (box.Market.Report.ChainBreaks, box.Market.Report.FirstChainBreak));
    }

    [Fact]
    public void Empty_sides_zero_sizes_and_crossed_touches_survive()
    {
        Box box = Open(new CaptureText()
            .Snapshot(0)
            .Touch(100, "2000.20", "5", "2000.10", "5")
            .Touch(200, "0.00", "0", "2000.10", "0")
            .Depth(300, "[\"1500.00\",\"0\"]", "[\"2000.20\",\"0\"],[\"2000.30\",\"0\"]")
            .Touch(400, "1999.00", "1", "2001.00", "2")
            .Touch(900, "1999.00", "1", "2001.00", "2"));
        box.Advance(100);
        Assert.Equal(1, box.Market.Report.CrossedQuotes);
        Assert.Equal("1999.9", box.Touch().Bid);

        box.Advance(300);
        Assert.Equal(("0", "0", "0", "0"), box.Touch());

        box.Advance(400);
        Assert.Equal(("1999", "1", "2001", "2"), box.Touch());
    }

    [Fact]
    public void A_jump_is_said_and_nothing_is_quoted_until_it_goes_on()
    {
        Box box = Open(new CaptureText()
            .Snapshot(0).Touch(100, "1999.90", "4", "2000.10", "5").Touch(60_000, "1999.80", "4", "2000.10", "5"));
        box.Advance(30_000);
        Assert.Equal(("0", "0", "0", "0"), box.Touch());
        Assert.Equal(RecordingState.Silent, box.Market.Report.State);

        box.Advance(59_999);
        Assert.Equal(0, box.Market.Report.Jumps);
        Assert.Equal("0", box.Touch().Bid);

        box.Advance(60_000);
        Assert.Equal((1, At(100)), (box.Market.Report.Jumps, box.Market.Report.FirstJump));
    }

    [Fact]
    public void Time_never_goes_back_and_a_step_back_is_said()
    {
        Box box = Open(new CaptureText()
            .Snapshot(0)
            .Touch(2_000, "1999.90", "4", "2000.10", "5")
            .Touch(2_300, "1999.90", "9", "2000.10", "5")
            .Touch(1_000, "1999.90", "3", "2000.10", "5")
            .Touch(2_500, "1999.90", "2", "2000.10", "5")
            .Touch(9_000, "1999.90", "1", "2000.10", "5"));
        box.Advance(2_000);
        Assert.Equal("3", box.Touch().BidQuantity);
        Assert.Equal((1, At(1_000)), (box.Market.Report.StepsBack, box.Market.Report.FirstStepBack));

        box.Advance(2_500);
        Assert.Equal("2", box.Touch().BidQuantity);
    }

    [Fact]
    public void Lines_that_make_no_sense_are_left_out_and_counted()
    {
        Box box = Open(new CaptureText()
            .Snapshot(0)
            .Raw("garbage")
            .Raw("1723000000000000000 {\"stream\":\"x\",\"data\":{\"e\":\"depthUpdate\"")
            .Raw("")
            .Touch(100, "1999.90", "4", "2000.10", "5")
            .Touch(900, "1999.90", "3", "2000.10", "5"));
        box.Advance(100);

        Assert.Equal((2, 2L), (box.Market.Report.UnreadableLines, box.Market.Report.FirstUnreadableLine));
        Assert.Equal("4", box.Touch().BidQuantity);
    }

    [Fact]
    public void A_second_file_continues_the_first_and_one_without_snapshot_starts_at_its_first_touch()
    {
        CaptureText first = new CaptureText().Snapshot(0).Touch(100, "1999.90", "4", "2000.10", "5");
        CaptureText second = new CaptureText().LoseSome().Touch(300, "1999.70", "4", "1999.90", "5")
            .Touch(900, "1999.70", "4", "1999.90", "5");
        Box both = Open(CaptureText.Reader(first, second), hasSnapshot: true);
        both.Advance(300);
        Assert.Equal(("1999.7", "4", "1999.9", "5"), both.Touch());

        Box alone = Open(second.Reader(), hasSnapshot: false);
        Assert.Equal(At(300), alone.Market.Start);
        Assert.Equal(("1999.7", "4", "1999.9", "5"), alone.Touch());
    }

    [Fact]
    public void Tick_and_lot_are_as_fine_as_recorded()
    {
        Box box = Open(new CaptureText().Snapshot(0, quantity: "5.001").Touch(900, "1999.90", "4", "2000.10", "5"));

        InstrumentTerms terms = box.Exchange.Find(box.Perpetual)!.Terms;
        Assert.Equal(("0.01", "0.001"), (terms.Tick.ToString(), terms.Lot.ToString()));
    }

    [Fact]
    public void The_end_takes_every_quote_away()
    {
        Box box = Open(new CaptureText().Snapshot(0).Touch(700, "1999.90", "4", "2000.10", "5"));
        box.Advance(800);

        Assert.Equal((RecordingState.Ended, At(700)), (box.Market.Report.State, box.Market.Report.LastTime));
        foreach (ListedInstrument listed in box.Exchange.Instruments)
        {
            Assert.Equal(0, box.Exchange.LevelCount(listed.Id, Side.Buy));
            Assert.Equal(0, box.Exchange.LevelCount(listed.Id, Side.Sell));
        }
    }

    [Fact]
    public void Contracts_of_an_inverse_capture_are_dollars()
    {
        var reader = new CaptureText().Snapshot(0).Touch(900, "1999.90", "4", "2000.10", "5").Reader();
        var track = new CaptureTrack(
            reader, CurrencyId.Eth, isInverse: true, unit: 10, hasSnapshot: true, Duration.FromSeconds(10));
        var market = new RecordedMarket(new RecordedMarketSettings { Seed = 1, Tracks = [track] });
        var exchange = new SimulatedExchange(new ExchangeSettings { Start = market.Start }, market);

        exchange.ReadTicker(exchange.Find("ETHUSD")!.Id, out TickerSnapshot ticker);
        Assert.Equal("50", ticker.BidQuantity.ToString());
        exchange.ReadTicker(exchange.Find("ETHUSDT")!.Id, out ticker);
        Assert.InRange(ticker.BidPrice.ToDouble(), 1995, 2005);
    }

    private static Timestamp At(int milliseconds) => Timestamp.FromMilliseconds(CaptureText.Begin + milliseconds);

    private static Box Open(CaptureText text) => Open(text.Reader(), hasSnapshot: true);

    private static Box Open(CaptureReader reader, bool hasSnapshot)
    {
        var track = new CaptureTrack(
            reader, CurrencyId.Eth, isInverse: false, unit: 1, hasSnapshot, Duration.FromSeconds(10));
        var market = new RecordedMarket(new RecordedMarketSettings { Seed = 3, Tracks = [track] });
        return new Box(market, new SimulatedExchange(new ExchangeSettings { Start = market.Start }, market));
    }

    private sealed class Box(RecordedMarket market, SimulatedExchange exchange)
    {
        private AccountId _account;

        public RecordedMarket Market => market;

        public SimulatedExchange Exchange => exchange;

        public StreamHash Heard { get; } = new();

        public InstrumentId Perpetual => exchange.Find("ETHUSDT")!.Id;

        public void Advance(int milliseconds) => exchange.Advance(At(milliseconds), Heard);

        public void Place(Side side, decimal price, decimal quantity)
        {
            if (_account.Index == 0) _account = exchange.OpenAccount(DemoPortfolio.Flat("test"));
            CommandOutcome outcome = exchange.Place(_account, new PlaceRequest
            {
                Instrument = Perpetual,
                Side = side,
                Kind = OrderKind.Limit,
                Price = Price.From(price),
                Quantity = Quantity.From(quantity),
                Lifetime = OrderLifetime.GoodTillCancelled,
            });
            Assert.Equal(CommandResult.Accepted, outcome.Result);
        }

        public (string Bid, string BidQuantity, string Ask, string AskQuantity) Touch()
        {
            exchange.ReadTicker(Perpetual, out TickerSnapshot t);
            return (t.BidPrice.ToString(), t.BidQuantity.ToString(), t.AskPrice.ToString(), t.AskQuantity.ToString());
        }
    }
}
