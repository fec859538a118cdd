using System.Net.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace TradingAgent.UnitTests.Venues;

public sealed class VenueConnectionTests
{
    private readonly RecordingSink _sink = new();
    private readonly SteadyClock _clock = new(TimeProvider.System);

    private VenueConnection Connect(
        Uri address, IVenueProtocol protocol, Func<VenueConnectionOptions, VenueConnectionOptions>? change = null)
    {
        var options = new VenueConnectionOptions
        {
            Name = "test",
            Address = address,
            ReconnectFirst = TimeSpan.FromMilliseconds(5),
            TickInterval = TimeSpan.FromMilliseconds(20),
        };
        return new VenueConnection(
            change?.Invoke(options) ?? options,
            protocol,
            new StreamStatus(VenueId.Bybit, VenueStream.LinearMarket, _sink, _clock),
            _clock,
            NullLogger.Instance,
            new Random(1));
    }

    private VenueStatus[] Statuses() => [.. _sink.Of(EventKind.VenueStatusChanged).Select(e => e.Status.Status)];

    [Fact]
    public async Task Messages_pass_whole_both_ways_and_a_cut_socket_is_replaced()
    {
        await using LoopbackSocketServer server = await LoopbackSocketServer.StartAsync();
        var protocol = new ScriptedProtocol
        {
            Opened = wire =>
            {
                wire.TrySend("hello"u8);
                wire.Ready();
            },
        };
        using var stop = new CancellationTokenSource();
        VenueConnection connection = Connect(server.Address, protocol);
        Task running = connection.RunAsync(stop.Token);
        WebSocket first = await server.AcceptAsync();
        Assert.Equal("hello", await server.Received.Reader.ReadAsync());
        await LoopbackSocketServer.SendAsync(first, "one ", isLast: false);
        await LoopbackSocketServer.SendAsync(first, "message");
        await Eventually.TrueAsync(() => protocol.Calls.Contains("message one message"), "it came whole");

        first.Abort();
        await server.AcceptAsync();
        await Eventually.TrueAsync(() => connection.Opened == 2, "a second socket was opened");
        await Eventually.TrueAsync(() => Statuses().Length == 4, "the stream is up again");
        Assert.Equal([VenueStatus.Down, VenueStatus.Up, VenueStatus.Down, VenueStatus.Up], Statuses());
        await stop.CancelAsync();
        await running;
        Assert.Equal("closed", protocol.Calls.Last());
    }

