using TradingAgent.Domain.Instruments;
using TradingAgent.Runtime.Journal;
using TradingAgent.UnitTests.Allocation;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Journal;

public sealed class JournalTests
{
    [Fact]
    public void What_goes_in_comes_out_in_order()
    {
        using TemporaryFolder folder = new();
        Checkpoint checkpoint = new(3, 11, 22, 33, 44, 1);
        InstrumentText text = new(new InstrumentId(4), "BTC-27NOV26-90000-C", Terms(90_000));
        using (DataFolder open = folder.Open())
        using (JournalWriter writer = Writer(open))
        {
            writer.Append(text);
            for (int i = 1; i <= 3; i++) writer.Append(Numbered(i));
            writer.Append(in checkpoint);
            Assert.Equal(0, writer.FlushedThrough);
            writer.Flush();
            Assert.Equal(3, writer.FlushedThrough);
            writer.Close();
        }
        using JournalReader reader = new(folder.Read());
        Assert.True(reader.Read());
        Assert.Equal(text, reader.Instrument);
        for (int i = 1; i <= 3; i++)
        {
            Assert.True(reader.Read());
            Assert.Equal(i, reader.Event.Sequence);
            Assert.Equal(new Price(1000 + i), reader.Event.Quote.Bid);
        }
        Assert.True(reader.Read());
        Assert.Equal(checkpoint, reader.Checkpoint);
        Assert.False(reader.Read());
        Assert.Null(reader.Torn);
    }

    [Fact]
    public void A_tail_torn_at_any_byte_is_cut_and_reported()
    {
        using TemporaryFolder folder = new();
        WriteAsKilled(folder, events: 4, reserves: false);
        string file = folder.Files("journal")[0];
        byte[] whole = File.ReadAllBytes(file);
        int lastRecord = whole.Length - JournalLayout.EventRecordBytes;
        for (int kept = lastRecord + 1; kept < whole.Length; kept++)
        {
            File.WriteAllBytes(file, whole[..kept]);
            using (JournalReader reader = new(folder.Read()))
            {
                Assert.Equal(3, CountEvents(reader));
                Assert.Equal(new TornTail(file, lastRecord, kept - lastRecord), reader.Torn);
            }
            using DataFolder open = folder.Open();
            string line = Assert.Single(JournalRepair.Run(open));
            Assert.Contains($"{kept - lastRecord} bytes", line);
            Assert.Equal(lastRecord, new FileInfo(file).Length);
        }
    }

    [Fact]
    public async Task A_journal_that_is_being_written_reads_as_far_as_it_got()
    {
        using TemporaryFolder folder = new();
        using DataFolder open = folder.Open();
        using JournalWriter writer = Writer(open);
        writer.Append(Numbered(1));
        writer.Flush();
        using CancellationTokenSource enough = new(TimeSpan.FromSeconds(2));
        Task<long> writing = Task.Run(() =>
        {
            long last = 1;
            for (; !enough.IsCancellationRequested && last < 400_000; Thread.SpinWait(500))
            {
                for (int i = 0; i < 3; i++) writer.Append(Numbered(++last));
                writer.Flush();
            }
            return last;
        });
        int readings = 0;
        try
        {
            for (int seen = 0; !writing.IsCompleted; readings++)
            {
                using JournalReader reader = new(folder.Read());
                int count = CountEvents(reader);
                Assert.True(count >= seen, $"{count} events after {seen}");
                seen = count;
            }
        }
        finally
        {
            // The writer must not be closed under whoever writes.
            await enough.CancelAsync();
            await writing;
        }
        Assert.InRange(readings, 3, int.MaxValue);
        using JournalReader whole = new(folder.Read());
        Assert.Equal(await writing, CountEvents(whole));
    }

    [Fact]
    public void Reserved_zeros_after_the_last_record_are_no_tear()
    {
        using TemporaryFolder folder = new();
        WriteAsKilled(folder, events: 4);
        Assert.True(!OperatingSystem.IsLinux() || new FileInfo(folder.Files("journal")[0]).Length > 100_000);
        using (JournalReader reader = new(folder.Read()))
        {
            Assert.Equal(4, CountEvents(reader));
            Assert.Null(reader.Torn);
        }
        using DataFolder open = folder.Open();
        Assert.Empty(JournalRepair.Run(open));
        Assert.InRange(new FileInfo(folder.Files("journal")[0]).Length, 4 * JournalLayout.EventRecordBytes, 4000);
    }

    [Fact]
    public void Any_byte_flipped_in_the_middle_is_refused_with_its_record()
    {
        using TemporaryFolder folder = new();
        WriteAsKilled(folder, events: 5);
        string file = folder.Files("journal")[0];
        byte[] whole = File.ReadAllBytes(file);
        int third =
            SegmentHeader.SizeBytes + JournalLayout.LinkRecordBytes + (2 * JournalLayout.EventRecordBytes);
        for (int at = third; at < third + JournalLayout.EventRecordBytes; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x10;
            File.WriteAllBytes(file, damaged);
            using JournalReader reader = new(folder.Read());
            JournalDamageException error = Assert.Throws<JournalDamageException>(() => CountEvents(reader));
            Assert.Equal(file, error.File);
            Assert.Equal(third, error.Offset);
        }
    }

    [Fact]
    public void The_last_event_of_a_closed_segment_cannot_be_damaged_unseen()
    {
        using TemporaryFolder folder = new();
        WriteAndClose(folder, events: 5);
        string file = folder.Files("journal")[0];
        byte[] bytes = File.ReadAllBytes(file);
        bytes[SegmentHeader.SizeBytes + (4 * JournalLayout.EventRecordBytes) + 60] ^= 1;
        File.WriteAllBytes(file, bytes);
        using JournalReader reader = new(folder.Read());
        Assert.Throws<JournalDamageException>(() => CountEvents(reader));
    }

