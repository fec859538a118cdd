using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Market;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

/// <summary>Liveness is judged by the age of the data, not by the state of the socket.</summary>
public sealed class SilenceTests
{
    private readonly RecordingSink _sink = new();
    private readonly RecordingWire _wire = new();
    private readonly CountingLogger _log = new();

    private BybitMarketProtocol Open(BybitCategory category = BybitCategory.Linear)
    {
        BybitMarketProtocol protocol = Market(category, _sink, logger: _log);
        protocol.OnOpened(At(0), _wire);
        _wire.Sent.Clear();
        return protocol;
    }

    /// <summary>Lets time pass second by second; each frame is fed every second until it ends.</summary>
    private void Pass(
        BybitMarketProtocol protocol, int fromSeconds, int toSeconds, params (string Frame, int UntilSeconds)[] frames)
    {
        for (int second = fromSeconds; second <= toSeconds; second++)
        {
            foreach ((string frame, int until) in frames)
                if (second <= until) protocol.OnMessage(Utf8(frame), At(second * 1000), _wire);
            protocol.OnTick(At(second * 1000), _wire);
        }
    }

    private int Asked(string topic) => _wire.Sent.Count(s =>
        s.Contains("\"subscribe\"", StringComparison.Ordinal) && s.Contains($"\"{topic}\"", StringComparison.Ordinal));

    private static (string, int) Alive(string frame, int until = int.MaxValue) => (frame, until);

    private static string OfFuture(string frame) =>
        frame.Replace("BTCUSDT", "BTCUSDT-26MAR27", StringComparison.Ordinal);

    private static (string, int)[] AllAlive(int topUntil) =>
    [
        Alive(MarketFrames.Top, topUntil), Alive(MarketFrames.BookSnapshot), Alive(MarketFrames.TickerSnapshot),
        Alive(OfFuture(MarketFrames.Top)), Alive(OfFuture(MarketFrames.BookSnapshot)),
        Alive(MarketFrames.FutureSnapshot),
    ];

    [Fact]
    public void A_stream_within_its_rate_is_left_alone()
    {
        Pass(Open(), 0, 120, AllAlive(int.MaxValue));
        Assert.DoesNotContain(_wire.Sent, s => s.Contains("subscribe", StringComparison.Ordinal));
        Assert.False(_wire.IsSilent);
        Assert.Empty(_wire.Reconnects);
    }

    [Fact]
    public void A_stream_silent_beyond_its_age_is_subscribed_anew_though_the_socket_is_alive()
    {
        BybitMarketProtocol protocol = Open();
        Pass(protocol, 0, 29, AllAlive(topUntil: 20));
        Assert.Equal(0, Asked("orderbook.1.BTCUSDT"));
        Pass(protocol, 30, 31, AllAlive(topUntil: 20));
        Assert.Equal(1, Asked("orderbook.1.BTCUSDT"));
        Assert.Equal(0, Asked("tickers.BTCUSDT"));
        Assert.Empty(_wire.Reconnects);
    }

