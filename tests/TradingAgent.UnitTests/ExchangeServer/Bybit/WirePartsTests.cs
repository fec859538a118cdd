using System.Text;
using System.Text.Json;
using TradingAgent.Exchange.Matching;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Bybit.Private;
using TradingAgent.ExchangeServer.Bybit.Rows;
using TradingAgent.ExchangeServer.Bybit.Topics;
using TradingAgent.ExchangeServer.Feeds;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Wire;
using Xunit;

namespace TradingAgent.UnitTests.ExchangeServer.Bybit;

public sealed class WirePartsTests
{
    [Fact]
    public void Order_numbers_survive_the_trip_through_a_uuid()
    {
        foreach (long id in (long[])[1, 2, 1_000_000, long.MaxValue / 3])
        {
            Guid text = VenueUuid.Of(VenueUuid.Order, id);
            Assert.True(VenueUuid.TryParse(VenueUuid.Order, text.ToString(), out long back));
            Assert.Equal(id, back);
            Assert.False(VenueUuid.TryParse(VenueUuid.Trade, text.ToString(), out _));
        }
        Assert.False(VenueUuid.TryParse(VenueUuid.Order, Guid.Empty.ToString(), out _));
        Assert.False(VenueUuid.TryParse(VenueUuid.Order, "d2719a4c-0000-4000-8000-000000000001", out _));
    }

    [Theory]
    [InlineData(100_000_000, 2, "1.00")]
    [InlineData(123_456_789, 2, "1.23456789")]
    [InlineData(-50_000_000, 1, "-0.5")]
    [InlineData(0, 3, "0.000")]
    [InlineData(0, 0, "0")]
    public void Numbers_keep_at_least_the_decimals_of_their_step(long raw, int decimals, string expected)
    {
        Span<byte> text = stackalloc byte[48];
        Assert.Equal(expected, Encoding.ASCII.GetString(text[..JsonText.Format(raw, decimals, text)]));
    }

    [Fact]
    public void A_side_tells_new_changed_and_vanished_levels()
    {
        SideLevels bids = new(3, isBid: true);
        bids.Replace([Level(10, 1), Level(9, 1), Level(8, 1)]);
        bids.Replace([Level(11, 2), Level(10, 1), Level(8, 5)]);
        Assert.Equal([Level(11, 2), Level(9, 0), Level(8, 5)], bids.Changes.ToArray());
        bids.Replace([]);
        Assert.Equal([Level(11, 0), Level(10, 0), Level(8, 0)], bids.Changes.ToArray());
    }

    [Fact]
    public void A_window_lets_ten_through_in_any_second()
    {
        RateWindow window = new(10);
        Timestamp start = Timestamp.FromMilliseconds(1_000_000);
        for (int i = 0; i < 10; i++) Assert.True(window.TryVisit(start + Duration.FromMilliseconds(i * 50)));
        Timestamp full = start + Duration.FromMilliseconds(999);
        Assert.False(window.TryVisit(full));
        Assert.Equal(0, window.Remaining(full));
        Assert.Equal(start + Duration.FromSeconds(1), window.ResetAt(full));
        Assert.True(window.TryVisit(start + Duration.FromSeconds(1)));
        Assert.False(window.TryVisit(start + Duration.FromMilliseconds(1_040)));
        Assert.True(window.TryVisit(start + Duration.FromMilliseconds(1_050)));
    }

    [Fact]
    public void Request_values_may_be_text_or_numbers_and_null_is_absent()
    {
        using JsonDocument document =
            JsonDocument.Parse("""{"a":"1.5","b":1.5,"c":null,"d":"","e":true,"f":[{"x":1}]}""");
        RequestFields fields = RequestFields.OfObject(document.RootElement);
        Assert.True(fields.TryDecimal("a", out long text));
        Assert.True(fields.TryDecimal("b", out long number));
        Assert.Equal(text, number);
        Assert.False(fields.Has("c"));
        Assert.False(fields.Has("d"));
        Assert.True(fields.Flag("e"));
        Assert.Equal(1, fields.Items("f").Single().Whole("x", 0));
        RequestFields query = RequestFields.OfQuery("symbol=BTC%2DX&empty=&limit=900");
        Assert.Equal("BTC-X", query.Text("symbol"));
        Assert.False(query.Has("empty"));
        Assert.Equal(50, query.Limit(20, 50));
    }

    [Theory]
    [InlineData("orderbook.50.BTCUSDT", true)]
    [InlineData("tickers.XRP-30OCT26-0.4-P-USDT", true)]
    [InlineData("orderbook.x.BTCUSDT", false)]
    [InlineData("nothing.BTCUSDT", false)]
    [InlineData("tickers", false)]
    public void Topic_names_are_taken_apart(string text, bool isKnown)
    {
        Assert.Equal(isKnown, TopicName.TryParse(text, out TopicName name));
        if (isKnown) Assert.EndsWith(name.Subject, text);
    }

    [Theory]
    [InlineData("order", true)]
    [InlineData("order.linear", true)]
    [InlineData("execution.fast", true)]
    [InlineData("execution.fast.option", true)]
    [InlineData("wallet.linear", false)]
    [InlineData("position.spot", false)]
    [InlineData("orders", false)]
    public void Private_topics_are_recognised(string text, bool isKnown) =>
        Assert.Equal(isKnown, PrivateTopic.TryParse(text, out _));

    private static BookLevel Level(decimal price, decimal quantity) =>
        new(Price.From(price), Quantity.From(quantity));
}
