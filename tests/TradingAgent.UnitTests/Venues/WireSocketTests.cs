using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using TradingAgent.Venues.Wire;
using Xunit;

namespace TradingAgent.UnitTests.Venues;

public sealed class WireSocketTests
{
    [Fact]
    public async Task Text_of_any_length_arrives_as_it_was()
    {
        await using LoopbackSocketServer server = await LoopbackSocketServer.StartAsync();
        using WireSocket socket = await WireSocket.ConnectAsync(server.Address, null, CancellationToken.None);
        await server.AcceptAsync();
        // The lengths at which a frame's head changes, and every remainder of the mask.
        foreach (int length in (int[])[1, 2, 3, 4, 5, 124, 125, 126, 127, 4096, 65_535, 65_536, 70_001])
        {
            string text = new([.. Enumerable.Range(0, length).Select(i => (char)('!' + (i % 90)))]);
            await socket.SendAsync(Encoding.ASCII.GetBytes(text), CancellationToken.None);
            var received = new StringBuilder();
            while (received.Length < length) received.Append(await server.Received.Reader.ReadAsync());
            Assert.Equal(text, received.ToString());
        }
    }

    [Fact]
    public async Task No_two_frames_have_the_same_mask()
    {
        var pipe = new Pipe();
        var frames = new FrameStream(pipe.Writer.AsStream());
        HashSet<string> masks = [];
        for (int i = 0; i < 3000; i++)
        {
            await frames.SendTextAsync(new byte[] { 1, 2 }, CancellationToken.None);
            ReadResult read = await pipe.Reader.ReadAtLeastAsync(8);
            byte[] frame = [.. System.Buffers.BuffersExtensions.ToArray(read.Buffer)];
            Assert.Equal(0x81, frame[0]);
            masks.Add(Convert.ToHexString(frame.AsSpan(2, 4)));
            pipe.Reader.AdvanceTo(read.Buffer.End);
        }
        Assert.InRange(masks.Count, 2990, 3000);
    }

    [Fact]
    public async Task What_the_reader_writes_by_itself_waits_for_a_frame_that_is_being_written()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 64, resumeWriterThreshold: 32));
        var frames = new FrameStream(pipe.Writer.AsStream());
        Task text = frames.SendTextAsync(new byte[100], CancellationToken.None).AsTask();
        Task pong = frames.WriteAsync(new byte[] { 0x8a, 0x80, 1, 2, 3, 4 }, CancellationToken.None).AsTask();
        Assert.False(text.IsCompleted);
        Assert.False(pong.IsCompleted);
        ReadResult first = await pipe.Reader.ReadAsync();
        Assert.Equal(100 + 6, first.Buffer.Length);
        pipe.Reader.AdvanceTo(first.Buffer.End);
        await text;
        ReadResult second = await pipe.Reader.ReadAsync();
        Assert.Equal(0x8a, second.Buffer.First.Span[0]);
        pipe.Reader.AdvanceTo(second.Buffer.End);
        await pong;
    }

    [Theory]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "403")]
    [InlineData(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: bm90IHRoZSBhbnN3ZXI=\r\n\r\n", "prove")]
    public async Task A_server_that_does_not_shake_hands_is_refused(string answer, string reason)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = Task.Run(async () =>
        {
            using Socket peer = await listener.AcceptSocketAsync();
            await peer.ReceiveAsync(new byte[4096]);
            await peer.SendAsync(Encoding.ASCII.GetBytes(answer));
        });
        var address = new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        WebSocketException error = await Assert.ThrowsAsync<WebSocketException>(
            () => WireSocket.ConnectAsync(address, null, CancellationToken.None));
        Assert.Contains(reason, error.Message);
        await serving;
    }
}
