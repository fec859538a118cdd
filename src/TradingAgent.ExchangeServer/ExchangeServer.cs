using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TradingAgent.Exchange;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Bybit.Sockets;
using TradingAgent.ExchangeServer.Loop;

namespace TradingAgent.ExchangeServer;

/// <summary>
/// A simulated exchange behind Bybit's own protocol: REST and websockets on one address, under the venue's paths.
/// From <see cref="StartAsync"/> on the exchange belongs to the server's thread; nobody else may call it.
/// </summary>
public sealed class ExchangeServer : IAsyncDisposable
{
    private readonly ExchangeServerOptions _options;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ExchangeLoop _loop;
    private readonly BybitFront _front;
    private WebApplication? _web;

    public ExchangeServer(ExchangeServerOptions options, SimulatedExchange exchange)
    {
        _options = options;
        _front = new BybitFront(options, exchange);
        _loop = new ExchangeLoop(options.Time, _front.Advance, _front.Publish);
        _front.Attach(_loop);
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:40123/</c>; websockets are at the same address.</summary>
    /// <exception cref="InvalidOperationException">The server is not started.</exception>
    public Uri BaseAddress
    {
        get => field ?? throw new InvalidOperationException("The server is not started.");
        private set;
    }

    /// <summary>Ends when the exchange thread ends; faulted when the exchange itself failed.</summary>
    public Task Completion => _loop.Completion;

    /// <summary>Requests that failed by a fault of ours, for health and tests; the last one says why.</summary>
    public int FailureCount => _loop.FailureCount;

    /// <summary>Why the last of them failed; null when none has.</summary>
    public Exception? LastFailure => _loop.LastFailure;

    /// <summary>Websockets open now.</summary>
    public int ConnectionCount => _front.Sockets.Count;

    /// <summary>Cuts every websocket without a word, as maintenance does; returns how many there were.</summary>
    public int CutConnections() => _front.Sockets.Cut(static _ => true);

    /// <summary>Begins to listen and to let time pass.</summary>
    public async Task StartAsync(CancellationToken cancel = default)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(_options.Address, _options.Port);
        });
        _web = builder.Build();
        _web.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        _web.Run(HandleAsync);
        _loop.Start();
        await _web.StartAsync(cancel);
        IServer server = _web.Services.GetRequiredService<IServer>();
        BaseAddress = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Cuts the websockets, finishes running requests and ends the exchange thread.</summary>
    public async Task StopAsync(CancellationToken cancel = default)
    {
        await _stopping.CancelAsync();
        if (_web is not null) await _web.StopAsync(cancel);
        await _loop.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopping.IsCancellationRequested) await StopAsync();
        if (_web is not null) await _web.DisposeAsync();
        _loop.Dispose();
        _stopping.Dispose();
    }

    private Task HandleAsync(HttpContext context)
    {
        bool isSocket = context.WebSockets.IsWebSocketRequest;
        if (isSocket && SocketDoor.DialectOf(context.Request.Path.Value) is { } dialect)
            return _front.Sockets.HandleAsync(context, dialect, _stopping.Token);
        return _front.Rest.HandleAsync(context);
    }
}