    [Fact]
    public void A_record_taken_out_is_refused_even_when_the_others_are_whole()
    {
        using TemporaryFolder folder = new();
        WriteAndClose(folder, events: 5);
        string file = folder.Files("journal")[0];
        byte[] bytes = File.ReadAllBytes(file);
        int second = SegmentHeader.SizeBytes + JournalLayout.LinkRecordBytes + JournalLayout.EventRecordBytes;
        File.WriteAllBytes(file, [.. bytes[..second], .. bytes[(second + JournalLayout.EventRecordBytes)..]]);
        using JournalReader reader = new(folder.Read());
        JournalDamageException error = Assert.Throws<JournalDamageException>(() => CountEvents(reader));
        Assert.Equal(second, error.Offset);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(17)]
    [InlineData(61)]
    public void A_damaged_file_header_is_refused(int at)
    {
        using TemporaryFolder folder = new();
        WriteAndClose(folder, events: 2);
        string file = folder.Files("journal")[0];
        byte[] bytes = File.ReadAllBytes(file);
        bytes[at] ^= 1;
        File.WriteAllBytes(file, bytes);
        using JournalReader reader = new(folder.Read());
        Assert.Throws<JournalDamageException>(() => CountEvents(reader));
    }

    [Fact]
    public void A_segment_begins_on_the_grid_and_repeats_every_instrument()
    {
        using TemporaryFolder folder = new();
        using (DataFolder open = folder.Open())
        using (JournalWriter writer = Writer(open, segmentEvents: 10))
        {
            writer.Append(new InstrumentText(new InstrumentId(1), "A", Terms(1)));
            for (int i = 1; i <= 25; i++) writer.Append(Numbered(i));
            writer.Close();
        }
        string[] names = [.. folder.Files("journal").Select(f => Path.GetFileName(f).TrimStart('0'))];
        Assert.Equal(["1.journal", "11.journal", "21.journal"], names);
        using JournalReader last = new(folder.Read(), fromSequence: 23);
        Assert.True(last.Read());
        Assert.Equal("A", last.Instrument!.Symbol);
        Assert.Equal(5, CountEvents(last));
    }

    [Fact]
    public void A_closed_segment_takes_no_more_disk_than_it_holds()
    {
        using TemporaryFolder folder = new();
        WriteAndClose(folder, events: 3);
        long records = (3 * JournalLayout.EventRecordBytes) + (2 * JournalLayout.LinkRecordBytes) + 24;
        Assert.Equal(SegmentHeader.SizeBytes + records, new FileInfo(folder.Files("journal")[0]).Length);
    }

    [Fact]
    public void An_event_out_of_order_is_not_written()
    {
        using TemporaryFolder folder = new();
        using DataFolder open = folder.Open();
        using JournalWriter writer = Writer(open);
        writer.Append(Numbered(1));
        Assert.Throws<InvalidOperationException>(() => writer.Append(Numbered(3)));
    }

    [Fact]
    public void Appending_events_allocates_nothing()
    {
        using TemporaryFolder folder = new();
        using DataFolder open = folder.Open();
        using JournalWriter writer = Writer(open);
        EngineEvent change = Numbered(1);
        Assert.Equal(0, Allocations.Of(() => Append(writer, ref change, 10_000)));
    }

    [Fact]
    public void The_checksum_is_the_one_of_the_standard()
    {
        // RFC 3720, appendix B.4: 32 bytes of zeros, and 32 bytes of ones.
        Assert.Equal(0x8a9136aaU, Crc32C.Of(new byte[32]));
        Assert.Equal(0x62a8ab43U, Crc32C.Of([.. Enumerable.Repeat((byte)0xff, 32)]));
        Assert.Equal(0xe3069283U, Crc32C.Of("123456789"u8));
        Assert.Equal(0xe3069283U, Crc32C.Of("12345678"u8, "9"u8));
    }

    private static void Append(JournalWriter writer, ref EngineEvent change, int count)
    {
        for (int i = 0; i < count; i++)
        {
            writer.Append(in change);
            change.Sequence++;
            if (i % 50 == 0) writer.Flush();
        }
    }

    private static EngineEvent Numbered(long sequence) =>
        TestEvents.Quote(1, 1000 + sequence) with { Sequence = sequence };

    private static JournalWriter Writer(DataFolder folder, int segmentEvents = 1_000_000, bool syncs = false) => new(
        folder, new JournalLayout { SegmentEvents = segmentEvents, SegmentBytes = 4096, SyncsEachBatch = syncs }, 1, 0,
        []);

    private static InstrumentTerms Terms(long strike) => new()
    {
        Kind = ContractKind.LinearOption,
        Venue = VenueId.Simulated,
        BaseCoin = CurrencyId.Btc,
        Tick = new Price(5),
        Lot = new Quantity(1),
        Strike = new Price(strike),
    };

    /// <param name="reserves">Files that are forced to the disk end where their last record does.</param>
    private static void WriteAsKilled(TemporaryFolder folder, int events, bool reserves = true)
    {
        using DataFolder open = folder.Open();
        using JournalWriter writer = Writer(open, syncs: !reserves);
        for (int i = 1; i <= events; i++) writer.Append(Numbered(i));
        writer.Flush();
    }

    private static void WriteAndClose(TemporaryFolder folder, int events)
    {
        using DataFolder open = folder.Open();
        using JournalWriter writer = Writer(open);
        for (int i = 1; i <= events; i++) writer.Append(Numbered(i));
        writer.Close();
    }

    private static int CountEvents(JournalReader reader)
    {
        int count = 0;
        while (reader.Read()) count += reader.Type == RecordType.Event ? 1 : 0;
        return count;
    }
}
