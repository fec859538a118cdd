using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using TradingAgent.ExchangeServer.Loop;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Binance;

/// <summary>
/// Every websocket of this front, whatever it speaks: pinged by the server, and cut at the venue's age. Any thread.
/// </summary>
internal sealed class SocketDesk(ExchangeLoop loop, ExchangeServerOptions options, BinanceFrontOptions limits)
{
    private const long ScanMilliseconds = 1_000;

    private readonly ConcurrentDictionary<SocketLink, long> _links = [];
    private long _scanDue;

    /// <summary>Connections open now.</summary>
    public int Count => _links.Count;

    public async Task<SocketLink> AcceptAsync(HttpContext context)
    {
        TimeSpan ping = TimeSpan.FromSeconds(limits.PingSeconds);
        WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = ping,
            KeepAliveTimeout = 3 * ping,
        });
        return new SocketLink(socket, options.SendQueueMax, options.Faults)
        {
            Address = context.Connection.RemoteIpAddress,
        };
    }

    /// <summary>Serves a connection to its end, then has it forgotten on the exchange thread.</summary>
    public async Task RunAsync(
        SocketLink link, Action<ReadOnlyMemory<byte>> onMessage, CancellationToken stop, Action forget)
    {
        _links.TryAdd(link, Environment.TickCount64);
        try
        {
            await link.RunAsync(onMessage, stop);
        }
        finally
        {
            _links.TryRemove(link, out _);
            TaskCompletionSource forgotten = new(TaskCreationOptions.RunContinuationsAsynchronously);
            bool posted = loop.TryPost(() =>
            {
                forget();
                forgotten.SetResult();
            });
            if (posted) await Task.WhenAny(forgotten.Task, loop.Completion);
        }
    }

    /// <summary>Cuts what has lived too long.</summary>
    public void CutOld()
    {
        long now = Environment.TickCount64;
        if (now < _scanDue) return;
        _scanDue = now + ScanMilliseconds;
        double oldest = now - (limits.SocketHoursMax * 3_600_000);
        foreach ((SocketLink link, long opened) in _links)
            if (opened < oldest) link.Cut();
    }

    /// <summary>Cuts every connection; returns how many.</summary>
    public int CutAll()
    {
        int count = 0;
        foreach (SocketLink link in _links.Keys)
        {
            link.Cut();
            count++;
        }
        return count;
    }
}
