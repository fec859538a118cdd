using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Replay;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Journal;

public sealed class JournalCompressionTests
{
    [Fact]
    public void Sealed_segments_shrink_and_still_verify_and_recover()
    {
        using TemporaryFolder folder = new();
        ulong hash = Record(folder);
        string[] before = folder.Files("journal");
        long bytes = before.Sum(f => new FileInfo(f).Length);

        Assert.Equal(before.Length - 1, Compress(folder));

        string[] after = folder.Files("journal");
        Assert.Equal(before.Length, after.Length);
        Assert.Equal(before.Length - 1, after.Count(f => f.EndsWith(".journal.gz", StringComparison.Ordinal)));
        Assert.Equal(before[^1], after[^1]);
        Assert.True(after.Sum(f => new FileInfo(f).Length) < bytes / 2);
        VerificationResult result = Verification.Run(folder.Read(), () => new TestCore());
        Assert.True(result.Passed, result.Failure?.ToString());
        Assert.Equal(652, result.Events);
        using InlineSession next = new(folder);
        Assert.Equal(hash, next.RecoveredHash);
    }

    [Fact]
    public void A_segment_that_a_crash_left_open_is_not_touched()
    {
        using TemporaryFolder folder = new();
        using (InlineSession session = new(folder, InlineSession.Layout(segmentEvents: 100)))
        {
            session.Trade(60);
            session.Crash();
        }
        using (InlineSession session = new(folder, InlineSession.Layout(segmentEvents: 100)))
        {
            session.Trade(10);
            session.Crash();
        }
        Assert.Equal(0, Compress(folder));
    }

    [Fact]
    public void Where_a_crash_left_both_files_the_original_counts()
    {
        using TemporaryFolder folder = new();
        Record(folder);
        string first = folder.Files("journal")[0];
        File.WriteAllText(first + ".gz", "half of something");
        VerificationResult result = Verification.Run(folder.Read(), () => new TestCore());
        Assert.True(result.Passed, result.Failure?.ToString());
    }

    [Fact]
    public void A_byte_flipped_in_a_compressed_segment_is_found()
    {
        using TemporaryFolder folder = new();
        Record(folder);
        Compress(folder);
        string second = folder.Files("journal")[1];
        byte[] bytes = File.ReadAllBytes(second);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(second, bytes);
        VerificationResult result = Verification.Run(folder.Read(), () => new TestCore());
        Assert.False(result.Passed);
        Assert.Equal(second, result.Failure!.File);
    }

    [Fact]
    public void Retention_removes_compressed_segments_too()
    {
        using TemporaryFolder folder = new();
        Record(folder);
        Compress(folder);
        using DataFolder open = folder.Open();
        JournalRetention.Apply(open, new JournalLayout(), DateTime.UtcNow.AddDays(8));
        Assert.Single(folder.Files("journal"));
    }

    private static int Compress(TemporaryFolder folder)
    {
        using DataFolder open = folder.Open();
        return JournalCompression.Apply(open);
    }

    private static ulong Record(TemporaryFolder folder)
    {
        using InlineSession session = new(folder, InlineSession.Layout(segmentEvents: 100));
        session.Trade(650);
        session.EndInGoodOrder();
        return session.Core.StateHash();
    }
}
