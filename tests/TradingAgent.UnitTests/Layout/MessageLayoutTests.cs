using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xunit;

namespace TradingAgent.UnitTests.Layout;

/// <summary>Events, commands and reports are written to disk as they lie in memory: their sizes are a format.</summary>
public sealed class MessageLayoutTests
{
    [Fact]
    public void Sizes_are_those_of_the_journal_format()
    {
        Assert.Equal(128, Unsafe.SizeOf<EngineEvent>());
        Assert.Equal(64, Unsafe.SizeOf<EngineCommand>());
        Assert.Equal(128, Unsafe.SizeOf<EngineReport>());
        Assert.Equal(128, EngineEvent.SizeBytes);
        Assert.Equal(64, EngineCommand.SizeBytes);
        Assert.Equal(128, EngineReport.SizeBytes);
    }

    [Theory]
    [InlineData(typeof(EngineEvent), 32)]
    [InlineData(typeof(EngineReport), 32)]
    public void Payloads_lie_behind_the_header_and_fit(Type type, int header)
    {
        int payloads = 0;
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public))
        {
            int offset = field.GetCustomAttribute<FieldOffsetAttribute>()!.Value;
            int size = StructLayouts.SizeOf(field.FieldType);
            if (offset < header) Assert.True(offset + size <= header, $"{field.Name} reaches into the payload");
            if (offset < header) continue;
            Assert.Equal(header, offset);
            Assert.True(size <= 96, $"{field.Name} has {size} bytes");
            payloads++;
        }
        Assert.True(payloads >= 10);
    }

    [Theory]
    [InlineData(typeof(EngineEvent))]
    [InlineData(typeof(EngineCommand))]
    public void Header_fields_do_not_overlap(Type type)
    {
        int end = 0;
        foreach ((int offset, int size, string name) in type.GetFields(BindingFlags.Instance | BindingFlags.Public)
            .Select(f => (
                f.GetCustomAttribute<FieldOffsetAttribute>()!.Value, StructLayouts.SizeOf(f.FieldType), f.Name))
            .Where(f => type == typeof(EngineCommand) || f.Value < 32).OrderBy(f => f.Value))
        {
            Assert.True(offset >= end, $"{name} overlaps the field before it");
            end = offset + size;
        }
    }

    [Theory]
    [InlineData(typeof(EngineEvent))]
    [InlineData(typeof(EngineCommand))]
    [InlineData(typeof(EngineReport))]
    public void Nothing_in_them_is_a_reference(Type type) => Assert.True(StructLayouts.IsBlittable(type));
}