    [Fact]
    public async Task A_message_larger_than_the_buffer_makes_it_grow_and_one_above_the_cap_closes()
    {
        await using LoopbackSocketServer server = await LoopbackSocketServer.StartAsync();
        var protocol = new ScriptedProtocol();
        using var stop = new CancellationTokenSource();
        VenueConnection connection = Connect(
            server.Address, protocol, o => o with { BufferBytes = 64, MessageBytesMax = 4096 });
        Task running = connection.RunAsync(stop.Token);
        WebSocket first = await server.AcceptAsync();
        await LoopbackSocketServer.SendAsync(first, new string('x', 3000));
        await Eventually.TrueAsync(() => protocol.Calls.Contains("message 3000"), "the large message came");
        await LoopbackSocketServer.SendAsync(first, new string('x', 9000));
        await server.AcceptAsync();
        await Eventually.TrueAsync(() => connection.Opened == 2, "the connection gave up on the giant");
        Assert.DoesNotContain("message 9000", protocol.Calls);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_full_send_queue_refuses_at_once_and_nothing_is_sent_when_closed()
    {
        await using LoopbackSocketServer server = await LoopbackSocketServer.StartAsync();
        using var hold = new ManualResetEventSlim();
        var protocol = new ScriptedProtocol
        {
            Writing = tag =>
            {
                if (tag == 1) hold.Wait(TimeSpan.FromSeconds(20));
                return true;
            },
        };
        using var stop = new CancellationTokenSource();
        VenueConnection connection = Connect(server.Address, protocol, o => o with { SendQueueLength = 4 });
        Assert.False(connection.TrySend("early"u8));
        Task running = connection.RunAsync(stop.Token);
        await server.AcceptAsync();
        await Eventually.TrueAsync(() => protocol.Calls.Contains("opened"), "the socket is open");
        Task<bool> first = Task.Run(() => connection.TrySend("first"u8, 1));
        await Eventually.TrueAsync(() => protocol.Calls.Contains("writing 1"), "the first is being written");
        int accepted = 0;
        while (connection.TrySend("more"u8, 2)) accepted++;
        Assert.Equal(4, accepted);
        hold.Set();
        Assert.True(await first);
        await stop.CancelAsync();
        await running;
        Assert.False(connection.TrySend("late"u8));
    }

    [Fact]
    public async Task Urgent_messages_leave_on_the_callers_thread_and_nothing_is_overtaken()
    {
        await using LoopbackSocketServer server = await LoopbackSocketServer.StartAsync();
        var protocol = new ScriptedProtocol();
        using var stop = new CancellationTokenSource();
        VenueConnection connection = Connect(server.Address, protocol);
        Task running = connection.RunAsync(stop.Token);
        await server.AcceptAsync();
        await Eventually.TrueAsync(() => protocol.Calls.Contains("opened"), "the socket is open");
        Assert.True(connection.TrySend("0"u8, 1));
        Assert.Contains("writing 1", protocol.Calls);
        int sent = 1;
        for (int i = 1; i < 2_000; i++, sent++)
        {
            // One in three takes the queue, and what comes after it waits behind it.
            byte[] text = System.Text.Encoding.ASCII.GetBytes($"{i}");
            if (!connection.TrySend(text, i % 3 == 0 ? 0 : i + 1)) break;
        }
        for (int i = 0; i < sent; i++) Assert.Equal($"{i}", await server.Received.Reader.ReadAsync());
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_dropped_message_does_not_reach_the_venue()
    {
        await using LoopbackSocketServer server = await LoopbackSocketServer.StartAsync();
        var protocol = new ScriptedProtocol { Writing = tag => tag != 7 };
        using var stop = new CancellationTokenSource();
        VenueConnection connection = Connect(server.Address, protocol);
        Task running = connection.RunAsync(stop.Token);
        await server.AcceptAsync();
        await Eventually.TrueAsync(() => connection.TrySend("dropped"u8, 7), "the socket is open");
        connection.TrySend("kept"u8, 8);
        Assert.Equal("kept", await server.Received.Reader.ReadAsync());
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_silent_stream_turns_stale_and_data_makes_it_good_again()
    {
        await using LoopbackSocketServer server = await LoopbackSocketServer.StartAsync();
        using var stop = new CancellationTokenSource();
        VenueConnection connection = Connect(
            server.Address, new ScriptedProtocol(), o => o with { StaleAfter = TimeSpan.FromMilliseconds(150) });
        Task running = connection.RunAsync(stop.Token);
        WebSocket socket = await server.AcceptAsync();
        await Eventually.TrueAsync(() => Statuses().LastOrDefault() == VenueStatus.Stale, "the stream is stale");
        await LoopbackSocketServer.SendAsync(socket, "data");
        await Eventually.TrueAsync(
            () => Statuses() is [VenueStatus.Down, VenueStatus.Up, VenueStatus.Stale, VenueStatus.Up, ..],
            "the stream is up again");
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_part_that_is_silent_makes_the_whole_stream_stale_though_other_data_flows()
    {
        await using LoopbackSocketServer server = await LoopbackSocketServer.StartAsync();
        var protocol = new ScriptedProtocol { Message = (text, wire) => wire.Silent(text == "part is silent") };
        using var stop = new CancellationTokenSource();
        VenueConnection connection = Connect(server.Address, protocol);
        Task running = connection.RunAsync(stop.Token);
        WebSocket socket = await server.AcceptAsync();
        await LoopbackSocketServer.SendAsync(socket, "part is silent");
        await Eventually.TrueAsync(() => Statuses().LastOrDefault() == VenueStatus.Stale, "the stream is stale");
        await LoopbackSocketServer.SendAsync(socket, "it spoke");
        await Eventually.TrueAsync(() => Statuses().LastOrDefault() == VenueStatus.Up, "the stream is up");
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_socket_without_any_message_is_taken_for_dead()
    {
        await using LoopbackSocketServer server = await LoopbackSocketServer.StartAsync();
        using var stop = new CancellationTokenSource();
        VenueConnection connection = Connect(
            server.Address, new ScriptedProtocol(), o => o with { DeadAfter = TimeSpan.FromMilliseconds(200) });
        Task running = connection.RunAsync(stop.Token);
        await Eventually.TrueAsync(() => connection.Opened >= 3, "sockets were replaced");
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_protocol_that_asks_gets_another_socket()
    {
        await using LoopbackSocketServer server = await LoopbackSocketServer.StartAsync();
        using var stop = new CancellationTokenSource();
        var protocol = new ScriptedProtocol { Message = (_, wire) => wire.Reconnect("asked") };
        VenueConnection connection = Connect(server.Address, protocol);
        Task running = connection.RunAsync(stop.Token);
        await LoopbackSocketServer.SendAsync(await server.AcceptAsync(), "go");
        await server.AcceptAsync();
        await Eventually.TrueAsync(() => connection.Opened == 2, "a second socket was opened");
        await stop.CancelAsync();
        await running;
    }
}
