using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Positions;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Positions;

public sealed class FillLedgerTests
{
    private static readonly EngineLimits Limits = new() { Executions = 2048 };

    [Fact]
    public void The_newest_half_of_its_capacity_is_always_known()
    {
        var ledger = new FillLedger(Limits);
        for (ulong i = 1; i <= 20_000; i++)
        {
            Assert.True(Add(ledger, i));
            ulong oldest = i > 1_000 ? i - 1_000 : 1;
            Assert.False(Add(ledger, oldest));
            Assert.False(Add(ledger, i));
        }
    }

    [Fact]
    public void The_watermark_is_the_newest_venue_time()
    {
        var ledger = new FillLedger(Limits);
        ledger.TryAdd(VenueId.Bybit, new ExecutionId(1, 1), new Timestamp(50));
        ledger.TryAdd(VenueId.Bybit, new ExecutionId(1, 2), new Timestamp(40));
        Assert.Equal(new Timestamp(50), ledger.Watermark(VenueId.Bybit));
        Assert.True(ledger.Watermark(VenueId.Simulated).IsNone);
    }

    [Fact]
    public void Two_venues_may_use_the_same_execution_id()
    {
        var ledger = new FillLedger(Limits);
        Assert.True(ledger.TryAdd(VenueId.Bybit, new ExecutionId(1, 1), new Timestamp(50)));
        Assert.True(ledger.TryAdd(VenueId.Simulated, new ExecutionId(1, 1), new Timestamp(50)));
        Assert.False(ledger.TryAdd(VenueId.Simulated, new ExecutionId(1, 1), new Timestamp(50)));
    }

    [Fact]
    public void It_is_the_same_after_a_snapshot()
    {
        var ledger = new FillLedger(Limits);
        for (ulong i = 1; i <= 3_000; i++) Add(ledger, i);
        var bytes = new byte[1 << 20];
        var writer = new SnapshotWriter(bytes);
        ledger.Save(ref writer);
        var other = new FillLedger(Limits);
        var reader = new SnapshotReader(bytes.AsSpan(0, writer.Length));
        other.Load(ref reader);
        for (ulong i = 2_100; i <= 3_000; i++) Assert.False(Add(other, i));
        Assert.True(Add(other, 3_001));
    }

    private static bool Add(FillLedger ledger, ulong i) =>
        ledger.TryAdd(VenueId.Bybit, new ExecutionId(i * 7_919, i), SmallMarket.Start);
}
