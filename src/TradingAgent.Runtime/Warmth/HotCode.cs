using System.Diagnostics.Tracing;

namespace TradingAgent.Runtime.Warmth;

/// <summary>
/// The machine code of what this process calls often: the methods that the runtime compiled to the full, which it tells
/// of when it does. Such code stays where it is for the life of the process.
/// </summary>
internal sealed unsafe class HotCode : EventListener
{
    /// <summary>More than a process of this size has; beyond it nothing is noted.</summary>
    public const int MethodsMax = 8192;

    /// <summary>More would drive out of the caches what it should keep there.</summary>
    public const int BytesMax = 1 << 20;

    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const EventKeywords Compiling = (EventKeywords)0x10;
    private const int LineBytes = 64;

    private const uint DynamicFlag = 1;
    private const int TierShift = 7;
    private const uint TierMask = 7;

    private readonly (nint Start, int Bytes)[] _methods = new (nint, int)[MethodsMax];
    private int _count;
    private int _method;
    private int _at;
    private long _seen;

    /// <summary>Methods known so far. Any thread.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Their code. Any thread.</summary>
    public int Bytes { get; private set; }

    /// <summary>How often all of them were looked at.</summary>
    public long Rounds { get; private set; }

    /// <summary>Reads a byte of each of the next lines; one thread only.</summary>
    public void Look(int lines)
    {
        int count = Volatile.Read(ref _count);
        if (count == 0) return;
        long seen = 0;
        for (int i = 0; i < lines; i++)
        {
            (nint start, int bytes) = _methods[_method];
            seen += *(byte*)(start + _at);
            _at += LineBytes;
            if (_at < bytes) continue;
            _at = 0;
            if (++_method < count) continue;
            _method = 0;
            Rounds++;
        }
        // Kept, so that the reads are not compiled away.
        _seen += seen;
    }

    /// <summary>Whether an address lies in code that is looked at. Any thread.</summary>
    public bool Covers(nint address) =>
        Array.Exists(_methods[..Count], method => address >= method.Start && address < method.Start + method.Bytes);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Runtime) EnableEvents(eventSource, EventLevel.Verbose, Compiling);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) != true) return;
        // Method, module, start, size, token, flags, namespace, and what is not needed here.
        if (eventData.Payload is not [_, _, ulong start, uint size, _, uint flags, string name, ..]) return;
        if ((flags & DynamicFlag) == 0 && IsFull((flags >> TierShift) & TierMask) && IsOfOurs(name))
            Note((nint)start, (int)size);
    }

    /// <summary>Compiled to the full: without tiers, in the upper tier, or in it while a loop ran.</summary>
    private static bool IsFull(uint tier) => tier is 2 or 4 or 5;

    private static bool IsOfOurs(string name) =>
        name.StartsWith("TradingAgent.", StringComparison.Ordinal)
        || name.StartsWith("System.", StringComparison.Ordinal);

    private void Note(nint start, int bytes)
    {
        // The runtime tells one event at a time.
        if (_count == MethodsMax || Bytes + bytes > BytesMax) return;
        _methods[_count] = (start & -LineBytes, bytes + (int)(start & (LineBytes - 1)));
        Bytes += bytes;
        Volatile.Write(ref _count, _count + 1);
    }
}
