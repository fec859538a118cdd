using System.Runtime.CompilerServices;
using System.Text;
using TradingAgent.Venues.Binance.Account;
using TradingAgent.Venues.Binance.Rest;

namespace TradingAgent.Venues.Binance.Trading;

/// <summary>
/// Cancels over REST without the engine and without any state but the key: ours by number, in batches, or everything
/// of every symbol that has an order. Conditional orders, which we do not place, are not listed and stay.
/// </summary>
internal sealed class KillPath(
    BinanceOptions options, BinanceRest rest, ProductDialect dialect, Func<CancellationToken, Task>? otherRoad = null,
    Func<bool>? mayArrive = null)
{
    private const int BatchMax = 10;

    /// <returns>How many orders were still open at the end.</returns>
    public Task<int> RunAsync(bool strangersToo, CancellationToken ct) =>
        new KillLoop<OpenOrder>(
            [new KillPart<OpenOrder>(
                (open, token) => ListAsync(strangersToo, open, token),
                (open, token) => CancelAsync(open, strangersToo, token))],
            otherRoad, mayArrive).RunAsync(ct);

    private async Task ListAsync(bool strangersToo, List<OpenOrder> open, CancellationToken ct)
    {
        BinanceReply reply = await rest.ReadAsync(
            dialect.Prefix + "/openOrders", "", RequestAccess.Signed, ct, isUrgent: true).ConfigureAwait(false);
        byte[] ours = Encoding.ASCII.GetBytes($"ta{options.Instance}-");
        foreach (ReadOnlyMemory<byte> row in reply.Rows())
        {
            OrderFields fields = default;
            FlatObject.Read(row.Span, ref fields);
            if (!strangersToo && !fields.ClientId.StartsWith(ours)) continue;
            open.Add(new OpenOrder(
                Encoding.UTF8.GetString(fields.Symbol), Encoding.ASCII.GetString(fields.OrderId)));
        }
    }

    /// <summary>One request after the other; of each, whether it was answered.</summary>
    private async IAsyncEnumerable<bool> CancelAsync(
        IReadOnlyList<OpenOrder> open, bool strangersToo, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (IGrouping<string, OpenOrder> ofSymbol in open.GroupBy(o => o.Symbol))
        {
            if (strangersToo)
            {
                yield return await IsAnsweredAsync("/allOpenOrders", $"symbol={ofSymbol.Key}", ct)
                    .ConfigureAwait(false);
                continue;
            }
            foreach (OpenOrder[] batch in ofSymbol.Chunk(BatchMax))
            {
                string numbers = Uri.EscapeDataString($"[{string.Join(',', batch.Select(o => o.Number))}]");
                yield return await IsAnsweredAsync(
                    "/batchOrders", $"symbol={ofSymbol.Key}&{dialect.BatchIds}={numbers}", ct).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Cancelling twice is harmless, and the next listing tells the truth whatever is answered here.</summary>
    private async Task<bool> IsAnsweredAsync(string path, string query, CancellationToken ct)
    {
        (BinanceReply? reply, _) = await rest.SendOnceAsync(
            HttpMethod.Delete, dialect.Prefix + path, query, RequestAccess.Signed, ct).ConfigureAwait(false);
        return reply is not null && !rest.Ban.IsStanding;
    }

    private readonly record struct OpenOrder(string Symbol, string Number);
}
