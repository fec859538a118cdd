using TradingAgent.Runtime.Journal;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Journal;

public sealed class DataFolderTests
{
    [Fact]
    public void A_folder_in_use_is_refused_and_free_again_afterwards()
    {
        using TemporaryFolder folder = new();
        using (DataFolder first = folder.Open())
        {
            DataFolderException error = Assert.Throws<DataFolderException>(() => folder.Open());
            Assert.Contains("Another agent", error.Message);
        }
        folder.Open().Dispose();
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused_with_what_to_do()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Root, "file");
        File.WriteAllText(file, "");
        foreach (string impossible in new[] { file, Path.Combine(file, "below"), "" })
        {
            DataFolderException error = Assert.Throws<DataFolderException>(() => DataFolder.Open(impossible, 0));
            Assert.Contains("Name another folder with --data", error.Message);
        }
    }

    [Fact]
    public void A_disk_almost_full_is_refused_and_the_lock_given_back()
    {
        using TemporaryFolder folder = new();
        DataFolderException error =
            Assert.Throws<DataFolderException>(() => DataFolder.Open(folder.Root, long.MaxValue));
        Assert.Contains("MiB free", error.Message);
        folder.Open().Dispose();
    }

    [Fact]
    public void A_folder_without_a_journal_cannot_be_read()
    {
        using TemporaryFolder folder = new();
        Assert.Throws<DataFolderException>(() => folder.Read());
    }

    [Fact]
    public void Retention_leaves_a_suffix_that_begins_with_a_snapshot()
    {
        using TemporaryFolder folder = new();
        using (InlineSession session = new(folder, InlineSession.Layout(segmentEvents: 100)))
        {
            session.Trade(650);
            session.EndInGoodOrder();
        }
        string[] before = folder.Files("journal");
        long lastThree = before[^3..].Sum(f => new FileInfo(f).Length);
        // The snapshot of the segment at which the limit falls is missing, so one more segment must stay.
        File.Delete(folder.Files("snapshots").Single(f => f.Contains("00400.")));
        using DataFolder open = folder.Open();
        JournalRetention.Apply(open, new JournalLayout { KeptBytesMax = lastThree }, DateTime.UtcNow);
        Assert.Equal(before[^4..], folder.Files("journal"));
        Assert.Equal("00000000000000000300.snapshot", Path.GetFileName(folder.Files("snapshots")[0]));
    }

    [Fact]
    public void Retention_forgets_what_is_too_old_but_never_the_last_segment()
    {
        using TemporaryFolder folder = new();
        using (InlineSession session = new(folder, InlineSession.Layout(segmentEvents: 100)))
        {
            session.Trade(350);
            session.EndInGoodOrder();
        }
        using DataFolder open = folder.Open();
        JournalRetention.Apply(open, new JournalLayout(), DateTime.UtcNow.AddDays(8));
        Assert.Equal("00000000000000000301.journal", Path.GetFileName(Assert.Single(folder.Files("journal"))));
    }

    [Fact]
    public void A_manifest_says_what_differs_from_here()
    {
        using TemporaryFolder folder = new();
        using DataFolder open = folder.Open();
        RunManifest manifest = RunManifest.OfThisProcess(7, "a", 1, new Timestamp(1), 1);
        manifest.Write(open);
        RunManifest read = Assert.Single(RunManifest.ReadAll(open));
        Assert.Equal(manifest, read);
        Assert.Empty(read.DifferencesFromHere());
        Assert.Contains("build", Assert.Single((read with { Build = "other" }).DifferencesFromHere()));
    }
}
