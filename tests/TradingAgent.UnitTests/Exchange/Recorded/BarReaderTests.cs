using TradingAgent.Exchange.MarketSources.Recorded.Bars;
using Xunit;

namespace TradingAgent.UnitTests.Exchange.Recorded;

public sealed class BarReaderTests
{
    private static readonly Duration Minute = Duration.FromSeconds(60);

    [Fact]
    public void A_time_in_milliseconds_is_the_start_of_the_bar()
    {
        Bar bar = Assert.Single(Read(
            "timestamp_ms,open,high,low,close,volume\n1700000040000,10,12,9,11,500\n", BarFormat.StartMilliseconds));

        Assert.Equal(Timestamp.FromMilliseconds(1_700_000_040_000), bar.Start);
        Assert.Equal((10.0, 12.0, 9.0, 11.0, 500.0), (bar.Open, bar.High, bar.Low, bar.Close, bar.Volume));
    }

    [Fact]
    public void A_time_as_text_is_the_end_of_the_bar_and_its_volume_is_in_dollars()
    {
        Bar bar = Assert.Single(Read(
            "timestamp,open,high,low,close,volume\n2022-03-01 00:05:00.000000,100.0,101.0,99.0,100.0,2500.0\n",
            BarFormat.EndText));

        Assert.Equal(Timestamp.From(new DateTimeOffset(2022, 3, 1, 0, 4, 0, TimeSpan.Zero)), bar.Start);
        Assert.Equal(25.0, bar.Volume);
    }

    [Fact]
    public void Midnight_formats_count_from_the_day_of_the_file()
    {
        Timestamp day = Timestamp.From(new DateTimeOffset(2022, 12, 13, 0, 0, 0, TimeSpan.Zero));

        Bar trade = Assert.Single(Read("120000,10,12,9,11,7\n", BarFormat.MidnightTrades, day));
        Bar quote = Assert.Single(Read("120000,10,12,8,11,3,10.5,12.5,8.5,11.5,4\n", BarFormat.MidnightQuotes, day));

        Assert.Equal(day + Duration.FromSeconds(120), trade.Start);
        Assert.Equal(11.25, quote.Close);
        Assert.Equal(0.5, quote.Spread);
    }

    [Theory]
    [InlineData("1700000040000,10,12,9,11")]
    [InlineData("1700000040000,10,12,9,11,5,6")]
    [InlineData("1700000040000,10,12,x,11,5")]
    [InlineData("1700000040000,0,0,0,0,5")]
    [InlineData("1700000040000,10,9,12,11,5")]
    [InlineData("1700000040000,10,12,9,NaN,5")]
    public void A_line_that_is_no_bar_is_left_out_and_counted(string line)
    {
        var reader = new BarReader(
            new StringReader($"timestamp_ms,open,high,low,close,volume\n{line}\n1700000100000,1,1,1,1,0\n"),
            BarFormat.StartMilliseconds,
            Minute);

        Assert.True(reader.TryRead(out Bar bar));
        Assert.Equal(1.0, bar.Close);
        Assert.Equal((1, 2L), (reader.Unreadable, reader.FirstUnreadable));
        Assert.False(reader.TryRead(out _));
    }

    private static List<Bar> Read(string text, BarFormat format, Timestamp midnight = default)
    {
        var reader = new BarReader(new StringReader(text), format, Minute, midnight);
        var bars = new List<Bar>();
        while (reader.TryRead(out Bar bar)) bars.Add(bar);
        return bars;
    }
}
