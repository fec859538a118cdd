using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TradingAgent.Exchange;
using TradingAgent.ExchangeServer.Binance;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Faults;
using TradingAgent.ExchangeServer.Loop;

namespace TradingAgent.ExchangeServer;

/// <summary>
/// A simulated exchange behind the protocols of real venues, Bybit's and Binance's: REST and websockets on one address,
/// under each venue's own paths. From <see cref="StartAsync"/> on the exchange belongs to the server's thread; nobody
/// else may call it.
/// </summary>
public sealed class ExchangeServer : IAsyncDisposable
{
    private readonly ExchangeServerOptions _options;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ExchangeLoop _loop;
    private readonly SharedMarket _market;
    private readonly List<IVenueFront> _fronts = [];
    private WebApplication? _web;

    /// <exception cref="ArgumentException">No venue is served, or a key cannot be read.</exception>
    public ExchangeServer(ExchangeServerOptions options, SimulatedExchange exchange)
    {
        _options = options;
        _market = new SharedMarket(exchange, options.Pace);
        if (options.Credentials is not null) _fronts.Add(new BybitFront(options, options.Credentials, _market));
        if (options.Binance is { } binance) _fronts.Add(new BinanceFront(options, binance, _market));
        if (_fronts.Count == 0) throw new ArgumentException("A server must speak at least one venue's protocol.");
        _loop = new ExchangeLoop(options.Time, _market.Advance, Publish);
        foreach (IVenueFront front in _fronts) front.Attach(_loop);
        options.Faults.Attach(options.Time, () => CutConnections());
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
    public int ConnectionCount => _fronts.Sum(front => front.ConnectionCount);

    /// <summary>Cuts every websocket without a word, as maintenance does; returns how many there were.</summary>
    public int CutConnections() => _fronts.Sum(front => front.CutConnections());

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

    /// <summary>A path that belongs to nobody is refused in the first venue's words.</summary>
    private Task HandleAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        if (_options.HasFaultDoor && path == FaultDoor.Path) return new FaultDoor(_options.Faults).HandleAsync(context);
        IVenueFront front = _fronts.Find(known => known.Owns(path)) ?? _fronts[0];
        if (_options.Faults.IsDown)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }
        if (_options.Faults.IsBanned && !context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = front.BanStatus;
            return Task.CompletedTask;
        }
        return front.HandleAsync(context, _stopping.Token);
    }

    /// <summary>Delivers what the last command caused, then sends what is due.</summary>
    private void Publish(Timestamp now)
    {
        _options.Faults.Turn();
        _market.Advance(now);
        _market.Candles.Sample(now);
        foreach (IVenueFront front in _fronts) front.Publish(now);
    }
}
