using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using TradingAgent.Venues.Wire;
using Xunit;

namespace TradingAgent.UnitTests.Venues;

public sealed class FrameReaderTests
{
    private const int MessageMax = 200_000;
    private static readonly byte[] s_goodbye = [0x88, 0x02, 0x03, 0xe8];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public async Task Messages_of_any_length_arrive_whole_however_the_bytes_come(int bytesPerRead)
    {
        int[] lengths = [0, 1, 124, 125, 126, 127, 4096, 65_535, 65_536, 100_000];
        string[] sent = [.. lengths.Select(length => new string([.. Letters(length)]))];
        var wire = new ScriptedStream([.. sent.SelectMany(text => Frame(0x81, text)), .. s_goodbye], bytesPerRead);

        Assert.Equal(sent, await ReadAsync(wire));
    }

    [Fact]
    public async Task A_message_in_parts_is_put_together_and_a_ping_between_them_answered()
    {
        var wire = new ScriptedStream(
            [.. Frame(0x01, "a mess"), .. Frame(0x89, "there?"), .. Frame(0x00, "age in"), .. Frame(0x80, " parts"),
                .. Frame(0x82, "and one"), .. s_goodbye], 5);

        Assert.Equal(["a message in parts", "and one"], await ReadAsync(wire));
        Assert.Equal([(0x8a, "there?"), (0x88, "\u0003\u00e8")], wire.Answers());
    }

    [Fact]
    public async Task Pongs_are_counted_and_answered_with_nothing()
    {
        var wire = new ScriptedStream([.. Frame(0x8a, ""), .. Frame(0x8a, "x"), .. s_goodbye], int.MaxValue);
        var reader = new FrameReader(wire, new FrameSender(wire), 64, MessageMax);
        await reader.RunAsync(_ => { });
        Assert.Equal(2, reader.Pongs);
        Assert.Single(wire.Answers());
    }

    [Theory]
    [InlineData(new byte[] { 0xc1, 0x00 }, "nobody asked")]
    [InlineData(new byte[] { 0x83, 0x00 }, "unknown")]
    [InlineData(new byte[] { 0x8b, 0x00 }, "unknown")]
    [InlineData(new byte[] { 0x81, 0x81, 1, 2, 3, 4, 5 }, "mask")]
    [InlineData(new byte[] { 0x09, 0x00 }, "control")]
    [InlineData(new byte[] { 0x89, 0x7e, 0x00, 0x7e }, "control")]
    [InlineData(new byte[] { 0x80, 0x00 }, "out of order")]
    [InlineData(new byte[] { 0x01, 0x01, 0x41, 0x81, 0x01, 0x41 }, "out of order")]
    [InlineData(new byte[] { 0x81, 0x05, 0x41 }, "without a goodbye")]
    [InlineData(new byte[] { }, "without a goodbye")]
    public async Task What_no_server_may_send_ends_the_connection(byte[] bytes, string reason)
    {
        var wire = new ScriptedStream(bytes, int.MaxValue);
        WebSocketException error = await Assert.ThrowsAsync<WebSocketException>(() => ReadAsync(wire));
        Assert.Contains(reason, error.Message);
    }

