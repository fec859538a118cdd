using Microsoft.Win32.SafeHandles;

namespace TradingAgent.Runtime.Journal;

/// <summary>
/// The end of a growing file as memory: writing is a copy, where a call to the system takes its microseconds between a
/// decision and its order. What is copied belongs to the system from then on and survives this process, as if written.
/// A window at a time is mapped, so that a process does not seem to grow by its journal. Linux only; not thread-safe.
/// </summary>
/// <param name="file">Open for reading and writing; it is lengthened by whole windows.</param>
internal sealed unsafe partial class SegmentMap(SafeFileHandle file) : IDisposable
{
    /// <summary>What is mapped at once: a multiple of every system's page.</summary>
    public const int WindowBytes = 1 << 20;

    private const int ReadAndWrite = 3;
    private const int Shared = 1;
    private static readonly nint Failed = -1;

    private nint _window;
    private long _windowAt = -1;

    /// <summary>
    /// Writes at an offset; false, with a part of it written at most, where the system does not promise disk space or
    /// memory. Without that promise a full disk would end the process, where a call that writes only fails.
    /// </summary>
    public bool TryWrite(ReadOnlySpan<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            if (!TryMove(offset - (offset % WindowBytes))) return false;
            int at = (int)(offset - _windowAt);
            int count = Math.Min(bytes.Length, WindowBytes - at);
            bytes[..count].CopyTo(new Span<byte>((byte*)_window + at, count));
            bytes = bytes[count..];
            offset += count;
        }
        return true;
    }

    public void Dispose()
    {
        if (_window != 0) Unmap(_window, WindowBytes);
        (_window, _windowAt) = (0, -1);
    }

    private bool TryMove(long to)
    {
        if (to == _windowAt) return true;
        Dispose();
        if (!OperatingSystem.IsLinux() || Allocate(file, 0, to, WindowBytes) != 0) return false;
        nint mapped = Map(0, WindowBytes, ReadAndWrite, Shared, file, to);
        if (mapped == Failed) return false;
        (_window, _windowAt) = (mapped, to);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "fallocate")]
    private static partial int Allocate(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint at, nuint length, int protection, int flags, SafeFileHandle file, long offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint at, nuint length);
}
