using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TradingAgent.Benchmarks.Wire;

/// <summary>
/// What the base class library does not give: sleeping until a moment, and the kernel's own time of arrival of bytes.
/// On loopback that is the moment at which the peer's write reached the kernel, whoever ran or slept afterwards.
/// Linux on 64 bits only.
/// </summary>
internal static unsafe partial class LinuxSocket
{
    private const int Monotonic = 1;
    private const int Realtime = 0;
    private const int AbsoluteTime = 1;
    private const int SolSocket = 1;
    private const int TimestampNanoseconds = 35;

    /// <summary>The clock of <see cref="System.Diagnostics.Stopwatch"/>, nanoseconds.</summary>
    public static long Now => Read(Monotonic);

    /// <summary>The clock of the kernel's stamps, nanoseconds.</summary>
    public static long WallNow => Read(Realtime);

    /// <summary>Sleeps until <see cref="Now"/> reaches the moment; at once when it has.</summary>
    public static void SleepUntil(long moment)
    {
        TimeSpec until = new() { Seconds = moment / 1_000_000_000, Nanoseconds = moment % 1_000_000_000 };
        while (ClockNanosleep(Monotonic, AbsoluteTime, &until, null) == 4)
        {
            // A signal interrupted the sleep; the moment is absolute.
        }
    }

    /// <summary>Has the kernel stamp what this socket receives.</summary>
    public static void StampArrivals(Socket socket) =>
        socket.SetRawSocketOption(SolSocket, TimestampNanoseconds, [1, 0, 0, 0]);

    /// <summary>Reads what is there, waiting for at least one byte.</summary>
    /// <param name="socket">A socket whose arrivals are stamped.</param>
    /// <param name="into">Where the bytes go.</param>
    /// <param name="arrivedAt">Wall time at which the last of them arrived; 0 when the kernel did not say.</param>
    /// <returns>Bytes read; 0 when the peer closed.</returns>
    public static int Receive(Socket socket, Span<byte> into, out long arrivedAt)
    {
        arrivedAt = 0;
        byte* control = stackalloc byte[64];
        fixed (byte* data = into)
        {
            IoVector part = new() { Data = data, Length = (nuint)into.Length };
            MessageHeader header = new() { Parts = &part, PartCount = 1, Control = control, ControlLength = 64 };
            nint count = ReceiveMessage((int)socket.Handle, &header, 0);
            if (count <= 0) return 0;
            // Control header: 8 bytes length, 4 level, 4 type, then two 8-byte fields of the time.
            bool isStamped = header.ControlLength >= 32
                && *(int*)(control + 8) == SolSocket && *(int*)(control + 12) == TimestampNanoseconds;
            if (isStamped) arrivedAt = (*(long*)(control + 16) * 1_000_000_000) + *(long*)(control + 24);
            return (int)count;
        }
    }

    private static long Read(int clock)
    {
        TimeSpec now;
        _ = ClockGetTime(clock, &now);
        return (now.Seconds * 1_000_000_000) + now.Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, TimeSpec* time);

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int ClockNanosleep(int clock, int flags, TimeSpec* until, TimeSpec* left);

    [LibraryImport("libc", EntryPoint = "recvmsg")]
    private static partial nint ReceiveMessage(int socket, MessageHeader* header, int flags);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct IoVector
    {
        public byte* Data;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public IoVector* Parts;
        public nuint PartCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }
}