    [Theory]
    [InlineData(200_001L)]
    [InlineData(int.MaxValue + 10L)]
    [InlineData(-1L)]
    public async Task A_message_that_says_it_is_too_long_is_not_waited_for(long length)
    {
        byte[] head = [0x81, 0x7f, .. new byte[8]];
        BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(2), length);
        InvalidDataException error = await Assert.ThrowsAsync<InvalidDataException>(
            () => ReadAsync(new ScriptedStream(head, int.MaxValue)));
        Assert.Contains("200000", error.Message);
    }

    [Fact]
    public async Task Parts_that_are_too_long_together_end_the_connection()
    {
        string part = new('x', 60_000);
        var wire = new ScriptedStream(
            [.. Frame(0x01, part), .. Frame(0x00, part), .. Frame(0x00, part), .. Frame(0x00, part)], int.MaxValue);
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(wire));
    }

    [Fact]
    public async Task Any_frames_in_any_pieces_give_what_was_sent()
    {
        var chance = new Random(7);
        for (int round = 0; round < 300; round++)
        {
            List<string> sent = [];
            List<byte> bytes = [];
            for (int i = chance.Next(1, 20); i > 0; i--)
            {
                string text = new([.. Letters(chance.Next(3) == 0 ? chance.Next(70_000) : chance.Next(300))]);
                sent.Add(text);
                int parts = chance.Next(4) == 0 ? chance.Next(2, 5) : 1;
                int at = 0;
                for (int part = 0; part < parts; part++)
                {
                    bool isLast = part == parts - 1;
                    int length = isLast ? text.Length - at : chance.Next(text.Length - at + 1);
                    bytes.AddRange(Frame((isLast ? 0x80 : 0) | (part == 0 ? 1 : 0), text.Substring(at, length)));
                    at += length;
                    if (chance.Next(5) == 0) bytes.AddRange(Frame(0x8a, "p"));
                }
            }
            bytes.AddRange(s_goodbye);
            Assert.Equal(sent, await ReadAsync(new ScriptedStream([.. bytes], chance.Next(1, 100_000))));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(int.MaxValue)]
    public async Task A_handshake_reads_its_head_and_not_a_byte_of_what_follows(int bytesPerRead)
    {
        const string Head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
        var stream = new HandshakeStream(new ScriptedStream(
            [.. Encoding.ASCII.GetBytes(Head), .. Frame(0x81, "first"), .. Frame(0x81, "second"), .. s_goodbye],
            bytesPerRead));
        var read = new StringBuilder();
        byte[] buffer = new byte[16];
        while (read.Length < Head.Length)
            read.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer)));

        Assert.Equal(Head, read.ToString());
        Assert.Equal(["first", "second"], await ReadAsync(stream));
    }

    private static async Task<List<string>> ReadAsync(Stream wire)
    {
        List<string> messages = [];
        var reader = new FrameReader(wire, new FrameSender(wire), 64, MessageMax);
        await reader.RunAsync(message => messages.Add(Encoding.Latin1.GetString(message)));
        return messages;
    }

    private static IEnumerable<char> Letters(int length) =>
        Enumerable.Range(0, length).Select(i => (char)('!' + (i % 90)));

    private static byte[] Frame(int first, string text)
    {
        byte[] payload = Encoding.Latin1.GetBytes(text);
        byte[] length = payload.Length < 126 ? [(byte)payload.Length]
            : payload.Length <= ushort.MaxValue ? [126, (byte)(payload.Length >> 8), (byte)payload.Length]
            : [127, 0, 0, 0, 0, 0, (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length];
        return [(byte)first, .. length, .. payload];
    }

    /// <summary>Gives its bytes in pieces and keeps what is written to it.</summary>
    private sealed class ScriptedStream(byte[] bytes, int bytesPerRead) : MemoryStream
    {
        private readonly MemoryStream _written = new();
        private int _at;

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            int count = Math.Min(Math.Min(buffer.Length, bytesPerRead), bytes.Length - _at);
            bytes.AsMemory(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            _written.WriteAsync(buffer, cancellationToken);

        /// <summary>First byte and unmasked text of each short frame written.</summary>
        public List<(int First, string Text)> Answers()
        {
            List<(int, string)> answers = [];
            ReadOnlySpan<byte> left = _written.ToArray();
            while (!left.IsEmpty)
            {
                int length = left[1] & 0x7f;
                var text = new StringBuilder();
                for (int i = 0; i < length; i++) text.Append((char)(left[6 + i] ^ left[2 + (i % 4)]));
                answers.Add((left[0], text.ToString()));
                left = left[(6 + length)..];
            }
            return answers;
        }
    }
}
