using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TradingAgent.Benchmarks.Wire;

/// <summary>
/// What the base class library does not give: sleeping until a moment, and the kernel's own times at which bytes left
/// for the wire and arrived from it. Whoever ran or slept before or afterwards has no part in them.
/// Linux on 64 bits only.
/// </summary>
internal static unsafe partial class LinuxSocket
{
    private const int Monotonic = 1;
    private const int Realtime = 0;
    private const int AbsoluteTime = 1;
    private const int SolSocket = 1;
    private const int TimestampNanoseconds = 35;
    private const int Timestamping = 37;
    private const int StampSending = 1 << 1;
    private const int TellSoftwareStamps = 1 << 4;
    private const int StampOnly = 1 << 11;
    private const int ErrorQueueAtOnce = 0x2000 | 0x40;

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

    /// <summary>Lets <see cref="SendStamped"/> ask the kernel when bytes of this socket left.</summary>
    public static void StampDepartures(Socket socket) =>
        socket.SetRawSocketOption(SolSocket, Timestamping, BitConverter.GetBytes(TellSoftwareStamps | StampOnly));

    /// <summary>Sends all of it in one go.</summary>
    /// <param name="socket">A socket whose departures may be stamped, with room for the bytes.</param>
    /// <param name="bytes">What to send.</param>
    /// <returns>Wall time at which the last of them left for the wire; 0 when the kernel did not say.</returns>
    public static long SendStamped(Socket socket, ReadOnlySpan<byte> bytes)
    {
        byte* control = stackalloc byte[256];
        *(long*)control = 20;
        *(int*)(control + 8) = SolSocket;
        *(int*)(control + 12) = Timestamping;
        *(int*)(control + 16) = StampSending;
        fixed (byte* data = bytes)
        {
            IoVector part = new() { Data = data, Length = (nuint)bytes.Length };
            MessageHeader header = new() { Parts = &part, PartCount = 1, Control = control, ControlLength = 24 };
            if (SendMessage((int)socket.Handle, &header, 0) != bytes.Length) return 0;
        }
        MessageHeader told = new() { Control = control, ControlLength = 256 };
        if (ReceiveMessage((int)socket.Handle, &told, ErrorQueueAtOnce) < 0) return 0;
        for (byte* at = control; at + 32 <= control + told.ControlLength; at += (*(long*)at + 7) & ~7L)
        {
            if (*(int*)(at + 8) == SolSocket && *(int*)(at + 12) == Timestamping)
                return (*(long*)(at + 16) * 1_000_000_000) + *(long*)(at + 24);
        }
        return 0;
    }

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

    [LibraryImport("libc", EntryPoint = "sendmsg")]
    private static partial nint SendMessage(int socket, MessageHeader* header, int flags);

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
