using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Live;
using TradingAgent.Runtime.Replay;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Replay;

/// <summary>The hash chain of the journal: what a change of each kind breaks, however well it is hidden.</summary>
public sealed class ChainTests
{
    private static string Record(TemporaryFolder folder, int quotes = 450, long firstBid = 1000)
    {
        using InlineSession session = new(folder, InlineSession.Layout(segmentEvents: 100));
        session.Trade(quotes, firstBid);
        session.EndInGoodOrder();
        return Verify(folder).ChainHead;
    }

    private static VerificationResult Verify(TemporaryFolder folder, string? head = null)
    {
        using DataFolder read = folder.Read();
        return Verification.Run(read, () => new TestCore(), head is null ? null : Convert.FromHexString(head));
    }

    [Fact]
    public void A_journal_that_nobody_touched_has_one_chain_through_all_its_segments()
    {
        using TemporaryFolder folder = new();
        string head = Record(folder);
        VerificationResult result = Verify(folder, head);
        Assert.True(result.Passed, result.Failure?.ToString());
        Assert.Equal(64, result.ChainHead.Length);
        Assert.Equal(new string('0', 64), result.ChainOpening);
        Assert.Equal(result.LastSequence, result.PublishedHeadAt);
        Assert.Equal(5, folder.Files("journal").Length);
    }

    [Theory]
    [InlineData("flip")]
    [InlineData("cut")]
    [InlineData("insert")]
    [InlineData("reorder")]
    public void Records_changed_with_their_checksums_break_a_link(string kind)
    {
        using TemporaryFolder folder = new();
        Record(folder);
        string file = folder.Files("journal")[2];
        Tampering.Change(file, kind);
        Assert.Equal(file, Damage(folder).File);
        Assert.False(Verify(folder).Passed);
    }

    [Theory]
    [InlineData("flip")]
    [InlineData("cut")]
    [InlineData("insert")]
    [InlineData("reorder")]
    public void With_the_links_of_the_file_recomputed_the_next_segment_does_not_go_on(string kind)
    {
        using TemporaryFolder folder = new();
        Record(folder);
        string[] files = folder.Files("journal");
        Tampering.Change(files[2], kind);
        Tampering.RelinkFile(files[2]);
        Assert.Contains(Damage(folder).File, files[2..4]);
        Assert.False(Verify(folder).Passed);
    }

    /// <summary>What reading alone finds, without any engine.</summary>
    private static JournalDamageException Damage(TemporaryFolder folder)
    {
        using DataFolder read = folder.Read();
        using JournalReader journal = new(read);
        return Assert.Throws<JournalDamageException>(() =>
        {
            while (journal.Read()) { }
        });
    }

    [Fact]
    public void Even_a_harmless_looking_byte_of_a_header_is_in_the_chain()
    {
        using TemporaryFolder folder = new();
        Record(folder);
        string file = folder.Files("journal")[1];
        Tampering.SetBuild(file, BuildId.Current);
        Assert.True(Verify(folder).Passed);
        Tampering.SetBuild(file, BuildId.Current ^ 1);
        Assert.Equal(folder.Files("journal")[2], Damage(folder).File);
    }

    [Fact]
    public void A_segment_of_another_session_put_in_its_place_does_not_fit()
    {
        using TemporaryFolder folder = new();
        using TemporaryFolder other = new();
        Record(folder);
        Record(other, firstBid: 2000);
        File.Copy(other.Files("journal")[2], folder.Files("journal")[2], overwrite: true);
        JournalDamageException damage = Damage(folder);
        Assert.Equal(folder.Files("journal")[2], damage.File);
        Assert.Contains("does not go on", damage.Message, StringComparison.Ordinal);
        Assert.False(Verify(folder).Passed);
    }

