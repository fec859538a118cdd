using System.Runtime.InteropServices;
using TradingAgent.Engine;
using TradingAgent.Engine.Kernel;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine;

/// <summary>What one build leaves to the next: facts by section, each in a layout with a version.</summary>
public sealed class FactsTests
{
    // Whoever changes a size here raises that section's version in FactsLayout, and both change together.
    private static readonly (FactsSection Section, int Version, int Bytes)[] Layouts =
    [
        (FactsSection.Clock, 1, 16),
        (FactsSection.Parameters, 2, 99344),
        (FactsSection.Listings, 1, 4372),
        (FactsSection.Scope, 1, 84),
        (FactsSection.Market, 2, 11424),
        (FactsSection.Curve, 3, 1080),
        (FactsSection.Positions, 1, 2688),
        (FactsSection.Cash, 3, 7168),
        (FactsSection.Fills, 1, 65604),
        (FactsSection.Losses, 2, 7960),
        (FactsSection.OrderIds, 1, 8),
        (FactsSection.Surface, 2, 384),
    ];

    [Fact]
    public void A_section_whose_layout_changed_has_a_new_version()
    {
        byte[] snapshot = RandomSession.Play(5, 500).Snapshot();
        Assert.Equal(Layouts, Sections(snapshot));
    }

    [Fact]
    public void A_new_build_has_the_positions_cash_losses_and_ids_and_no_orders()
    {
        EngineRig old = RandomSession.Play(6, 3_000);
        var fresh = new TradingEngine(old.Limits);
        fresh.ReadFacts(old.Snapshot());

        Assert.Equal(old.Engine.LastSequence, fresh.LastSequence);
        Assert.Equal(old.Engine.Epoch, fresh.Epoch);
        Assert.Equal(0, fresh.LiveOrders);
        for (int i = 1; i < 40; i++)
            Assert.Equal(old.Engine.PositionOf(new InstrumentId(i)), fresh.PositionOf(new InstrumentId(i)));
        EngineStatus before = old.Engine.Status();
        EngineStatus after = fresh.Status();
        Assert.Equal(before.PnlUsd, after.PnlUsd);
        Assert.Equal(before.DayPnlUsd, after.DayPnlUsd);
        Assert.Equal(before.FeesUsd, after.FeesUsd);
        Assert.Equal(before.Mode, after.Mode);
    }

    [Fact]
    public void The_profit_and_loss_goes_on_where_it_was_and_trips_nothing()
    {
        EngineRig old = RandomSession.Play(7, 3_000);
        var fresh = new TradingEngine(old.Limits);
        fresh.ReadFacts(old.Snapshot());
        var output = new EngineOutput(old.Limits);
        fresh.Apply(
            new EngineEvent
            {
                Kind = EventKind.TimeAdvanced,
                Sequence = fresh.LastSequence + 1,
                ReceivedAt = fresh.Now + Duration.FromMilliseconds(1),
            },
            output);
        Assert.True(output.GreeksUpdated);
        // A millisecond of theta is the whole difference.
        Assert.Equal(old.Engine.Status().PnlUsd, fresh.Status().PnlUsd, 0.01);
        Assert.Equal(old.Engine.Status().Mode, fresh.Status().Mode);
    }

    [Fact]
    public void A_latched_halt_survives_a_new_build()
    {
        EngineRig old = new EngineRig().Holding(SmallMarket.Perpetual, 1).Ready();
        old.Operator(OperatorAction.Halt);
        var fresh = new TradingEngine(old.Limits);
        fresh.ReadFacts(old.Snapshot());
        Assert.Equal(TradingMode.Halted, fresh.Status().Mode);
    }

    [Fact]
    public void Facts_of_another_layout_are_refused_by_name()
    {
        byte[] snapshot = RandomSession.Play(5, 500).Snapshot();
        int at = Offset(snapshot, FactsSection.Positions);
        snapshot[at + 2]++;
        var fresh = new TradingEngine(new EngineRig().Limits);
        InvariantException refused = Assert.Throws<InvariantException>(() => fresh.ReadFacts(snapshot));
        Assert.Contains("Positions in layout 2", refused.Message, StringComparison.Ordinal);
    }

    private static List<(FactsSection Section, int Version, int Bytes)> Sections(byte[] snapshot)
    {
        var found = new List<(FactsSection, int, int)>();
        for (int at = 16; found.Count < Enum.GetValues<FactsSection>().Length;)
        {
            var section = (FactsSection)MemoryMarshal.Read<ushort>(snapshot.AsSpan(at));
            int bytes = MemoryMarshal.Read<int>(snapshot.AsSpan(at + 4));
            found.Add((section, MemoryMarshal.Read<ushort>(snapshot.AsSpan(at + 2)), bytes));
            at += 8 + bytes;
        }
        return found;
    }

    private static int Offset(byte[] snapshot, FactsSection wanted)
    {
        int at = 16;
        while ((FactsSection)MemoryMarshal.Read<ushort>(snapshot.AsSpan(at)) != wanted)
            at += 8 + MemoryMarshal.Read<int>(snapshot.AsSpan(at + 4));
        return at;
    }
}
