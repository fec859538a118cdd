using System.Globalization;
using System.Text;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources.Recorded;
using TradingAgent.Exchange.MarketSources.Recorded.Bars;
using Xunit;

namespace TradingAgent.UnitTests.Exchange.Recorded;

public sealed class BarMarketTests
{
    private const long Begin = 1_700_000_040_000;
    private static readonly Duration Minute = Duration.FromSeconds(60);

    [Fact]
    public void The_path_of_a_bar_goes_from_open_to_close_over_both_extremes()
    {
        RecordedMarket market = Market(Bars((0, 2000, 2010, 1985, 2003)), out IRecordedTrack track);
        SimulatedExchange exchange = Open(market);
        double low = double.MaxValue;
        double high = 0;
        double first = track.Mid;
        var hash = new StreamHash();
        while (exchange.NextDue != Timestamp.Never && exchange.NextDue < market.Start + Minute)
        {
            exchange.Advance(exchange.NextDue, hash);
            low = Math.Min(low, track.Mid);
            high = Math.Max(high, track.Mid);
        }

        Assert.Equal((2000.0, 1985.0, 2010.0, 2003.0), (first, low, high, track.Mid));
    }

    [Fact]
    public void The_book_stands_about_the_path_and_is_traded()
    {
        RecordedMarket market = Market(Bars((0, 2000, 2010, 1985, 2003)), out IRecordedTrack track);
        SimulatedExchange exchange = Open(market);
        InstrumentId perpetual = exchange.Instruments.Single(i => i.Symbol == "ETHUSDT").Id;
        var hash = new StreamHash();
        for (int second = 1; second < 60; second++)
        {
            exchange.Advance(market.Start + Duration.FromSeconds(second), hash);
            exchange.ReadTicker(perpetual, out TickerSnapshot ticker);
            Assert.True(ticker.BidPrice < ticker.AskPrice, $"{ticker.BidPrice} / {ticker.AskPrice}");
            Assert.InRange(ticker.BidPrice.ToDouble(), track.Mid - 5, track.Mid + 5);
        }
        Assert.True(hash.Trades > 50, $"{hash.Trades} trades");
    }

    [Fact]
    public void A_coin_has_both_perpetuals_a_future_and_chains_of_six_expiries()
    {
        SimulatedExchange exchange = Open(Market(Bars((0, 2000, 2010, 1985, 2003)), out _));

        List<ListedInstrument> options = [.. exchange.Instruments.Where(i => i.Terms.IsOption && !i.Terms.IsInverse)];
        Assert.Equal(6, options.Select(i => i.Terms.Expiry).Distinct().Count());
        Assert.True(options.Count >= 6 * 21 * 2, $"{options.Count} options");
        Assert.Equal(3, exchange.Instruments.Count(i => i.Terms.IsFuture));
        Assert.All(exchange.Instruments, i => Assert.Equal(CurrencyId.Eth, i.Terms.BaseCoin));
        foreach (ListedInstrument option in options)
        {
            exchange.ReadTicker(option.Id, out TickerSnapshot ticker);
            Assert.InRange(ticker.MarkVolatility, 0.1, 4);
        }
    }

    [Fact]
    public void The_demonstration_book_can_be_placed()
    {
        SimulatedExchange exchange = Open(Market(Bars((0, 2000, 2010, 1985, 2003)), out _));

        AccountSettings book = DemoPortfolio.Build(exchange, "demo");

        Assert.True(book.Positions.Count >= 8, $"{book.Positions.Count} legs");
        Assert.Contains(book.Positions, p => p.Quantity.Raw > 0);
        Assert.Contains(book.Positions, p => p.Quantity.Raw < 0);
    }

    [Fact]
    public void A_recording_that_ends_stops_quoting_and_says_when()
    {
        RecordedMarket market = Market(Bars((0, 2000, 2010, 1985, 2003), (1, 2003, 2003, 2003, 2003)), out _);
        SimulatedExchange exchange = Open(market);

        exchange.Advance(market.Start + Duration.FromSeconds(121), new StreamHash());

        Assert.Equal(RecordingState.Ended, market.Report.State);
        Assert.Equal(market.Start + Minute + Minute, market.Report.LastTime);
        Assert.Equal(Timestamp.Never, market.NextDue);
        AssertNothingQuoted(exchange);
    }

    [Fact]
    public void A_long_gap_is_said_and_nothing_is_quoted_in_it()
    {
        RecordedMarket market = Market(Bars((0, 2000, 2001, 1999, 2000), (30, 2100, 2101, 2099, 2100)), out _);
        SimulatedExchange exchange = Open(market);

        exchange.Advance(market.Start + Duration.FromSeconds(600), new StreamHash());
        Assert.Equal((RecordingState.Silent, 1), (market.Report.State, market.Report.Jumps));
        Assert.Equal(market.Start + Minute, market.Report.FirstJump);
        AssertNothingQuoted(exchange);

        exchange.Advance(market.Start + Duration.FromSeconds(1_805), new StreamHash());
        exchange.ReadTicker(exchange.Instruments.Single(i => i.Symbol == "ETHUSDT").Id, out TickerSnapshot ticker);
        Assert.Equal(RecordingState.Playing, market.Report.State);
        Assert.InRange(ticker.BidPrice.ToDouble(), 2098, 2102);
        Assert.InRange(ticker.IndexPrice, 2098, 2102);
    }

