using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Bybit.Setup;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Trading;

/// <summary>
/// Cancels over REST without the engine and without any state but the key: ours by id, or everything.
/// </summary>
internal sealed class KillPath(
    BybitOptions options, BybitRest rest, Func<CancellationToken, Task>? otherRoad = null,
    Func<bool>? mayArrive = null)
{
    private static readonly TimeSpan CancelPace = TimeSpan.FromMilliseconds(110);

    /// <returns>How many orders were still open at the end.</returns>
    public Task<int> RunAsync(bool strangersToo, CancellationToken ct) =>
        new KillLoop<OpenOrder>(
            [.. AccountQueries.OpenOrders.Select(query => new KillPart<OpenOrder>(
                (open, token) => ListAsync(query, strangersToo, open, token),
                (open, token) => strangersToo ? CancelAllAsync(query, open, token) : CancelAsync(open, token)))],
            otherRoad, mayArrive).RunAsync(ct);

    private static string CategoryOf(string query) => query.Split('=', '&')[1];

    /// <summary>The filter of a list as the body of a request: all but its page size.</summary>
    private static string BodyOf(string query)
    {
        IEnumerable<string> fields = query.Split('&')
            .Where(field => !field.StartsWith("limit=", StringComparison.Ordinal))
            .Select(field => $"\"{field.Replace("=", "\":\"", StringComparison.Ordinal)}\"");
        return $"{{{string.Join(',', fields)}}}";
    }

    private Task ListAsync(string query, bool strangersToo, List<OpenOrder> open, CancellationToken ct) =>
        BybitPages.ReadAsync(
            rest, "/v5/order/realtime", query, page => Add(page, CategoryOf(query), strangersToo, open), ct);

    private void Add(RestReply page, string category, bool strangersToo, List<OpenOrder> open)
    {
        string ours = $"ta{options.Instance}-";
        foreach (ReadOnlyMemory<byte> row in AccountReader.RowsOf(page))
        {
            using JsonDocument document = JsonDocument.Parse(row);
            JsonElement order = document.RootElement;
            bool isOurs = InstrumentRow.Text(order, "orderLinkId").StartsWith(ours, StringComparison.Ordinal);
            if (!isOurs && !strangersToo) continue;
            string symbol = InstrumentRow.Text(order, "symbol");
            open.Add(new OpenOrder(category, symbol, InstrumentRow.Text(order, "orderId")));
        }
    }

    /// <summary>
    /// Whole categories, which need no list; but inverse ones go by symbol. Of each request, whether it was answered.
    /// </summary>
    private async IAsyncEnumerable<bool> CancelAllAsync(
        string query, IReadOnlyList<OpenOrder> open, [EnumeratorCancellation] CancellationToken ct)
    {
        string category = CategoryOf(query);
        IEnumerable<string> bodies = category == "inverse"
            ? open.Select(o => o.Symbol).Distinct()
                .Select(symbol => $$"""{"category":"{{category}}","symbol":"{{symbol}}"}""")
            : [BodyOf(query)];
        foreach (string body in bodies)
            yield return await IsAnsweredAsync("/v5/order/cancel-all", body, ct).ConfigureAwait(false);
    }

    /// <summary>One request after the other; of each, whether it was answered.</summary>
    private async IAsyncEnumerable<bool> CancelAsync(
        IReadOnlyList<OpenOrder> open, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (OpenOrder order in open)
        {
            string body =
                $$"""{"category":"{{order.Category}}","symbol":"{{order.Symbol}}","orderId":"{{order.OrderId}}"}""";
            yield return await IsAnsweredAsync("/v5/order/cancel", body, ct).ConfigureAwait(false);
            await Task.Delay(CancelPace, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Cancelling twice is harmless, and the next listing tells the truth whatever is answered here.</summary>
    private async Task<bool> IsAnsweredAsync(string path, string body, CancellationToken ct)
    {
        (RestReply? reply, _) =
            await rest.PostAsync(path, Encoding.ASCII.GetBytes(body), ct).ConfigureAwait(false);
        return reply is { Status: 200 };
    }

    private readonly record struct OpenOrder(string Category, string Symbol, string OrderId);
}
