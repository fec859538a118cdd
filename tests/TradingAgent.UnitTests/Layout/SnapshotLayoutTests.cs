using System.Reflection;
using TradingAgent.Engine.Execution;
using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Orders;
using TradingAgent.Engine.Positions;
using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Signals;
using Xunit;

namespace TradingAgent.UnitTests.Layout;

/// <summary>
/// The state hash is a hash of these structs as they lie in memory: a hole between fields would hash whatever was
/// there before.
/// </summary>
public sealed class SnapshotLayoutTests
{
    public static TheoryData<Type> Structs =>
    [
        typeof(MarkView), typeof(OptionView), typeof(QuoteView), typeof(TouchHistory), typeof(ExpirySlot),
        typeof(SmileView),
        typeof(OrderSlot), typeof(Campaign), typeof(PositionEntry), typeof(CashEntry), typeof(LegGroup),
        typeof(UnderlyingRisk), typeof(ReportedPosition), typeof(VenueBook), typeof(BandTally), typeof(UnderlyingSet),
        typeof(FlowTrack), typeof(DepthFigures), typeof(InterestSample), typeof(InterestHistory), typeof(ImpactTrack),
        typeof(ScenarioRun), typeof(ScenarioFigures), typeof(ScalingView), typeof(OpenTrade),
        typeof(InstrumentTerms), typeof(ExecutionId), typeof(VenueGreeksChanged), typeof(ClientOrderId),
    ];

    [Theory]
    [MemberData(nameof(Structs))]
    public void A_struct_in_a_snapshot_has_no_hole_and_no_reference(Type type)
    {
        Assert.True(StructLayouts.IsBlittable(type));
        Assert.Equal(StructLayouts.SizeOf(type), StructLayouts.SumOfFields(type));
    }

    [Fact]
    public void The_private_structs_of_the_rooms_have_none_either()
    {
        Type[] nested = [.. typeof(Campaign).Assembly.GetTypes()
            .Where(t => t is { IsValueType: true, IsEnum: false, IsNestedPrivate: true })
            .Where(t => !t.Name.Contains('<') && !t.Name.StartsWith("__", StringComparison.Ordinal))];
        Assert.Contains(nested, t => t.Name == "Entry");
        Assert.Contains(nested, t => t.Name == "Counts");
        foreach (Type type in nested) A_struct_in_a_snapshot_has_no_hole_and_no_reference(type);
    }
}
