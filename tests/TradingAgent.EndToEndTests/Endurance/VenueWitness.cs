using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>
/// What the venue says of one account, asked over REST and signed here: it shares no line with the adapter under test.
/// </summary>
internal sealed class VenueWitness(Uri address, string key, string secret) : IDisposable
{
    private const string Window = "20000";

    private static readonly string[] Holdings =
        ["category=linear&settleCoin=USDT", "category=linear&settleCoin=USDC", "category=inverse", "category=option"];

    private readonly HttpClient _http = new() { BaseAddress = address };

    /// <summary>The venue's clock.</summary>
    public async Task<DateTimeOffset> NowAsync() =>
        DateTimeOffset.FromUnixTimeMilliseconds(await MillisecondsAsync());

    /// <summary>Orders that can still fill.</summary>
    public Task<List<JsonElement>> OpenOrdersAsync() => HeldAsync("/v5/order/realtime");

    /// <summary>Signed sizes by symbol, flat ones left out.</summary>
    public async Task<SortedDictionary<string, decimal>> PositionsAsync()
    {
        var found = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (JsonElement row in await HeldAsync("/v5/position/list"))
        {
            decimal size = Number(row, "size");
            if (size != 0) found[Text(row, "symbol")] = Text(row, "side") == "Sell" ? -size : size;
        }
        return found;
    }

    /// <summary>Wallet balances by coin.</summary>
    public async Task<SortedDictionary<string, decimal>> WalletAsync()
    {
        JsonElement result = await GetAsync("/v5/account/wallet-balance", "accountType=UNIFIED");
        var found = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (JsonElement coin in result.GetProperty("list")[0].GetProperty("coin").EnumerateArray())
            found[Text(coin, "coin")] = Number(coin, "walletBalance");
        return found;
    }

    /// <summary>The first page of a list, which is the newest.</summary>
    public async Task<IEnumerable<JsonElement>> NewestAsync(string path, string query) =>
        (await GetAsync(path, query)).GetProperty("list").EnumerateArray();

    /// <summary>All pages of a list.</summary>
    public async Task<List<JsonElement>> ListAsync(string path, string query)
    {
        var rows = new List<JsonElement>();
        string cursor = "";
        do
        {
            string page = cursor.Length == 0 ? query : $"{query}&cursor={cursor}";
            JsonElement result = await GetAsync(path, page);
            rows.AddRange(result.GetProperty("list").EnumerateArray());
            cursor = result.TryGetProperty("nextPageCursor", out JsonElement next) ? next.GetString()! : "";
        }
        while (cursor.Length > 0);
        return rows;
    }

    /// <summary>Has somebody else's order «far» rest in BTC, two percent below the mark.</summary>
    public async Task RestFarAsync()
    {
        JsonElement ticker = (await GetAsync("/v5/market/tickers", "category=linear&symbol=BTCUSDT"))
            .GetProperty("list")[0];
        string price = decimal.Round(Number(ticker, "markPrice") * 0.98m).ToString(CultureInfo.InvariantCulture);
        string body = "{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"side\":\"Buy\",\"orderType\":\"Limit\","
            + "\"qty\":\"0.1\",\"price\":\"" + price + "\",\"orderLinkId\":\"far\"}";
        await SignedAsync(HttpMethod.Post, "/v5/order/create", body);
    }

    public static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    public static decimal Number(JsonElement row, string name) =>
        decimal.Parse(Text(row, name), NumberStyles.Float, CultureInfo.InvariantCulture);

    public void Dispose() => _http.Dispose();

    private async Task<List<JsonElement>> HeldAsync(string path)
    {
        var rows = new List<JsonElement>();
        foreach (string holding in Holdings) rows.AddRange(await ListAsync(path, holding + "&limit=50"));
        return rows;
    }

    private Task<JsonElement> GetAsync(string path, string query) => SignedAsync(HttpMethod.Get, path, query);

    /// <summary>What is signed is the query of a question, and the body of a command.</summary>
    private async Task<JsonElement> SignedAsync(HttpMethod verb, string path, string text)
    {
        string stamp = (await MillisecondsAsync()).ToString(CultureInfo.InvariantCulture);
        byte[] hash = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(stamp + key + Window + text));
        bool isQuestion = verb == HttpMethod.Get;
        using var request = new HttpRequestMessage(verb, isQuestion ? $"{path}?{text}" : path);
        if (!isQuestion) request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        request.Headers.Add("X-BAPI-API-KEY", key);
        request.Headers.Add("X-BAPI-TIMESTAMP", stamp);
        request.Headers.Add("X-BAPI-RECV-WINDOW", Window);
        request.Headers.Add("X-BAPI-SIGN", Convert.ToHexStringLower(hash));
        using HttpResponseMessage response = await _http.SendAsync(request);
        JsonElement reply = await ParseAsync(response);
        if (reply.GetProperty("retCode").GetInt32() != 0)
            throw new InvalidOperationException($"{path}?{text}: {reply.GetRawText()}");
        return reply.GetProperty("result");
    }

    private async Task<long> MillisecondsAsync()
    {
        using HttpResponseMessage response = await _http.GetAsync(new Uri("/v5/market/time", UriKind.Relative));
        return (await ParseAsync(response)).GetProperty("time").GetInt64();
    }

    private static async Task<JsonElement> ParseAsync(HttpResponseMessage response)
    {
        string body = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{response.RequestMessage!.RequestUri}: {response.StatusCode} {body}");
        return JsonSerializer.Deserialize<JsonElement>(body);
    }
}
