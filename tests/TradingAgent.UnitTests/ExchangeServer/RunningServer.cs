using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.MarketSources;
using TradingAgent.ExchangeServer;
using TradingAgent.ExchangeServer.Wire;
using Server = TradingAgent.ExchangeServer.ExchangeServer;

namespace TradingAgent.UnitTests.ExchangeServer;

/// <summary>A server on a free loopback port with one account, and the two ways to talk to it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    public const string Key = "testkey";
    public const string Secret = "testsecret";
    public const string ReadKey = "readkey";
    public const string OldKey = "oldkey";
    public const string GuardKey = "guardkey";

    private readonly HttpClient _http = new();
    private readonly Server _server;
    private readonly TimeProvider _time;

    private RunningServer(Server server, StillMarket market, TimeProvider time)
    {
        _server = server;
        _time = time;
        Market = market;
        _http.BaseAddress = server.BaseAddress;
    }

    public Server Server => _server;

    public StillMarket Market { get; }

    /// <summary>Starts one.</summary>
    /// <param name="sendQueueMax">Frames that may wait for a socket.</param>
    /// <param name="change">What else is different.</param>
    /// <param name="time">Its clock; the machine's by default.</param>
    /// <param name="prepare">What happened before anybody could call it.</param>
    /// <param name="list">What the market lists besides its four contracts.</param>
    public static async Task<RunningServer> StartAsync(
        int sendQueueMax = 2048, Func<ExchangeServerOptions, ExchangeServerOptions>? change = null,
        TimeProvider? time = null, Action<SimulatedExchange, AccountId>? prepare = null,
        Action<IMarketDesk>? list = null)
    {
        time ??= TimeProvider.System;
        Timestamp now = Timestamp.From(time.GetUtcNow());
        StillMarket market = new() { Listed = list };
        SimulatedExchange exchange = new(new ExchangeSettings { Start = now }, market);
        AccountId account = exchange.OpenAccount(new AccountSettings
        {
            Name = "tester",
            Balances = [new Money(500_000, CurrencyId.Usdt), new Money(2, CurrencyId.Btc)],
        });
        var options = new ExchangeServerOptions
        {
            Credentials =
            [
                new(Key, Secret, account), new(ReadKey, Secret, account, IsReadOnly: true),
                new(GuardKey, Secret, account) { HasDisconnectGuard = true, CanWithdraw = true },
                new(OldKey, Secret, account) { ExpiresAt = now - Duration.FromSeconds(1) },
            ],
            SendQueueMax = sendQueueMax,
            Time = time,
        };
        prepare?.Invoke(exchange, account);
        Server server = new(change?.Invoke(options) ?? options, exchange);
        await server.StartAsync();
        return new RunningServer(server, market, time);
    }

    public async Task<JsonElement> GetAsync(string path, string query = "", bool isSigned = true, string key = Key)
    {
        using HttpResponseMessage reply = await SendAsync("GET", path, query, isSigned, key);
        return await ReadAsync(reply);
    }

    public async Task<JsonElement> PostAsync(string path, string body, string key = Key, long skew = 0)
    {
        using HttpResponseMessage reply = await SendAsync("POST", path, body, true, key, skew);
        return await ReadAsync(reply);
    }

    /// <summary>A limit order on the perpetual; <paramref name="fields"/> lacks its first and last quote.</summary>
    public Task<JsonElement> CreateAsync(string fields, string link, string timeInForce = "GTC") => PostAsync(
        "/v5/order/create",
        "{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"orderType\":\"Limit\",\"timeInForce\":\"" + timeInForce
        + "\",\"orderLinkId\":\"" + link + "\",\"" + fields + "\"}");

    /// <summary>An order of the perpetual by its own id, open or not.</summary>
    public async Task<JsonElement> OrderAsync(string link)
    {
        JsonElement reply = await GetAsync("/v5/order/realtime", "category=linear&orderLinkId=" + link);
        return reply.GetProperty("result").GetProperty("list").EnumerateArray().Single();
    }

    public async Task<HttpResponseMessage> SendAsync(
        string verb, string path, string payload, bool isSigned, string key = Key, long skew = 0)
    {
        bool isGet = verb == "GET";
        string target = isGet && payload != "" ? path + "?" + payload : path;
        using HttpRequestMessage request = new(new HttpMethod(verb), target);
        if (!isGet) request.Content = new StringContent(payload, Encoding.UTF8, "application/json");
        if (isSigned)
        {
            string stamp = (_time.GetUtcNow().ToUnixTimeMilliseconds() + skew).ToString();
            byte[] message = Encoding.UTF8.GetBytes(stamp + key + "5000" + payload);
            request.Headers.Add("X-BAPI-API-KEY", key);
            request.Headers.Add("X-BAPI-TIMESTAMP", stamp);
            request.Headers.Add("X-BAPI-RECV-WINDOW", "5000");
            request.Headers.Add("X-BAPI-SIGN", HmacSignature.Sign(Encoding.UTF8.GetBytes(Secret), message));
        }
        return await _http.SendAsync(request);
    }

    public async Task<SocketClient> OpenAsync(string path)
    {
        ClientWebSocket socket = new();
        await socket.ConnectAsync(new Uri("ws://" + _server.BaseAddress.Authority + path), CancellationToken.None);
        return new SocketClient(socket);
    }

    /// <summary>Opens a private or trade socket and logs in.</summary>
    public async Task<SocketClient> LoginAsync(string path)
    {
        SocketClient client = await OpenAsync(path);
        long expires = _time.GetUtcNow().ToUnixTimeMilliseconds() + 10_000;
        string signature = HmacSignature.Sign(
            Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes("GET/realtime" + expires));
        await client.SendAsync($$"""{"op":"auth","args":["{{Key}}",{{expires}},"{{signature}}"]}""");
        await client.ReadUntilAsync(
            frame => frame.TryGetProperty("op", out JsonElement op) && op.GetString() == "auth");
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        if (_server.LastFailure is { } failure) throw new InvalidOperationException("A request failed.", failure);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage reply)
    {
        using JsonDocument document = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }
}
