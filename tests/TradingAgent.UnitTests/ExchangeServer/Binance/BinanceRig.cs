using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.ExchangeServer;
using TradingAgent.ExchangeServer.Faults;
using TradingAgent.ExchangeServer.Wire;
using Xunit;
using Server = TradingAgent.ExchangeServer.ExchangeServer;

namespace TradingAgent.UnitTests.ExchangeServer.Binance;

/// <summary>A server that speaks Binance on a free loopback port, and the ways to talk to it.</summary>
internal sealed class BinanceRig : IAsyncDisposable
{
    public const string Key = "testkey";
    public const string Secret = "testsecret";
    public const string ReadKey = "readkey";
    public const string SignerKey = "edkey";
    public const string TreasurerKey = "treasurerkey";
    public const string Perpetual = "BTCUSDT";
    public const string Option = "BTC-300328-100000-C";

    /// <summary>Half of a pair made for these tests; the other half was thrown away after one signature.</summary>
    private const string SignerPublicKey = "MCowBQYDK2VwAyEAXOiASbbpyVM6icRm1Meb/59sVhdnAz1SIHCtFS4pyPU=";

    private readonly HttpClient _http = new();
    private readonly Server _server;

    private BinanceRig(Server server, StillMarket market, SkippingClock clock)
    {
        _server = server;
        Market = market;
        Clock = clock;
        _http.BaseAddress = server.BaseAddress;
    }

    public Uri Address => _server.BaseAddress;

    public StillMarket Market { get; }

    public SkippingClock Clock { get; }

    public static async Task<BinanceRig> StartAsync(
        Func<BinanceFrontOptions, BinanceFrontOptions>? change = null, SkippingClock? clock = null,
        WireFaults? faults = null)
    {
        clock ??= new SkippingClock();
        StillMarket market = new();
        SimulatedExchange exchange = new(
            new ExchangeSettings { Start = Timestamp.From(clock.GetUtcNow()) }, market);
        AccountSettings rich = new()
        {
            Name = "tester",
            Balances = [new Money(500_000, CurrencyId.Usdt)],
            RefusesOutsideBand = true,
            FreesClientIds = true,
            Fees = new FeeSchedule { FutureTaker = 0.0005m, OptionTaker = 0.00024m, OptionPremiumCap = 0.1m },
        };
        AccountId futures = exchange.OpenAccount(rich);
        AccountId options = exchange.OpenAccount(rich);
        BinanceFrontOptions limits = new()
        {
            Credentials =
            [
                new(Key, Secret, futures, options), new(ReadKey, Secret, futures, options, IsReadOnly: true),
                new(SignerKey, "", futures, options) { PublicKey = SignerPublicKey },
                new(TreasurerKey, Secret, futures, options) { CanWithdraw = true },
            ],
        };
        Server server = new(
            new ExchangeServerOptions
            {
                Time = clock,
                Binance = change?.Invoke(limits) ?? limits,
                Faults = faults ?? new WireFaults(),
            },
            exchange);
        await server.StartAsync();
        return new BinanceRig(server, market, clock);
    }

    public long Now => new DateTimeOffset(Clock.GetUtcNow().UtcDateTime, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public Task<JsonElement> GetAsync(string path, string query = "") => ReadAsync("GET", path, query);

    public Task<JsonElement> PostAsync(string path, string query) => ReadAsync("POST", path, query);

    public Task<JsonElement> PutAsync(string path, string query) => ReadAsync("PUT", path, query);

    public Task<JsonElement> DeleteAsync(string path, string query) => ReadAsync("DELETE", path, query);

    /// <summary>A public request.</summary>
    public async Task<JsonElement> AskAsync(string target)
    {
        using HttpResponseMessage reply = await _http.GetAsync(new Uri(target, UriKind.Relative));
        return Parse(await reply.Content.ReadAsStringAsync());
    }

    /// <summary>A limit order of the perpetual.</summary>
    public Task<JsonElement> PlaceAsync(
        string side, string price, string quantity, string id, string lifetime = "GTC", string more = "") =>
        PostAsync(
            "/fapi/v1/order",
            $"symbol={Perpetual}&side={side}&type=LIMIT&timeInForce={lifetime}&quantity={quantity}&price={price}"
            + $"&newClientOrderId={id}{more}");

    public Task<JsonElement> OrderAsync(string id) =>
        GetAsync("/fapi/v1/order", $"symbol={Perpetual}&origClientOrderId={id}");

    /// <summary>A signed request with everything in the query, or in the body.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        string verb, string path, string text, string key = Key, long skew = 0, bool isInBody = false,
        string? signature = null)
    {
        string stamped = (text.Length == 0 ? "" : text + "&") + "timestamp=" + (Now + skew);
        signature ??= HmacSignature.Sign(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(stamped));
        string signed = stamped + "&signature=" + signature;
        using HttpRequestMessage request = new(new HttpMethod(verb), isInBody ? path : path + "?" + signed);
        if (isInBody)
            request.Content = new StringContent(signed, Encoding.UTF8, "application/x-www-form-urlencoded");
        request.Headers.Add("X-MBX-APIKEY", key);
        return await _http.SendAsync(request);
    }

    public async Task<SocketClient> OpenAsync(string path)
    {
        ClientWebSocket socket = new();
        await socket.ConnectAsync(new Uri("ws://" + _server.BaseAddress.Authority + path), CancellationToken.None);
        return new SocketClient(socket);
    }

    /// <summary>Opens the user stream of the futures wallet, or of the options wallet.</summary>
    public async Task<SocketClient> ListenAsync(string root = "/fapi", string form = "/private/ws?listenKey=")
    {
        JsonElement reply = await PostAsync(root + "/v1/listenKey", "");
        SocketClient client = await OpenAsync(form + reply.GetProperty("listenKey").GetString());
        // The join is queued behind the handshake; a request after it is served after it.
        await AskAsync("/fapi/v1/ping");
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        if (_server.LastFailure is { } failure) throw new InvalidOperationException("A request failed.", failure);
    }

    public static int CodeOf(JsonElement reply) =>
        reply.ValueKind == JsonValueKind.Object && reply.TryGetProperty("code", out JsonElement code)
            ? code.GetInt32()
            : 0;

    public static void IsFine(JsonElement reply) => Assert.True(CodeOf(reply) >= 0, reply.GetRawText());

    public static string? HeaderOf(HttpResponseMessage reply, string name) =>
        reply.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.Single() : null;

    private async Task<JsonElement> ReadAsync(string verb, string path, string query)
    {
        using HttpResponseMessage reply = await SendAsync(verb, path, query);
        Assert.NotEqual(HttpStatusCode.NotFound, reply.StatusCode);
        return Parse(await reply.Content.ReadAsStringAsync());
    }

    private static JsonElement Parse(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
