using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Pipeline;

public sealed class LayoutTests
{
    [Theory]
    [InlineData(typeof(EngineEvent), 128)]
    [InlineData(typeof(EngineCommand), 64)]
    [InlineData(typeof(EngineReport), 128)]
    [InlineData(typeof(CommandRecord), 80)]
    [InlineData(typeof(Checkpoint), 48)]
    [InlineData(typeof(SegmentHeader), 64)]
    [InlineData(typeof(SnapshotHeader), 64)]
    public void What_is_written_to_disk_has_its_size_and_no_references(Type type, int size)
    {
        Assert.Equal(size, SizeOf(type));
        Assert.False(HoldsReferences(type));
    }

    [Fact]
    public void A_payload_never_reaches_into_the_header_or_past_the_end()
    {
        foreach (FieldInfo field in typeof(EngineEvent).GetFields(BindingFlags.Instance | BindingFlags.Public))
        {
            int offset = field.GetCustomAttribute<FieldOffsetAttribute>()!.Value;
            Assert.True(offset + SizeOf(field.FieldType) <= EngineEvent.SizeBytes, field.Name);
            if (field.Name is "Sequence" or "ReceivedAt" or "VenueTime" or "Kind" or "Flags" or "Venue" or "Instrument")
                Assert.True(offset + SizeOf(field.FieldType) <= 32, field.Name);
            else
                Assert.Equal(32, offset);
        }
    }

    [Theory]
    [InlineData("Sequence", 0)]
    [InlineData("ReceivedAt", 8)]
    [InlineData("VenueTime", 16)]
    [InlineData("Kind", 24)]
    [InlineData("Flags", 26)]
    [InlineData("Venue", 27)]
    [InlineData("Instrument", 28)]
    public void The_event_header_lies_where_journals_have_it(string field, int offset) =>
        Assert.Equal(offset, typeof(EngineEvent).GetField(field)!.GetCustomAttribute<FieldOffsetAttribute>()!.Value);

    [Fact]
    public void A_sequence_shares_no_cache_line_with_a_neighbour()
    {
        PaddedSequence[] two = new PaddedSequence[2];
        long distance = Unsafe.ByteOffset(ref two[0].Value, ref two[1].Value);
        long before = Unsafe.ByteOffset(ref Unsafe.As<PaddedSequence, long>(ref two[0]), ref two[0].Value);
        Assert.Equal(256, distance);
        Assert.Equal(128, before);
    }

    [Fact]
    public unsafe void Slots_begin_at_a_cache_line()
    {
        Ring<EngineEvent> ring = new(8, [null]);
        nint at = (nint)Unsafe.AsPointer(ref ring[0]);
        Assert.Equal(0, at % 128);
        Assert.Equal(128, Unsafe.ByteOffset(ref ring[0], ref ring[1]));
        Assert.True(Unsafe.AreSame(ref ring[0], ref ring[8]));
    }

    private static int SizeOf(Type type) =>
        (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;

    private static bool HoldsReferences(Type type) =>
        (bool)typeof(RuntimeHelpers).GetMethod(nameof(RuntimeHelpers.IsReferenceOrContainsReferences))!
            .MakeGenericMethod(type).Invoke(null, null)!;
}
