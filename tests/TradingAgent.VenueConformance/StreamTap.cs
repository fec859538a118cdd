using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TradingAgent.VenueConformance;

/// <summary>
/// A websocket forwarder between a venue's adapter and its exchange: it counts who calls, keeps what the adapter sends,
/// can cut everybody and turn new callers away, and can withhold frames of the exchange while the socket lives on.
/// </summary>
public sealed class StreamTap : IAsyncDisposable
{
    private readonly WebApplication? _app;
    private readonly Func<string, bool> _owns;
    private readonly Uri _target;
    private readonly List<string> _sent = [];
    private readonly List<long> _attempts = [];
    private readonly List<CancellationTokenSource> _open = [];
    private readonly Lock _gate = new();
    private Func<string, bool> _withholds = static _ => false;
    private bool _isCut;

    private StreamTap(WebApplication? app, Uri target, Func<string, bool> owns)
    {
        _app = app;
        _target = target;
        _owns = owns;
    }

    /// <summary>Where it listens; the paths are the exchange's.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>When each caller came, turned away or not, in milliseconds of the machine.</summary>
    public IReadOnlyList<long> Attempts
    {
        get
        {
            lock (_gate) return [.. _attempts];
        }
    }

    /// <summary>Every frame the adapter sent so far.</summary>
    public IReadOnlyList<string> Sent
    {
        get
        {
            lock (_gate) return [.. _sent];
        }
    }

    /// <param name="target">The exchange, such as <c>ws://127.0.0.1:4000/</c>.</param>
    public static async Task<StreamTap> OpenAsync(Uri target) => (await ForkAsync(target, static _ => true))[0];

    /// <summary>
    /// Several at one address, where a venue has its streams under one: a caller belongs to the first that owns his
    /// path. The first is to be disposed last.
    /// </summary>
    public static async Task<IReadOnlyList<StreamTap>> ForkAsync(Uri target, params Func<string, bool>[] owns)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        StreamTap[] taps = [.. owns.Select((own, i) => new StreamTap(i == 0 ? app : null, target, own))];
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        app.Run(context => taps.First(tap => tap._owns(context.Request.Path.Value ?? "")).HandleAsync(context));
        await app.StartAsync();
        string address = app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        foreach (StreamTap tap in taps)
            tap.Address = new Uri(address.Replace("http:", "ws:", StringComparison.Ordinal));
        return taps;
    }

    /// <summary>From now on frames of the exchange for which this is true do not arrive.</summary>
    public void Withhold(Func<string, bool> which) => Volatile.Write(ref _withholds, which);

    /// <summary>From now on every frame arrives.</summary>
    public void Release() => Withhold(static _ => false);

    /// <summary>Cuts what is open, without a word, and turns new callers away.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _isCut = true;
            foreach (CancellationTokenSource socket in _open) socket.Cancel();
            _open.Clear();
        }
    }

    /// <summary>Lets callers in again.</summary>
    public void Restore()
    {
        lock (_gate) _isCut = false;
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        if (_app is null) return;
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var life = new CancellationTokenSource();
        lock (_gate)
        {
            _attempts.Add(Environment.TickCount64);
            if (!_isCut) _open.Add(life);
        }
        if (!_open.Contains(life) || !context.WebSockets.IsWebSocketRequest)
        {
            context.Abort();
            return;
        }
        try
        {
            using WebSocket caller = await context.WebSockets.AcceptWebSocketAsync();
            using var exchange = new ClientWebSocket();
            var address = new Uri(_target, context.Request.Path + context.Request.QueryString.Value);
            await exchange.ConnectAsync(address, life.Token);
            Task up = PassAsync(caller, exchange, Keep, life.Token);
            Task down = PassAsync(exchange, caller, frame => !Volatile.Read(ref _withholds)(frame), life.Token);
            await Task.WhenAny(up, down);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // Cut by a test, or by one of the two ends.
        }
        finally
        {
            lock (_gate) _open.Remove(life);
            await life.CancelAsync();
            context.Abort();
        }
    }

    private bool Keep(string frame)
    {
        lock (_gate) _sent.Add(frame);
        return true;
    }

    private static async Task PassAsync(
        WebSocket from, WebSocket to, Func<string, bool> passes, CancellationToken life)
    {
        var buffer = new byte[64 * 1024];
        using var whole = new MemoryStream();
        while (true)
        {
            WebSocketReceiveResult part = await from.ReceiveAsync(buffer, life);
            if (part.MessageType == WebSocketMessageType.Close) return;
            whole.Write(buffer, 0, part.Count);
            if (!part.EndOfMessage) continue;
            string frame = Encoding.UTF8.GetString(whole.GetBuffer(), 0, (int)whole.Length);
            whole.SetLength(0);
            if (passes(frame))
                await to.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, life);
        }
    }
}
