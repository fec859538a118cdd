using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Account;

/// <summary>Reads our orders over REST: what is open, and what became of one.</summary>
/// <param name="rest">The product's API.</param>
/// <param name="dialect">Its paths and names.</param>
/// <param name="rows">Decoder of its own.</param>
/// <param name="desk">Where rows go.</param>
/// <param name="trades">Books what an order filled.</param>
/// <param name="clock">Our time.</param>
internal sealed class OrderReader(
    BinanceRest rest, ProductDialect dialect, BinanceRows rows, AccountDesk desk, TradeReader trades, VenueClock clock)
{
    private static readonly Duration Margin = Duration.FromSeconds(1);

    /// <summary>How far back fills are looked for where the venue does not say when an order was placed.</summary>
    private static readonly Duration Longest = Duration.FromSeconds(24 * 3600);

    private readonly Lock _gate = new();

    /// <summary>Adds every open order of the account to a report.</summary>
    public async Task ReportOpenAsync(StateReport report, CancellationToken ct)
    {
        foreach (ReadOnlyMemory<byte> row in await OpenAsync(ct).ConfigureAwait(false))
            lock (_gate)
            {
                OrderFields fields = default;
                FlatObject.Read(row.Span, ref fields);
                OrderRow order = rows.Order(in fields);
                report.Add(in order);
            }
    }

    /// <summary>
    /// Tells what happened to orders while nobody listened: what is open, then the ends of those that are no more.
    /// </summary>
    /// <returns>How many had left the book.</returns>
    public async Task<int> ReplayAsync(CancellationToken ct)
    {
        HashSet<ClientOrderId> open = [];
        foreach (ReadOnlyMemory<byte> row in await OpenAsync(ct).ConfigureAwait(false)) open.Add(Replay(row));
        int missing = 0;
        foreach ((ClientOrderId order, InstrumentId id) in desk.OpenOrders())
        {
            if (open.Contains(order) || desk.Context.Instruments.Find(id) is not { } instrument) continue;
            missing++;
            if (await FindAsync(order, instrument, ct).ConfigureAwait(false) is { } found) Replay(found.Body);
        }
        return missing;
    }

    /// <summary>
    /// Looks for one order by our id, booking what it filled first; null while the venue does not know it.
    /// </summary>
    public async Task<EngineEvent?> LookAsync(ClientOrderId order, Instrument instrument, CancellationToken ct)
    {
        if (await FindAsync(order, instrument, ct).ConfigureAwait(false) is not { } reply) return null;
        (EngineEvent answer, Timestamp createdAt) = Describe(reply.Body);
        if (!answer.OrderReported.Filled.IsZero)
        {
            // Trades are listed by symbol and moment alone: those of the order are among all since it was placed.
            await trades.LearnAsync(reply.Body, ct).ConfigureAwait(false);
            await trades.ReadSinceAsync(
                instrument.Symbol, createdAt - Margin, clock.Now + clock.Offset, ct).ConfigureAwait(false);
        }
        return answer;
    }

    /// <summary>The account's open orders as the venue lists them.</summary>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> OpenAsync(CancellationToken ct)
    {
        BinanceReply reply = await rest.ReadAsync(dialect.Prefix + "/openOrders", "", RequestAccess.Signed, ct)
            .ConfigureAwait(false);
        return reply.Rows();
    }

    private async Task<BinanceReply?> FindAsync(ClientOrderId order, Instrument instrument, CancellationToken ct)
    {
        string query = $"symbol={instrument.Symbol}&{dialect.QueryId}={desk.Context.TextOf(order)}";
        BinanceReply reply = await rest.GetAsync(dialect.Prefix + "/order", query, RequestAccess.Signed, ct)
            .ConfigureAwait(false);
        if (reply.Verdict.Reason == RejectReason.OrderGone) return null;
        if (!reply.IsOk) throw new VenueUnreachableException(rest.Scrub($"GET {dialect.Prefix}/order: {reply}"));
        return reply;
    }

    private ClientOrderId Replay(ReadOnlyMemory<byte> row)
    {
        lock (_gate)
        {
            OrderFields fields = default;
            FlatObject.Read(row.Span, ref fields);
            OrderRow order = rows.Order(in fields);
            desk.OnOrder(in order, clock.Now);
            return order.Order;
        }
    }

    private (EngineEvent Answer, Timestamp CreatedAt) Describe(ReadOnlyMemory<byte> row)
    {
        lock (_gate)
        {
            OrderFields fields = default;
            FlatObject.Read(row.Span, ref fields);
            OrderRow order = rows.Order(in fields);
            Timestamp createdAt = fields.CreatedAt.IsNone ? fields.UpdatedAt - Longest : fields.CreatedAt;
            return (OrderReports.Of(in order, desk.Context.Venue, clock.Now), createdAt);
        }
    }
}
