using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>
/// What Binance says of one account's USD-M futures, asked over REST and signed here: it shares no line with the
/// adapter under test.
/// </summary>
internal sealed class BinanceWitness(Uri address, string key, string secret) : IDisposable
{
    /// <summary>
    /// How often it may be asked while it is waited for: the venue counts weight by address, the agent's too.
    /// </summary>
    public const double EverySeconds = 0.5;

    private static readonly string[] Contracts = ["BTCUSDT", "ETHUSDT"];

    private readonly HttpClient _http = new() { BaseAddress = address };

    /// <summary>Orders of the perpetuals that can still fill.</summary>
    public Task<List<JsonElement>> OpenOrdersAsync() => OfContractsAsync("/fapi/v1/openOrders", "");

    /// <summary>Every order of the perpetuals, open or ended.</summary>
    public Task<List<JsonElement>> OrdersAsync() => OfContractsAsync("/fapi/v1/allOrders", "limit=1000&");

    /// <summary>Signed sizes by symbol, futures and options, flat ones left out.</summary>
    public async Task<SortedDictionary<string, decimal>> PositionsAsync()
    {
        var found = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        await AddAsync("/fapi/v3/positionRisk", "positionAmt");
        await AddAsync("/eapi/v1/position", "quantity");
        return found;

        async Task AddAsync(string path, string name)
        {
            foreach (JsonElement row in (await SignedAsync(HttpMethod.Get, path, "")).EnumerateArray())
            {
                decimal size = decimal.Parse(
                    row.GetProperty(name).GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);
                if (size != 0) found[row.GetProperty("symbol").GetString()!] = size;
            }
        }
    }

    /// <summary>Has somebody else's order rest in BTC, two percent below the mark; returns our name of it.</summary>
    public async Task<string> RestFarAsync()
    {
        JsonElement mark = await SendAsync(HttpMethod.Get, "/fapi/v1/premiumIndex?symbol=BTCUSDT");
        decimal price = decimal.Round(
            decimal.Parse(mark.GetProperty("markPrice").GetString()!, CultureInfo.InvariantCulture) * 0.98m);
        await SignedAsync(HttpMethod.Post, "/fapi/v1/order", string.Create(
            CultureInfo.InvariantCulture,
            $"symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price={price}&newClientOrderId=far&"));
        return "far";
    }

    public void Dispose() => _http.Dispose();

    private async Task<List<JsonElement>> OfContractsAsync(string path, string query)
    {
        var rows = new List<JsonElement>();
        foreach (string symbol in Contracts)
            rows.AddRange((await SignedAsync(HttpMethod.Get, path, $"symbol={symbol}&{query}")).EnumerateArray());
        return rows;
    }

    private Task<JsonElement> SignedAsync(HttpMethod verb, string path, string query)
    {
        long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 100;
        string text = string.Create(CultureInfo.InvariantCulture, $"{query}recvWindow=20000&timestamp={now}");
        byte[] hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));
        return SendAsync(verb, $"{path}?{text}&signature={Convert.ToHexStringLower(hash)}");
    }

    private async Task<JsonElement> SendAsync(HttpMethod verb, string target)
    {
        using var request = new HttpRequestMessage(verb, target);
        request.Headers.Add("X-MBX-APIKEY", key);
        using HttpResponseMessage response = await _http.SendAsync(request);
        string body = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{target}: {response.StatusCode} {body}");
        return JsonSerializer.Deserialize<JsonElement>(body);
    }
}
