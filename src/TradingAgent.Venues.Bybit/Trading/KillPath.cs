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
internal sealed class KillPath(BybitOptions options, BybitRest rest, Func<CancellationToken, Task>? otherRoad = null)
{
    private static readonly TimeSpan CancelPace = TimeSpan.FromMilliseconds(110);

    private static readonly string[] CancelAllBodies =
    [
        """{"category":"linear","settleCoin":"USDT"}""",
        """{"category":"linear","settleCoin":"USDC"}""",
        """{"category":"option"}""",
    ];

    /// <returns>How many orders were still open at the end.</returns>
    public Task<int> RunAsync(bool strangersToo, CancellationToken ct) =>
        new KillLoop<OpenOrder>(
            token => ListAsync(strangersToo, token),
            (open, token) => CancelAsync(open, strangersToo, token),
            otherRoad).RunAsync(ct);

    private async Task<IReadOnlyList<OpenOrder>> ListAsync(bool strangersToo, CancellationToken ct)
    {
        List<OpenOrder> open = [];
        foreach (string query in AccountQueries.OpenOrders)
        {
            string category = query.Split('=', '&')[1];
            await BybitPages.ReadAsync(
                rest, "/v5/order/realtime", query, page => Add(page, category, strangersToo, open), ct)
                .ConfigureAwait(false);
        }
        return open;
    }

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

    /// <summary>One request after the other; of each, whether it was answered.</summary>
    private async IAsyncEnumerable<bool> CancelAsync(
        IReadOnlyList<OpenOrder> open, bool strangersToo, [EnumeratorCancellation] CancellationToken ct)
    {
        if (open.Count == 0) yield break;
        if (strangersToo)
        {
            foreach (string body in CancelAllBodies)
                yield return await IsAnsweredAsync("/v5/order/cancel-all", body, ct).ConfigureAwait(false);
            foreach (string symbol in open.Where(o => o.Category == "inverse").Select(o => o.Symbol).Distinct())
                yield return await IsAnsweredAsync(
                    "/v5/order/cancel-all", $$"""{"category":"inverse","symbol":"{{symbol}}"}""", ct)
                        .ConfigureAwait(false);
            yield break;
        }
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
