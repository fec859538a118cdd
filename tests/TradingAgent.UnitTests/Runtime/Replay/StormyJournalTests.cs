using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Replay;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Replay;

/// <summary>
/// The journal of a stormy session of the real engine, changed by somebody who knows the format and puts every checksum
/// right, and within the file every link: verification finds each kind of change.
/// </summary>
public sealed class StormyJournalTests(StormyJournal journal) : IClassFixture<StormyJournal>
{
    public static IEnumerable<TheoryDataRow<string, int, bool>> Changes =>
        from kind in (string[])["flip", "cut", "insert", "reorder"]
        from segment in (int[])[0, 2, 4]
        from relinks in (bool[])[false, true]
        select new TheoryDataRow<string, int, bool>(kind, segment, relinks);

    [Fact]
    public void Untouched_it_verifies()
    {
        using TemporaryFolder folder = journal.Copy();
        VerificationResult result = Verify(folder);
        Assert.True(result.Passed, result.Failure?.ToString());
        Assert.Equal(StormyJournal.Events, result.Events);
        Assert.True(result.Commands > 50, $"{result.Commands} commands are no storm");
        Assert.True(folder.Files("journal").Length >= 6);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_changed_segment_is_found(string kind, int segment, bool relinks)
    {
        using TemporaryFolder folder = journal.Copy();
        string file = folder.Files("journal")[segment];
        Tampering.Change(file, kind, record: 700);
        if (relinks) Tampering.RelinkFile(file);
        Assert.False(Verify(folder).Passed);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    public void Segments_that_changed_places_are_found(int one, int other)
    {
        using TemporaryFolder folder = journal.Copy();
        string[] files = folder.Files("journal");
        byte[] kept = File.ReadAllBytes(files[one]);
        File.Copy(files[other], files[one], overwrite: true);
        File.WriteAllBytes(files[other], kept);
        Assert.False(Verify(folder).Passed);
    }

    [Fact]
    public void A_segment_of_the_same_storm_told_otherwise_is_found()
    {
        using TemporaryFolder folder = journal.Copy();
        using TemporaryFolder other = StormyJournal.Record(static change => change.Kind == EventKind.MarkChanged);
        File.Copy(other.Files("journal")[2], folder.Files("journal")[2], overwrite: true);
        Assert.False(Verify(folder).Passed);
    }

    private static VerificationResult Verify(TemporaryFolder folder)
    {
        using DataFolder read = folder.Read();
        return Verification.Run(read, () => new TradingCore(StormyJournal.Limits));
    }
}
