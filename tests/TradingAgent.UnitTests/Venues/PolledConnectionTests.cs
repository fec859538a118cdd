using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Venues.Wire;
using Xunit;

namespace TradingAgent.UnitTests.Venues;

/// <summary>A connection whose socket a busy thread polls: the same conversation, on that thread.</summary>
public sealed class PolledConnectionTests : IDisposable
{
    private readonly PolledSockets _sockets = new();
    private readonly SteadyClock _clock = new(TimeProvider.System);
    private readonly Thread _poller;
    private volatile bool _isOver;

    public PolledConnectionTests()
    {
        _poller = new Thread(() =>
        {
            while (!_isOver)
                if (!_sockets.Poll()) Thread.Yield();
        });
        _poller.Start();
    }

    public void Dispose()
    {
        _isOver = true;
        _poller.Join();
    }

    private VenueConnection Connect(Uri address, IVenueProtocol protocol, PolledSockets? sockets = null) => new(
        new VenueConnectionOptions
        {
            Name = "polled",
            Address = address,
            ReconnectFirst = TimeSpan.FromMilliseconds(5),
            BufferBytes = 64,
            Polled = sockets ?? _sockets,
        },
        protocol,
        new StreamStatus(VenueId.Bybit, VenueStream.LinearMarket, new RecordingSink(), _clock),
        _clock,
        NullLogger.Instance,
        new Random(1));

    [Fact]
    public async Task Messages_arrive_whole_and_on_the_polling_thread_and_a_cut_socket_is_replaced()
    {
        await using LoopbackSocketServer server = await LoopbackSocketServer.StartAsync();
        var threads = new ConcurrentQueue<int>();
        var protocol = new ScriptedProtocol { Message = (_, _) => threads.Enqueue(Environment.CurrentManagedThreadId) };
        using var stop = new CancellationTokenSource();
        VenueConnection connection = Connect(server.Address, protocol);
        Task running = connection.RunAsync(stop.Token);
        WebSocket first = await server.AcceptAsync();
        await LoopbackSocketServer.SendAsync(first, "one ", isLast: false);
        await LoopbackSocketServer.SendAsync(first, "message");
        await LoopbackSocketServer.SendAsync(first, new string('x', 30_000));
        await Eventually.TrueAsync(() => threads.Count == 2, "both came");
        Assert.Equal(["opened", "message one message", "message 30000"], protocol.Calls);
        Assert.All(threads, thread => Assert.Equal(_poller.ManagedThreadId, thread));
        Assert.True(connection.TrySend("answer"u8));
        Assert.Equal("answer", await server.Received.Reader.ReadAsync());

        first.Abort();
        await server.AcceptAsync();
        await Eventually.TrueAsync(() => connection.Opened == 2, "a second socket was opened");
        await stop.CancelAsync();
        await running;
        Assert.Equal("closed", protocol.Calls.Last());
        Assert.True(_sockets.IsEmpty);
    }

    [Fact]
    public async Task A_polling_thread_that_comes_to_a_socket_after_its_end_finds_nothing_to_break_on()
    {
        await using LoopbackSocketServer server = await LoopbackSocketServer.StartAsync();
        var sockets = new PolledSockets();
        var protocol = new ScriptedProtocol();
        using var stop = new CancellationTokenSource();
        Task running = Connect(server.Address, protocol, sockets).RunAsync(stop.Token);
        await server.AcceptAsync();
        await Eventually.TrueAsync(() => protocol.Calls.Contains("opened"), "it was opened");
        await stop.CancelAsync();
        await running;
        Assert.False(sockets.Poll());
        Assert.True(sockets.IsEmpty);
    }

    [Fact]
    public async Task Where_nobody_answers_the_attempt_ends_and_leaves_no_socket()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        listener.Stop();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var options = new VenueConnectionOptions { Name = "test", Address = address, Polled = _sockets };
        await Assert.ThrowsAnyAsync<Exception>(() => WireSocket.ConnectAsync(address, options, limit.Token));
        Assert.False(limit.IsCancellationRequested);
        Assert.True(_sockets.IsEmpty);
    }
}
