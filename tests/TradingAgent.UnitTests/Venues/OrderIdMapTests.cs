using System.Text;
using Xunit;

namespace TradingAgent.UnitTests.Venues;

public sealed class OrderIdMapTests
{
    private static byte[] Text(string value) => Encoding.ASCII.GetBytes(value);

    [Fact]
    public void Ids_are_found_both_ways()
    {
        var map = new OrderIdMap(4, 40);
        var order = new ClientOrderId(7, 1);
        map.Add(order, Text("9aac161b-8ed6-450d-9cab-c5cc67c21784"));
        Assert.True(map.TryFind(Text("9aac161b-8ed6-450d-9cab-c5cc67c21784"), out ClientOrderId found));
        Assert.Equal(order, found);
        byte[] text = new byte[40];
        Assert.True(map.TryFind(order, text, out int written));
        Assert.Equal("9aac161b-8ed6-450d-9cab-c5cc67c21784", Encoding.ASCII.GetString(text, 0, written));
        Assert.False(map.TryFind(Text("another"), out _));
    }

    [Fact]
    public void The_oldest_is_forgotten_when_full()
    {
        var map = new OrderIdMap(3, 40);
        for (uint i = 1; i <= 5; i++) map.Add(new ClientOrderId(1, i), Text("venue-" + i));
        Assert.Equal(3, map.Count);
        Assert.False(map.TryFind(Text("venue-2"), out _));
        Assert.True(map.TryFind(Text("venue-3"), out ClientOrderId kept));
        Assert.Equal(3u, kept.Counter);
    }

    [Fact]
    public void An_id_that_is_too_long_or_empty_is_not_kept()
    {
        var map = new OrderIdMap(3, 4);
        map.Add(new ClientOrderId(1, 1), Text("12345"));
        map.Add(new ClientOrderId(1, 2), []);
        Assert.Equal(0, map.Count);
    }
}