    [Fact]
    public void A_price_stream_that_does_not_answer_makes_the_status_stale_and_then_costs_the_socket()
    {
        BybitMarketProtocol protocol = Open();
        Pass(protocol, 0, 32, AllAlive(topUntil: 20));
        Assert.False(_wire.IsSilent);
        Pass(protocol, 33, 35, AllAlive(topUntil: 20));
        Assert.True(_wire.IsSilent);
        Pass(protocol, 36, 60, AllAlive(topUntil: 20));
        Assert.Equal(2, Asked("orderbook.1.BTCUSDT"));
        Assert.Contains("orderbook.1.BTCUSDT", _wire.Reconnects[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_answers_when_asked_ends_the_alarm()
    {
        BybitMarketProtocol protocol = Open();
        Pass(protocol, 0, 35, AllAlive(topUntil: 20));
        Assert.True(_wire.IsSilent);
        Pass(protocol, 36, 60, AllAlive(int.MaxValue));
        Assert.False(_wire.IsSilent);
        Assert.Empty(_wire.Reconnects);
    }

    [Fact]
    public void A_topic_acknowledged_and_never_sent_is_given_up_and_does_not_cost_the_others_their_socket()
    {
        BybitMarketProtocol protocol = Open();
        Pass(protocol, 0, 300, [.. AllAlive(int.MaxValue)[..5]]);
        Assert.Equal(2, Asked("tickers.BTCUSDT-26MAR27"));
        Assert.Empty(_wire.Reconnects);
        Assert.False(_wire.IsSilent);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(30)]
    public void A_silent_trade_topic_is_asked_for_anew_then_given_up_and_said_and_costs_nothing_else(int tradesUntil)
    {
        BybitMarketProtocol protocol = Open();
        (string, int)[] frames = [.. AllAlive(int.MaxValue), Alive(MarketFrames.Trades, tradesUntil)];
        Pass(protocol, 0, 290, frames);
        Assert.Equal(0, Asked("publicTrade.BTCUSDT"));
        for (int second = 291; second <= 1_000; second++)
        {
            Pass(protocol, second, second, frames);
            Assert.False(_wire.IsSilent);
        }
        Assert.Equal(2, Asked("publicTrade.BTCUSDT"));
        Assert.Single(_log.Lines, l => l.Contains("publicTrade.BTCUSDT was acknowledged", StringComparison.Ordinal));
        Pass(protocol, 1_001, 4_000, frames);
        Assert.Single(_log.Lines, l => l.Contains("publicTrade.BTCUSDT was acknowledged", StringComparison.Ordinal));
        Assert.Equal(0, Asked("allLiquidation.BTCUSDT"));
        Assert.Empty(_wire.Reconnects);
    }

    [Fact]
    public void A_coins_option_trades_acknowledged_and_never_sent_are_noticed_too()
    {
        BybitMarketProtocol protocol = Open(BybitCategory.Option);
        Pass(protocol, 0, 950, Alive(MarketFrames.OptionTicker), Alive(MarketFrames.OptionTrades, 20));
        Assert.Equal(1, Asked("publicTrade.BTC"));
        protocol = Open(BybitCategory.Option);
        Pass(protocol, 0, 950, Alive(MarketFrames.OptionTicker), Alive(MarketFrames.OptionTrades));
        Assert.Equal(0, Asked("publicTrade.BTC"));
    }

    [Fact]
    public void A_damaged_change_of_a_ticker_asks_for_that_ticker_anew_and_for_nothing_else()
    {
        BybitMarketProtocol protocol = Open();
        protocol.OnMessage(Utf8(MarketFrames.TickerSnapshot), At(0), _wire);
        string damaged = MarketFrames.TickerDelta.Replace("\"60002.5\"", "\"6000", StringComparison.Ordinal);
        protocol.OnMessage(Utf8(damaged), At(100), _wire);
        Assert.Equal(1, Asked("tickers.BTCUSDT"));
        Assert.Equal(0, Asked("orderbook.50.BTCUSDT"));
        Assert.Equal(
            ["unsubscribe", "subscribe"],
            _wire.Sent.Select(s => s.Split("\"op\":\"")[1].Split('"')[0]));
    }

    [Fact]
    public void A_socket_on_which_nothing_ever_came_is_replaced()
    {
        Pass(Open(), 0, 60);
        Assert.NotEmpty(_wire.Reconnects);
    }

    [Fact]
    public void A_quiet_stream_that_answers_is_asked_less_and_less_often()
    {
        var age = new TopicAge("tickers.X", isVital: false, 20_000);
        age.OnOpened(0);
        age.OnData(0);
        long now = 0;
        List<long> gaps = [];
        for (int i = 0; i < 8; i++)
        {
            long last = now;
            while (!age.IsDue(now, 8_000)) now += 1_000;
            gaps.Add(now - last);
            age.OnAsked(now);
            age.OnData(now);
        }
        Assert.Equal(21_000, gaps[0]);
        Assert.All(gaps.Zip(gaps.Skip(1)), pair => Assert.True(pair.Second >= pair.First));
        Assert.Equal(TopicAge.ExpectedMaxMs + 1_000, gaps[^1]);
        age.OnData(now + 1_000);
        age.OnData(now + 2_000);
        Assert.Equal(20_000, age.ExpectedMs);
    }

    [Fact]
    public void Old_matching_times_in_a_quiet_option_book_are_no_silence()
    {
        BybitMarketProtocol protocol = Open(BybitCategory.Option);
        string frame = MarketFrames.BookSnapshot
            .Replace("orderbook.50.BTCUSDT", "orderbook.25.BTC-27MAR26-70000-P-USDT", StringComparison.Ordinal)
            .Replace("1790000000018", "1789998560000", StringComparison.Ordinal);
        Pass(protocol, 0, 100, Alive(frame), Alive(MarketFrames.OptionTicker));
        Assert.False(_wire.IsSilent);
        Assert.DoesNotContain(_wire.Sent, s => s.Contains("subscribe", StringComparison.Ordinal));
        EngineEvent quote = _sink.Of(EventKind.QuoteChanged)[^1];
        Assert.Equal(At(100_000).Now, quote.ReceivedAt);
        Assert.Equal(Timestamp.FromMilliseconds(1_789_998_560_000), quote.VenueTime);
    }

    [Fact]
    public void After_a_gap_no_quote_or_depth_of_that_book_is_published_until_the_fresh_snapshot()
    {
        BybitMarketProtocol protocol = Open();
        protocol.OnMessage(Utf8(MarketFrames.BookSnapshot), At(0), _wire);
        _sink.Clear();
        protocol.OnMessage(Utf8(MarketFrames.Delta(102, "[\"60001\",\"1\"]", "")), At(200), _wire);
        protocol.OnMessage(Utf8(MarketFrames.Delta(103, "[\"60001\",\"2\"]", "")), At(400), _wire);
        Assert.Empty(_sink.Events);
        Assert.Equal(1, Asked("orderbook.50.BTCUSDT"));
        protocol.OnMessage(Utf8(MarketFrames.BookSnapshot), At(600), _wire);
        Assert.NotEmpty(_sink.Of(EventKind.DepthSummaryChanged));
    }

    [Fact]
    public void A_new_socket_subscribes_every_topic_again_with_those_that_joined_since()
    {
        BybitMarketProtocol protocol = Open();
        protocol.Add(["tickers.BTCUSD"], At(1), _wire);
        Assert.Equal(1, Asked("tickers.BTCUSD"));
        protocol.Remove(Future, ["tickers.BTCUSDT-26MAR27"], _wire);
        _wire.Sent.Clear();
        protocol.OnClosed(At(2));
        protocol.OnOpened(At(3), _wire);
        Assert.Equal(1, Asked("tickers.BTCUSD"));
        Assert.Equal(1, Asked("orderbook.1.BTCUSDT"));
        Assert.Equal(0, Asked("tickers.BTCUSDT-26MAR27"));
    }
}
