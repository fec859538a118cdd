using System.Diagnostics.Tracing;
using System.Reflection;
using System.Runtime.CompilerServices;
using TradingAgent.Runtime.Warmth;
using TradingAgent.UnitTests.Allocation;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Warmth;

public sealed class CacheWarmthTests
{
    private const int Enough = 1_000_000;

    [Fact]
    public void What_is_called_often_is_known_as_soon_as_it_is_compiled_to_the_full()
    {
        using var compiled = new Compiled(nameof(Often));
        using var code = new HotCode();
        MethodInfo method = typeof(CacheWarmthTests).GetMethod(
            nameof(Often), BindingFlags.Static | BindingFlags.NonPublic)!;

        // Compiled at once and to the full, as what is called often is in the end.
        RuntimeHelpers.PrepareMethod(method.MethodHandle);

        Assert.True(SpinWait.SpinUntil(
            () => compiled.Start != 0 && code.Covers(compiled.Start), TimeSpan.FromSeconds(20)),
            $"{code.Count} methods known, {code.Bytes} bytes, and not this one, which is at {compiled.Start:x}");
        code.Look(Enough);
        Assert.True(code.Rounds > 0);
        Assert.InRange(code.Bytes, 1, HotCode.BytesMax);
    }

    [Fact]
    public void Objects_below_a_root_are_found_through_fields_arrays_structs_and_circles()
    {
        var root = new Node();
        var child = new Node { Other = root };
        var listed = new Node();
        root.Held = new Holder { One = child };
        root.Many = [listed];
        root.Numbers = new double[100_000];
        root.Named = "left out";

        HotObjects objects = HotObjects.Below([root]);

        Assert.True(objects.Contains(root) && objects.Contains(child) && objects.Contains(listed));
        Assert.True(objects.Contains(root.Many) && objects.Contains(root.Numbers));
        Assert.False(objects.Contains(root.Named));
        Assert.Equal(5, objects.Count);
        Assert.InRange(objects.Bytes, HotObjects.ArrayBytesMax, HotObjects.ArrayBytesMax + 512);
    }

    [Fact]
    public void A_look_goes_through_every_line_and_begins_anew()
    {
        // Four kilobytes are 64 lines, the array of one reference and each node one.
        HotObjects objects = HotObjects.Below([new Node { Numbers = new double[4096], Many = [new Node()] }]);

        objects.Look(64 + 2);
        Assert.Equal(0, objects.Rounds);
        objects.Look(1);
        Assert.Equal(1, objects.Rounds);
    }

    [Fact]
    public void Looking_allocates_nothing_and_bears_what_the_collector_does()
    {
        var root = new Node { Numbers = new double[4096], Many = [new Node(), new Node()] };
        using var warmth = new CacheWarmth(root);
        HotObjects objects = HotObjects.Below([root]);
        warmth.Step();
        objects.Look(Enough);

        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long allocated = Allocations.Of(() =>
        {
            for (int i = 0; i < 1000; i++) warmth.Step();
            objects.Look(Enough);
        });

        Assert.Equal(0, allocated);
        Assert.True(objects.Rounds > 1);
    }

    [Fact]
    public void A_message_goes_round_now_and_then_and_not_at_each_step()
    {
        using LoopbackEcho echo = LoopbackEcho.TryCreate()!;

        int steps = 0;
        Assert.True(SpinWait.SpinUntil(() =>
        {
            echo.Step();
            steps++;
            return echo.Bytes >= 2048;
        }, TimeSpan.FromSeconds(20)));

        Assert.True(steps > 8, $"{echo.Bytes} bytes after {steps} steps");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int Often(int number) => (number * 31) + 7;

    /// <summary>Hears from the runtime where one method's code is.</summary>
    private sealed class Compiled(string name) : EventListener
    {
        private ulong _start;

        public nint Start => (nint)Volatile.Read(ref _start);

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
                EnableEvents(eventSource, EventLevel.Verbose, (EventKeywords)0x10);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.PayloadNames is not { } names || names.IndexOf("MethodName") is not (>= 0 and var at)) return;
            if (name.Equals(eventData.Payload![at]))
                Volatile.Write(ref _start, (ulong)eventData.Payload[names.IndexOf("MethodStartAddress")]!);
        }
    }

    private struct Holder
    {
        public Node? One;
    }

    private sealed class Node
    {
        public Node? Other;
        public Holder Held;
        public Node[]? Many;
        public double[]? Numbers;
        public string? Named;
    }
}
