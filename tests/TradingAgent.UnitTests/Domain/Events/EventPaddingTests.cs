using System.Reflection;
using System.Runtime.InteropServices;
using TradingAgent.Domain.Events;
using TradingAgent.Runtime.Pipeline;
using Xunit;

namespace TradingAgent.UnitTests.Domain.Events;

/// <summary>Nothing but fields enters: what lies between them would make equal sessions differ.</summary>
public sealed class EventPaddingTests
{
    private const int HeaderBytes = 32;

    public static TheoryData<EventKind> Kinds => [.. Enum.GetValues<EventKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_bytes_that_are_all_set_exactly_those_of_the_fields_stay(EventKind kind)
    {
        EngineEvent change = Dirty(kind);
        byte[] before = Bytes(change);
        EventPadding.Clear(ref change);
        byte[] after = Bytes(change);
        Assert.Equal(before[..HeaderBytes], after[..HeaderBytes]);
        int fields = EventPadding.PayloadOf(kind) is { } payload ? BytesOf(payload) : 0;
        Assert.Equal(fields, after[HeaderBytes..].Count(b => b != 0));
    }

    [Fact]
    public void Every_payload_of_an_event_belongs_to_a_kind()
    {
        HashSet<Type?> known = [.. Enum.GetValues<EventKind>().Select(EventPadding.PayloadOf)];
        int header = 0;
        foreach (FieldInfo field in typeof(EngineEvent).GetFields(BindingFlags.Instance | BindingFlags.Public))
        {
            if (field.GetCustomAttribute<FieldOffsetAttribute>()!.Value < HeaderBytes) header++;
            else Assert.Contains(field.FieldType, known);
        }
        Assert.Equal(7, header);
    }

    [Fact]
    public void Clearing_changes_no_field()
    {
        var change = new EngineEvent { Kind = EventKind.OrderFilled, Sequence = 7 };
        change.Filled = new OrderFilled(
            new ClientOrderId(1, 2), new ExecutionId(3, 4), new Price(5), new Quantity(6), -7, new Quantity(8), 9,
            CurrencyId.Usdt, Side.Sell, ExecutionKind.Trade, true);
        OrderFilled said = change.Filled;
        EventPadding.Clear(ref change);
        Assert.Equal(said, change.Filled);
    }

    [Fact]
    public void The_ring_lets_nothing_else_in()
    {
        var ring = new Ring<EngineEvent>(8, [null]);
        EngineEvent one = Dirty(EventKind.TimeAdvanced);
        Assert.True(ring.TryEnter(in one));
        Assert.True(ring.TryEnterFrame([Dirty(EventKind.TimeAdvanced), Dirty(EventKind.TimeAdvanced)]));
        for (long position = 1; position <= 3; position++)
            Assert.All(Bytes(ring[position])[HeaderBytes..], b => Assert.Equal(0, b));
    }

    private static EngineEvent Dirty(EventKind kind)
    {
        EngineEvent change = default;
        MemoryMarshal.AsBytes(new Span<EngineEvent>(ref change))[HeaderBytes..].Fill(0xFF);
        change.Kind = kind;
        return change;
    }

    private static byte[] Bytes(EngineEvent change) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<EngineEvent>(in change)).ToArray();

    /// <summary>Bytes of all fields, however deep.</summary>
    private static int BytesOf(Type type)
    {
        if (type.IsEnum) return BytesOf(Enum.GetUnderlyingType(type));
        if (type == typeof(bool)) return 1;
        if (type.IsPrimitive) return Marshal.SizeOf(type);
        return type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Sum(field => BytesOf(field.FieldType));
    }
}
