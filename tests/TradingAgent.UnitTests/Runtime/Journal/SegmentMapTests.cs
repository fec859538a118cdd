using Microsoft.Win32.SafeHandles;
using TradingAgent.Runtime.Journal;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Journal;

public sealed class SegmentMapTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void What_is_copied_is_in_the_file_at_once_over_the_borders_of_windows()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Files are mapped on Linux only.");
        byte[] text = new byte[(2 * SegmentMap.WindowBytes) + 12_345];
        new Random(7).NextBytes(text);
        using SafeFileHandle file = File.OpenHandle(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        using SegmentMap map = new(file);
        int at = 0;
        for (int size = 1; at < text.Length; size = (size * 3) + 1)
        {
            int count = Math.Min(size, text.Length - at);
            Assert.True(map.TryWrite(text.AsSpan(at, count), at));
            at += count;
        }
        byte[] read = new byte[text.Length];
        Assert.Equal(read.Length, RandomAccess.Read(file, read, 0));
        Assert.Equal(text, read);
        Assert.Equal(3 * SegmentMap.WindowBytes, RandomAccess.GetLength(file));
    }

    [Fact]
    public void A_device_that_promises_no_room_is_left_to_calls_that_can_say_so()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Needs a device that is always full.");
        using SafeFileHandle full = File.OpenHandle(
            "/dev/full", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        using SegmentMap map = new(full);
        Assert.False(map.TryWrite("some"u8, 0));
    }

    [Fact]
    public void What_may_not_be_read_cannot_be_mapped()
    {
        using SafeFileHandle file = File.OpenHandle(_path, FileMode.Open, FileAccess.Write, FileShare.Read);
        using SegmentMap map = new(file);
        Assert.False(map.TryWrite("some"u8, 0));
    }
}
