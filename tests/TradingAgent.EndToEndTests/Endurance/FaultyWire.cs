using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>
/// The wire between an agent and an exchange, which can be cut, can stand still, and can lose what comes back: what was
/// asked is then done, and nobody says so.
/// </summary>
internal sealed class FaultyWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<Socket, Socket> _pairs = [];
    private readonly IPEndPoint _exchange;
    private readonly Task _accepting;
    private TaskCompletionSource _moves = Moving();
    private volatile bool _isDeaf;

    public FaultyWire(Uri exchange)
    {
        _exchange = IPEndPoint.Parse(exchange.Authority);
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _accepting = AcceptAsync();
    }

    /// <summary>What the agent takes for the exchange.</summary>
    public Uri Address { get; }

    /// <summary>Connections ever made through it.</summary>
    public int Connections { get; private set; }

    /// <summary>Every connection breaks at once, and what was on its way is gone; new ones are let through.</summary>
    public void Cut()
    {
        foreach ((Socket agent, Socket exchange) in _pairs)
        {
            Break(agent);
            Break(exchange);
        }
        _isDeaf = false;
    }

    /// <summary>From now on nothing moves, in either direction, and no connection ends.</summary>
    public void Stand() => Interlocked.Exchange(ref _moves, new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>It moves again; what stood goes on.</summary>
    public void Go() => _moves.TrySetResult();

    /// <summary>What the exchange says is lost from now until the wire is cut.</summary>
    public void LoseAnswers() => _isDeaf = true;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        Go();
        Cut();
        await _accepting;
        _ending.Dispose();
    }

    private static TaskCompletionSource Moving()
    {
        var moving = new TaskCompletionSource();
        moving.SetResult();
        return moving;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptSocketAsync(_ending.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket agent)
    {
        using var exchange = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (agent)
        {
            agent.NoDelay = true;
            Connections++;
            try
            {
                await exchange.ConnectAsync(_exchange, _ending.Token);
                _pairs[agent] = exchange;
                await await Task.WhenAny(
                    PumpAsync(agent, exchange, isAnswer: false), PumpAsync(exchange, agent, isAnswer: true));
            }
            catch (Exception error) when (error
                is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // Either side went, or the wire was cut.
            }
            _pairs.TryRemove(agent, out _);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool isAnswer)
    {
        byte[] buffer = new byte[1 << 16];
        while (await from.ReceiveAsync(buffer.AsMemory(), _ending.Token) is var read and > 0)
        {
            await Volatile.Read(ref _moves).Task.WaitAsync(_ending.Token);
            if (isAnswer && _isDeaf) continue;
            for (int sent = 0; sent < read;)
                sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _ending.Token);
        }
    }

    /// <summary>Without a word of farewell, as a dead link does.</summary>
    private static void Break(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Dispose();
        }
        catch (Exception gone) when (gone is ObjectDisposedException or SocketException)
        {
            // It ended by itself meanwhile.
        }
    }
}
