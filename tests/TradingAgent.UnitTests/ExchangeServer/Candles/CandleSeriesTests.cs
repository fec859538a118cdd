using TradingAgent.ExchangeServer.Bybit.Candles;
using TradingAgent.ExchangeServer.Candles;
using Xunit;

namespace TradingAgent.UnitTests.ExchangeServer.Candles;

public sealed class CandleSeriesTests
{
    private static readonly Timestamp Noon = At(2026, 3, 11, 12, 0, 0);
    private readonly CandleSeries _series = new();
    private long _trades;

    [Theory]
    [InlineData("1", 12, 34, 12, 34)]
    [InlineData("15", 12, 34, 12, 30)]
    [InlineData("240", 15, 59, 12, 0)]
    [InlineData("D", 15, 59, 0, 0)]
    public void Bars_begin_on_a_grid_from_midnight(string name, int hour, int minute, int startHour, int startMinute)
    {
        IntervalNames.TryParse(name, out CandleInterval interval);
        Assert.Equal(At(2026, 3, 11, startHour, startMinute, 0), interval.StartOf(At(2026, 3, 11, hour, minute, 7)));
    }

    [Fact]
    public void Weeks_begin_on_monday_and_months_on_the_first()
    {
        IntervalNames.TryParse("W", out CandleInterval week);
        IntervalNames.TryParse("M", out CandleInterval month);
        Assert.Equal(At(2026, 3, 9, 0, 0, 0), week.StartOf(Noon));
        Assert.Equal(At(2026, 3, 9, 0, 0, 0), week.StartOf(At(2026, 3, 9, 0, 0, 0)));
        Assert.Equal(At(2026, 3, 1, 0, 0, 0), month.StartOf(Noon));
        Assert.Equal(At(2026, 4, 1, 0, 0, 0), month.NextAfter(At(2026, 3, 1, 0, 0, 0)));
    }

    [Fact]
    public void A_minute_without_trades_has_a_flat_bar_and_the_next_opens_at_the_close_before()
    {
        Add(Noon, 100, 1);
        Add(Noon + Duration.FromSeconds(10), 101, 1);
        Add(Noon + Duration.FromSeconds(130), 103, 2);
        List<Candle> bars = Read("1", 10);

        Assert.Equal([101m, 101m, 100m], bars.Select(bar => bar.Open));
        Assert.Equal([103m, 101m, 101m], bars.Select(bar => bar.Close));
        Assert.Equal([2m, 0m, 2m], bars.Select(bar => bar.Volume));
    }

    [Fact]
    public void Longer_bars_are_the_minutes_put_together()
    {
        foreach ((int second, decimal price) in new[] { (0, 100m), (70, 110m), (130, 90m), (290, 105m), (301, 106m) })
            Add(Noon + Duration.FromSeconds(second), price, 1);
        List<Candle> bars = Read("5", 10);

        Assert.Equal(2, bars.Count);
        Candle expected = new(Noon, 100, 110, 90, 105, 4, 405)
        {
            Trades = 4,
            BuyVolume = 2,
            BuyTurnover = 215,
            FirstTrade = 1,
            LastTrade = 4,
        };
        Assert.Equal(expected, bars[1]);
        Candle hour = Read("60", 1).Single();
        Assert.Equal((100m, 106m, 5m), (hour.Open, hour.Close, hour.Volume));
    }

    [Fact]
    public void A_long_silence_does_not_grow_the_series_beyond_what_it_keeps()
    {
        Add(Noon, 100, 1);
        Add(Noon + Duration.FromSeconds(400 * 86_400.0), 200, 1);
        IntervalNames.TryParse("1", out CandleInterval minute);
        Timestamp now = Noon + Duration.FromSeconds(400 * 86_400.0);
        Assert.InRange(_series.Read(minute, default, now, int.MaxValue, now).Count, 2, 4_321);
    }

    /// <summary>Every other taker buys, beginning with the second.</summary>
    private void Add(Timestamp now, decimal price, decimal volume) =>
        _series.Add(now, new CandleTrade(++_trades, price, volume, price * volume, _trades % 2 == 0));

    private List<Candle> Read(string name, int limit)
    {
        IntervalNames.TryParse(name, out CandleInterval interval);
        Timestamp now = Noon + Duration.FromSeconds(name == "1" ? 130 : 310);
        return _series.Read(interval, default, now, limit, now);
    }

    private static Timestamp At(int year, int month, int day, int hour, int minute, int second) =>
        Timestamp.From(new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero));
}