    [Fact]
    public void Two_segments_that_changed_places_do_not_fit()
    {
        using TemporaryFolder folder = new();
        Record(folder);
        string[] files = folder.Files("journal");
        byte[] one = File.ReadAllBytes(files[1]);
        File.Copy(files[2], files[1], overwrite: true);
        File.WriteAllBytes(files[2], one);
        Assert.False(Verify(folder).Passed);
    }

    [Fact]
    public void An_end_cut_off_is_told_by_the_published_head_alone()
    {
        using TemporaryFolder folder = new();
        string head = Record(folder);
        string last = folder.Files("journal")[^1];
        // The final checkpoint and the end go too: what is left looks like a run that was killed.
        Tampering.Rearrange(last, records => records[..^3]);
        VerificationResult result = Verify(folder, head);
        Assert.True(result.Passed, result.Failure?.ToString());
        Assert.Null(result.PublishedHeadAt);
    }

    [Fact]
    public void A_head_published_earlier_is_found_after_the_journal_has_grown()
    {
        using TemporaryFolder folder = new();
        string head = Record(folder);
        long at = Verify(folder).LastSequence;
        Assert.NotEqual(head, Record(folder, quotes: 60));
        Assert.Equal(at, Verify(folder, head).PublishedHeadAt);
    }

    [Fact]
    public void A_run_that_was_killed_is_in_the_chain_of_the_next()
    {
        using TemporaryFolder folder = new();
        using (InlineSession session = new(folder))
        {
            session.Trade(700);
            session.Crash();
        }
        string head = Verify(folder).ChainHead;
        Record(folder, quotes: 30);
        VerificationResult result = Verify(folder, head);
        Assert.True(result.Passed, result.Failure?.ToString());
        Assert.NotNull(result.PublishedHeadAt);
        Tampering.Change(folder.Files("journal")[0], "flip");
        Assert.False(Verify(folder).Passed);
    }

    [Fact]
    public void Links_are_written_within_a_segment_so_that_a_killed_run_is_covered_too()
    {
        using TemporaryFolder folder = new();
        using (InlineSession session = new(folder))
        {
            session.Trade(700);
            session.Crash();
        }
        byte[] bytes = File.ReadAllBytes(folder.Files("journal")[0]);
        Assert.Equal(3, Tampering.Records(bytes).Count(r => r.Header.Type == RecordType.Link));
        Tampering.Change(folder.Files("journal")[0], "flip");
        Assert.Contains("link does not fit", Damage(folder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_of_an_earlier_build_is_read_and_a_chain_begins_after_it()
    {
        using TemporaryFolder folder = new();
        Record(folder, quotes: 90);
        Tampering.Unchain(folder.Files("journal")[0]);
        Assert.Equal("", Verify(folder).ChainHead);
        Record(folder, quotes: 90);
        VerificationResult result = Verify(folder);
        Assert.True(result.Passed, result.Failure?.ToString());
        Assert.Equal(64, result.ChainHead.Length);
    }

    [Fact]
    public void The_digest_of_a_configuration_is_found_in_the_journal_of_a_run_under_it()
    {
        ParameterValue[] values =
        [
            new(ParameterId.DayLossMax, UnderlyingId.None, InstrumentId.None, 1000),
            new(ParameterId.BandDelta, UnderlyingId.Of(CurrencyId.Btc), InstrumentId.None, 0.5),
            new(ParameterId.Tradable, UnderlyingId.None, new InstrumentId(7), 1),
        ];
        using PolicyDigest digest = new();
        digest.Add((ushort)ParameterId.DayLossMax, UnderlyingId.None, 1000);
        digest.Add((ushort)ParameterId.BandDelta, UnderlyingId.Of(CurrencyId.Btc), 0.5);
        string found = digest.End();
        Assert.Equal(PolicyDigest.Of(values), found);
        Assert.NotEqual(found, PolicyDigest.Of([values[0], values[1] with { Value = 0.6 }]));
        Assert.NotEqual(found, PolicyDigest.Of([values[1], values[0]]));
    }
}
