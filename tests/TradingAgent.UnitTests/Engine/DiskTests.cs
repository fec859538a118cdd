using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine;

public sealed class DiskTests
{
    [Theory]
    [InlineData(512L << 20, TradingMode.Normal)]
    [InlineData((512L << 20) - 1, TradingMode.ReduceOnly)]
    [InlineData(0L, TradingMode.ReduceOnly)]
    public void With_little_room_for_the_journal_no_new_risk_is_taken(long freeBytes, TradingMode expected)
    {
        EngineRig rig = new EngineRig().Ready();
        rig.Apply(new EngineEvent { Kind = EventKind.DiskMeasured, Disk = new DiskMeasured(freeBytes) });
        Assert.Equal(expected, rig.Engine.Status().Mode);
    }
}