    [Fact]
    public void A_short_gap_leaves_the_quotes_standing_and_no_bar_out()
    {
        RecordedMarket market = Market(Bars((0, 2000, 2001, 1999, 2000), (3, 2100, 2101, 2099, 2100)), out _);
        SimulatedExchange exchange = Open(market);

        exchange.Advance(market.Start + Duration.FromSeconds(150), new StreamHash());
        exchange.ReadTicker(exchange.Instruments[0].Id, out TickerSnapshot ticker);
        Assert.InRange(ticker.BidPrice.ToDouble(), 1999, 2001);
        Assert.Equal((RecordingState.Playing, 0), (market.Report.State, market.Report.Jumps));

        exchange.Advance(market.Start + Duration.FromSeconds(200), new StreamHash());
        Assert.Equal(2, market.Report.Entries);
    }

    [Fact]
    public void Bars_dated_before_what_was_played_are_said_and_left_out()
    {
        RecordedMarket market = Market(
            Bars((5, 2000, 2001, 1999, 2000), (4, 1, 1, 1, 1), (5, 1, 1, 1, 1), (6, 2000, 2001, 1999, 2000)), out _);
        SimulatedExchange exchange = Open(market);
        exchange.Advance(market.Start + Duration.FromSeconds(110), new StreamHash());

        Assert.Equal(2, market.Report.StepsBack);
        Assert.Equal(Timestamp.FromMilliseconds(Begin + 240_000), market.Report.FirstStepBack);
        Assert.Equal(2, market.Report.Entries);
    }

    [Fact]
    public void The_same_recording_and_seed_are_the_same_stream()
    {
        ulong first = Run(seed: 7);

        Assert.Equal(first, Run(seed: 7));
        Assert.NotEqual(first, Run(seed: 8));
    }

    [Fact]
    public void A_start_inside_finds_the_path_of_that_bar()
    {
        string bars = Bars((0, 2000, 2010, 1985, 2003), (1, 2003, 2030, 1990, 2020), (2, 2020, 2020, 2020, 2020));
        RecordedMarket whole = Market(bars, out IRecordedTrack track);
        SimulatedExchange exchange = Open(whole);
        Timestamp inside = whole.Start + Duration.FromSeconds(95);
        exchange.Advance(inside, new StreamHash());

        RecordedMarket late = Market(bars, out IRecordedTrack lateTrack, from: inside);

        Assert.Equal(inside, late.Start);
        Assert.Equal(track.Mid, lateTrack.Mid);
    }

    [Fact]
    public void A_start_after_the_end_is_refused_with_the_end()
    {
        var error = Assert.Throws<InvalidDataException>(() => Market(
            Bars((0, 2000, 2010, 1985, 2003)), out _, from: Timestamp.FromMilliseconds(Begin + 3_600_000)));

        Assert.Contains("2023-11-14T22:15:00", error.Message, StringComparison.Ordinal);
    }

    private static ulong Run(ulong seed)
    {
        RecordedMarket market = Market(
            Bars((0, 2000, 2010, 1985, 2003), (1, 2003, 2030, 1990, 2020)), out _, seed: seed);
        SimulatedExchange exchange = Open(market);
        var hash = new StreamHash();
        exchange.Advance(market.Start + Duration.FromSeconds(130), hash);
        return hash.Value;
    }

    private static void AssertNothingQuoted(SimulatedExchange exchange)
    {
        foreach (ListedInstrument listed in exchange.Instruments)
        {
            exchange.ReadTicker(listed.Id, out TickerSnapshot ticker);
            Assert.True(ticker.BidPrice.IsZero && ticker.AskPrice.IsZero, listed.Symbol);
        }
    }

    private static SimulatedExchange Open(RecordedMarket market) =>
        new(new ExchangeSettings { Start = market.Start }, market);

    private static RecordedMarket Market(
        string bars, out IRecordedTrack track, ulong seed = 1, Timestamp from = default)
    {
        var reader = new BarReader(new StringReader(bars), BarFormat.StartMilliseconds, Minute);
        track = new BarTrack(
            reader, CurrencyId.Eth, isInverse: false, seed, Minute, gapMax: Duration.FromSeconds(300));
        return new RecordedMarket(new RecordedMarketSettings { Seed = seed, Tracks = [track], From = from });
    }

    private static string Bars(params (int Minute, double Open, double High, double Low, double Close)[] bars)
    {
        var text = new StringBuilder("timestamp_ms,open,high,low,close,volume\n");
        foreach ((int minute, double open, double high, double low, double close) in bars)
        {
            long start = Begin + (minute * 60_000L);
            text.Append(CultureInfo.InvariantCulture, $"{start},{open},{high},{low},{close},600\n");
        }
        return text.ToString();
    }
}
