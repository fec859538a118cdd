using System.IO.Compression;
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
    public void A_byte_flipped_in_a_compressed_segment_is_found_wherever_it_says_something_else()
    {
        using TemporaryFolder folder = new();
        Record(folder);
        Compress(folder);
        string second = folder.Files("journal")[1];
        byte[] bytes = File.ReadAllBytes(second);
        byte[] said = Inflate(bytes)!;
        int found = 0, same = 0;
        for (int at = 0; at < bytes.Length; at += 13)
        {
            byte[] flipped = [.. bytes];
            flipped[at] ^= 1;
            File.WriteAllBytes(second, flipped);
            VerificationResult result = Verification.Run(folder.Read(), () => new TestCore());
            // Some bits say nothing (the header's time) or the same in other words (a repeat further back).
            if (Inflate(flipped) is { } now && now.AsSpan().SequenceEqual(said))
            {
                Assert.True(result.Passed, result.Failure?.ToString());
                same++;
                continue;
            }
            Assert.False(result.Passed, $"a flip at byte {at} of {bytes.Length} was not found");
            Assert.Equal(second, result.Failure!.File);
            found++;
        }
        Assert.True(found > 10 * same, $"{found} flips were found, {same} changed nothing");
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

    /// <summary>What a compressed file holds, or null where it does not inflate.</summary>
    private static byte[]? Inflate(byte[] compressed)
    {
        try
        {
            using GZipStream inflated = new(new MemoryStream(compressed), CompressionMode.Decompress);
            using MemoryStream whole = new();
            inflated.CopyTo(whole);
            return whole.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
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
