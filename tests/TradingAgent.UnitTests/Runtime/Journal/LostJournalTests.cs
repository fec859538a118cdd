using TradingAgent.Runtime.Journal;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Journal;

/// <summary>A journal without events, beside what tells that it had some.</summary>
public sealed class LostJournalTests
{
    [Theory]
    [InlineData("commands", "holds commands")]
    [InlineData("snapshots", "is of event")]
    [InlineData("runs", "began with event 57")]
    public void A_journal_that_lost_all_its_events_is_refused_while_anything_else_tells_of_them(
        string witness, string words)
    {
        using TemporaryFolder folder = new();
        using (InlineSession session = new(folder, InlineSession.Layout(segmentEvents: 100)))
        {
            session.Trade(250);
            session.EndInGoodOrder();
        }
        using (DataFolder open = folder.Open())
            RunManifest.OfThisProcess(9, "a", 1, new Timestamp(1), 57).Write(open);
        foreach (string part in new[] { "commands", "snapshots", "runs" })
            if (part != witness) Array.ForEach(folder.Files(part), File.Delete);
        string[] segments = folder.Files("journal");
        Array.ForEach(segments[1..], File.Delete);
        File.WriteAllBytes(segments[0], []);
        using DataFolder held = folder.Open();
        JournalDamageException refused = Assert.Throws<JournalDamageException>(() => JournalRepair.Run(held));
        Assert.Contains(words, refused.Message);
        Assert.Contains(witness, refused.Message);
        Assert.Equal(segments[0], refused.File);
        // Nothing was taken away: what is refused can be looked at.
        Assert.True(File.Exists(segments[0]));
        File.Delete(segments[0]);
        Assert.Throws<JournalDamageException>(() => JournalRepair.Run(held));
    }

    [Fact]
    public void A_journal_without_events_of_which_nothing_else_tells_begins_anew()
    {
        using TemporaryFolder folder = new();
        using (DataFolder open = folder.Open()) RunManifest.OfThisProcess(9, "a", 1, new Timestamp(1), 1).Write(open);
        string file = Path.Combine(folder.Root, "journal", "00000000000000000001.journal");
        File.WriteAllBytes(file, []);
        using InlineSession session = new(folder);
        Assert.Equal(0, session.Recovered.LastSequence);
        Assert.Contains(session.Recovered.Notes, note => note.Contains(file, StringComparison.Ordinal));
    }
}
