using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
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
        using WireSocket socket =
            await WireSocket.ConnectAsync(server.Address, Options(TimeSpan.Zero), CancellationToken.None);
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
        var frames = new FrameSender(pipe.Writer.AsStream());
        HashSet<string> masks = [];
        for (int i = 0; i < 3000; i++)
        {
            await frames.SendAsync(FrameKind.Text, new byte[] { 1, 2 }, CancellationToken.None);
            ReadResult read = await pipe.Reader.ReadAtLeastAsync(8);
            byte[] frame = [.. System.Buffers.BuffersExtensions.ToArray(read.Buffer)];
            Assert.Equal(0x81, frame[0]);
            masks.Add(Convert.ToHexString(frame.AsSpan(2, 4)));
            pipe.Reader.AdvanceTo(read.Buffer.End);
        }
        Assert.InRange(masks.Count, 2990, 3000);
    }

    [Fact]
    public async Task What_the_reader_answers_waits_for_a_frame_that_is_being_written()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 64, resumeWriterThreshold: 32));
        var frames = new FrameSender(pipe.Writer.AsStream());
        Task text = frames.SendAsync(FrameKind.Text, new byte[100], CancellationToken.None).AsTask();
        Task pong = frames.SendAsync(FrameKind.Pong, ReadOnlyMemory<byte>.Empty, CancellationToken.None).AsTask();
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

    [Fact]
    public async Task A_peer_that_answers_pings_keeps_its_socket_and_text_goes_between_them()
    {
        var pause = TimeSpan.FromMilliseconds(500);
        await using LoopbackSocketServer server = await LoopbackSocketServer.StartAsync();
        using WireSocket socket =
            await WireSocket.ConnectAsync(server.Address, Options(pause), CancellationToken.None);
        await server.AcceptAsync();
        Task reading = socket.ReadAsync(_ => { });
        long start = Environment.TickCount64;
        int sent = 0;
        while (Environment.TickCount64 - start < 3 * pause.TotalMilliseconds)
        {
            string text = $"message {++sent}";
            await socket.SendAsync(Encoding.ASCII.GetBytes(text), CancellationToken.None);
            Assert.Equal(text, await server.Received.Reader.ReadAsync());
        }
        Assert.False(reading.IsCompleted);
    }

    [Fact]
    public async Task A_peer_that_answers_no_ping_has_a_broken_socket()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task<byte> serving = Task.Run(async () =>
        {
            using Socket peer = await listener.AcceptSocketAsync();
            var buffer = new byte[4096];
            int length = await peer.ReceiveAsync(buffer);
            await peer.SendAsync(Encoding.ASCII.GetBytes(Welcome(Encoding.ASCII.GetString(buffer, 0, length))));
            await peer.ReceiveAsync(buffer);
            byte first = buffer[0];
            while (await peer.ReceiveAsync(buffer) > 0)
            {
                // It reads all there is and says nothing.
            }
            return first;
        });
        var address = new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        using WireSocket socket = await WireSocket.ConnectAsync(
            address, Options(TimeSpan.FromMilliseconds(100)), CancellationToken.None);
        WebSocketException mute = await Assert.ThrowsAsync<WebSocketException>(
            () => socket.ReadAsync(_ => { }).WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Contains("no ping", mute.Message);
        Assert.Equal(0x89, await serving);

        static string Welcome(string request)
        {
            string key = request.Split("Sec-WebSocket-Key: ")[1].Split("\r\n")[0];
            byte[] proof = SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
            return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + $"Sec-WebSocket-Accept: {Convert.ToBase64String(proof)}\r\n\r\n";
        }
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
            () => WireSocket.ConnectAsync(address, Options(TimeSpan.Zero), CancellationToken.None));
        Assert.Contains(reason, error.Message);
        await serving;
    }

    private static VenueConnectionOptions Options(TimeSpan pingInterval) =>
        new() { Name = "test", Address = new Uri("ws://127.0.0.1"), PingInterval = pingInterval };
}
