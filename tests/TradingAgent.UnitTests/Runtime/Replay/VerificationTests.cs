using System.Runtime.InteropServices;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Replay;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Replay;

public sealed class VerificationTests
{
    [Fact]
    public void A_session_that_ended_in_good_order_verifies()
    {
        using TemporaryFolder folder = new();
        ulong hash = Record(folder, 9000);
        VerificationResult result = Verify(folder);
        Assert.True(result.Passed, result.Failure?.ToString());
        Assert.Equal(9002, result.Events);
        Assert.Equal(3000, result.Commands);
        Assert.Equal(3, result.Checkpoints);
        Assert.Equal(0, result.CommandsNeverLogged);
        Assert.Equal(0, result.EventsUnvouched);
        Assert.Equal(hash, result.FinalStateHash);
    }

    [Fact]
    public void One_command_byte_altered_with_its_checksum_fails()
    {
        using TemporaryFolder folder = new();
        Record(folder, 300);
        string file = folder.Files("commands")[0];
        long offset = Tampering.Alter(file, (type, ordinal) => type == RecordType.Command && ordinal == 41, 40);
        VerificationFailure failure = Fails(folder);
        Assert.Equal(42, failure.CommandNumber);
        Assert.Equal(128, failure.Sequence);
        Assert.Equal(file, failure.File);
        Assert.Equal(offset, failure.Offset);
    }

    [Theory]
    [InlineData(57)]
    [InlineData(63)]
    public void Even_an_unused_command_byte_altered_fails(int at)
    {
        using TemporaryFolder folder = new();
        Record(folder, 30);
        Tampering.Alter(folder.Files("commands")[0], (type, ordinal) => type == RecordType.Command && ordinal == 3, at);
        Assert.Equal(4, Fails(folder).CommandNumber);
    }

    [Fact]
    public void One_parameter_altered_with_its_checksum_fails()
    {
        using TemporaryFolder folder = new();
        Record(folder, 300);
        int at = Tampering.OffsetIn(TestEvents.Parameter(7), TestEvents.Parameter(8));
        Tampering.Alter(folder.Files("journal")[0], (type, ordinal) => type == RecordType.Event && ordinal == 2, at);
        Assert.Equal(1, Fails(folder).CommandNumber);
    }

    [Fact]
    public void One_event_altered_with_its_checksum_fails_even_when_it_causes_no_command()
    {
        using TemporaryFolder folder = new();
        Record(folder, 301);
        // The last quote causes nothing; only the final checkpoint vouches for it.
        Tampering.Alter(folder.Files("journal")[0], (type, ordinal) => type == RecordType.Event && ordinal == 304, 32);
        VerificationFailure failure = Fails(folder);
        Assert.Contains("input hash", failure.What);
        Assert.Equal(303, failure.Sequence);
    }

    [Fact]
    public void A_command_taken_out_of_the_log_fails()
    {
        using TemporaryFolder folder = new();
        Record(folder, 300);
        Tampering.Remove(folder.Files("commands")[0], (type, ordinal) => type == RecordType.Command && ordinal == 20);
        Assert.Equal(21, Fails(folder).CommandNumber);
    }

    [Fact]
    public void The_last_command_taken_out_of_the_log_fails_when_the_run_ended_in_good_order()
    {
        using TemporaryFolder folder = new();
        Record(folder, 300);
        Tampering.Remove(folder.Files("commands")[0], (type, ordinal) => type == RecordType.Command && ordinal == 99);
        Assert.Contains("command 100 is not in the log", Fails(folder).What);
    }

    [Fact]
    public void A_checkpoint_altered_with_its_checksum_fails()
    {
        using TemporaryFolder folder = new();
        Record(folder, 300);
        Tampering.Alter(folder.Files("journal")[0], (type, _) => type == RecordType.Checkpoint, 8);
        Assert.Contains("state hash", Fails(folder).What);
    }

    [Fact]
    public void A_build_that_decides_otherwise_fails()
    {
        using TemporaryFolder folder = new();
        Record(folder, 300);
        using DataFolder read = folder.Read();
        VerificationResult result = Verification.Run(read, () => new TestCore { PriceBias = 1 });
        Assert.Equal(1, result.Failure!.CommandNumber);
        Assert.Contains("byte 40", result.Failure.What);
    }

    [Fact]
    public void Commands_that_a_killed_run_never_logged_are_counted_not_failed()
    {
        using TemporaryFolder folder = new();
        using (InlineSession session = new(folder))
        {
            session.Trade(9);
            // The engine decides, the journal writes, and the process dies before the command leaves.
            for (int i = 0; i < 3; i++) session.Rings.Events.TryEnter(TestEvents.Quote(1, 5000 + i));
            session.Writer.Append(session.Rings.JournalEvents.Peek(1)[0]);
            session.Writer.Append(session.Rings.JournalEvents.Peek(2)[1]);
            session.Writer.Append(session.Rings.JournalEvents.Peek(3)[2]);
            session.Writer.Flush();
            session.Crash();
        }
        VerificationResult afterCrash = Verify(folder);
        Assert.True(afterCrash.Passed, afterCrash.Failure?.ToString());
        Assert.Equal(1, afterCrash.CommandsNeverLogged);
        using (InlineSession next = new(folder))
        {
            next.Trade(30);
            next.EndInGoodOrder();
        }
        VerificationResult result = Verify(folder);
        Assert.True(result.Passed, result.Failure?.ToString());
        Assert.Equal(13, result.Commands);
        Assert.Equal(1, result.CommandsNeverLogged);
    }

    [Fact]
    public void A_kept_suffix_verifies_alone_from_its_snapshot()
    {
        using TemporaryFolder folder = new();
        using (InlineSession session = new(folder, InlineSession.Layout(segmentEvents: 100)))
        {
            session.Trade(450);
            session.EndInGoodOrder();
        }
        Assert.Equal(5, folder.Files("journal").Length);
        foreach (string gone in folder.Files("journal")[..2]) File.Delete(gone);
        VerificationResult result = Verify(folder);
        Assert.True(result.Passed, result.Failure?.ToString());
        Assert.Equal(201, result.FirstSequence);
        Assert.Equal(252, result.Events);
    }

    [Fact]
    public void What_another_build_wrote_is_left_out_and_said()
    {
        using TemporaryFolder folder = new();
        Record(folder, 90);
        foreach (string file in folder.Files("journal")) Tampering.SetBuild(file, 0xabc);
        Record(folder, 60);
        VerificationResult result = Verify(folder);
        Assert.True(result.Passed, result.Failure?.ToString());
        Assert.Equal(93, result.FirstSequence);
        Assert.Contains(result.Warnings, w => w.Contains("from event 93"));
    }

    [Fact]
    public void A_hole_between_segments_is_refused()
    {
        using TemporaryFolder folder = new();
        using (InlineSession session = new(folder, InlineSession.Layout(segmentEvents: 100)))
        {
            session.Trade(450);
            session.EndInGoodOrder();
        }
        string[] segments = folder.Files("journal");
        File.Delete(segments[2]);
        VerificationFailure failure = Fails(folder);
        Assert.Equal(segments[3], failure.File);
    }

    private static ulong Record(TemporaryFolder folder, int quotes)
    {
        using InlineSession session = new(folder);
        session.Trade(quotes);
        session.EndInGoodOrder();
        return session.Core.StateHash();
    }

    private static VerificationResult Verify(TemporaryFolder folder)
    {
        using DataFolder read = folder.Read();
        return Verification.Run(read, () => new TestCore());
    }

    private static VerificationFailure Fails(TemporaryFolder folder)
    {
        VerificationResult result = Verify(folder);
        Assert.False(result.Passed);
        return result.Failure!;
    }
}
