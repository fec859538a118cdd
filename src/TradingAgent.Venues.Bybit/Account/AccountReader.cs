using System.Text.Json;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Bybit.Market;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Account;

/// <summary>Reads the account over REST: whole reports, and what a cut private stream missed.</summary>
internal sealed partial class AccountReader(
    BybitRest rest,
    VenueClock clock,
    AccountDesk desk,
    CurrencyRates rates,
    ILogger logger)
{
    private static readonly Duration Overlap = Duration.FromSeconds(60);

    /// <summary>Asked for what was delivered meanwhile; null where nobody books deliveries.</summary>
    public ExpiryWatch? Deliveries { get; init; }

    /// <summary>
    /// Publishes one report: begun, orders, positions, balances, completed. An instrument without a row is flat.
    /// </summary>
    public async Task ReportAsync(int reportId, IEventSink events, CancellationToken ct)
    {
        var report = new StateReport(reportId, desk.Context.Venue, clock, events);
        report.Begin();
        foreach (string query in AccountQueries.OpenOrders)
            await BybitPages.ReadAsync(rest, "/v5/order/realtime", query, page => AddOrders(page, report), ct)
                .ConfigureAwait(false);
        int orders = report.Flush();
        foreach (string query in AccountQueries.Positions)
            await BybitPages.ReadAsync(rest, "/v5/position/list", query, page => AddPositions(page, report), ct)
                .ConfigureAwait(false);
        int positions = report.Flush();
        await ReadWalletAsync(ct).ConfigureAwait(false);
        report.Complete(orders, positions);
        await ReadGreeksAsync(ct).ConfigureAwait(false);
    }

    /// <summary>
    /// Publishes what happened while the private stream was away: executions since the last recovery (with an overlap;
    /// repeats are dropped by id), then open orders, then the ends of orders that are open no more, then deliveries.
    /// One that fails on its way leaves the mark where it was, so that the next asks for the same again.
    /// </summary>
    public async Task RecoverAsync(CancellationToken ct)
    {
        Timestamp since = desk.RecoveredThrough;
        Timestamp until = clock.Now + clock.Offset;
        if (!since.IsNone)
        {
            foreach (string query in AccountQueries.ExecutionsSince(since - Overlap, until, OptionCoins()))
                await ReadExecutionsAsync(query, ct).ConfigureAwait(false);
        }
        HashSet<ClientOrderId> open = [];
        foreach (string query in AccountQueries.OpenOrders)
            await BybitPages.ReadAsync(rest, "/v5/order/realtime", query, page => Replay(page, open), ct)
                .ConfigureAwait(false);
        int missing = 0;
        foreach ((ClientOrderId order, InstrumentId instrument) in desk.OpenOrders())
        {
            if (open.Contains(order) || desk.Context.Instruments.Find(instrument) is not { } known) continue;
            missing++;
            string category = BybitCategories.Of(known.Terms).Text();
            string query = $"category={category}&orderLinkId={desk.Context.TextOf(order)}";
            await BybitPages.ReadAsync(rest, "/v5/order/history", query, page => Replay(page, open), ct)
                .ConfigureAwait(false);
        }
        if (Deliveries is { } deliveries) await deliveries.CatchUpAsync(since, ct).ConfigureAwait(false);
        desk.RecoveredThrough = until;
        LogRecovered(logger, since, missing);
    }

    /// <summary>Feeds one execution list through the desk, oldest first.</summary>
    public async Task<int> ReadExecutionsAsync(string query, CancellationToken ct)
    {
        List<RestReply> pages = [];
        await BybitPages.ReadAsync(rest, "/v5/execution/list", query, pages.Add, ct).ConfigureAwait(false);
        int count = 0;
        Timestamp now = clock.Now;
        // Pages and rows come newest first; fills must be booked in the order in which they happened.
        for (int i = pages.Count - 1; i >= 0; i--)
            foreach (ReadOnlyMemory<byte> row in RowsOf(pages[i]).Reverse())
            {
                var reader = new Utf8JsonReader(row.Span);
                reader.Read();
                if (desk.OnExecution(BybitExecutionRow.Read(ref reader, desk.Context), now)) Deliveries?.Ask();
                count++;
            }
        return count;
    }

    public async Task ReadWalletAsync(CancellationToken ct)
    {
        RestReply reply = await rest.GetAsync("/v5/account/wallet-balance", AccountQueries.Wallet, true, ct)
            .ConfigureAwait(false);
        if (!reply.IsOk) throw new VenueUnreachableException(rest.Scrub($"The wallet did not load: {reply}"));
        PublishWallet(reply);
        foreach (CurrencyId coin in (CurrencyId[])[CurrencyId.Usdt, CurrencyId.Usdc])
            if (rates.UsdPer(coin) == 0) LogNoRate(logger, coin.Code);
    }

    /// <summary>
    /// The venue's sums of the account's option Greeks: its stream tells them only when a position changes. Without
    /// them a check is missed and nothing else, so that a refusal is no failed report.
    /// </summary>
    private async Task ReadGreeksAsync(CancellationToken ct)
    {
        if (OptionCoins().Count == 0) return;
        try
        {
            RestReply reply = await rest.GetAsync("/v5/asset/coin-greeks", "", true, ct).ConfigureAwait(false);
            if (!reply.IsOk) LogNoGreeks(logger, rest.Scrub(reply.ToString()));
            else PublishGreeks(reply);
        }
        catch (VenueUnreachableException unreachable)
        {
            LogNoGreeks(logger, unreachable.Message);
        }
    }

    private void PublishGreeks(RestReply reply)
    {
        if (!reply.TryList(out Utf8JsonReader reader)) return;
        Timestamp now = clock.Now;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            desk.OnGreeks(CoinGreeksRow.Read(ref reader), now, reply.VenueTime);
    }

    /// <summary>The objects of a list, as slices of the reply.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> RowsOf(RestReply reply)
    {
        List<ReadOnlyMemory<byte>> rows = [];
        if (!reply.TryList(out Utf8JsonReader reader)) return rows;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            rows.Add(reply.Body.AsMemory(start, (int)reader.BytesConsumed - start));
        }
        return rows;
    }

    /// <summary>Coins whose options are known: they must be asked for one by one.</summary>
    private IReadOnlyList<string> OptionCoins() =>
    [
        .. desk.Context.Instruments.All
            .Where(i => i.Terms.Venue == desk.Context.Venue && i.Terms.IsOption)
            .Select(i => i.Terms.BaseCoin.Code)
            .Distinct(),
    ];

    private void PublishWallet(RestReply reply)
    {
        if (!reply.TryList(out Utf8JsonReader reader)) return;
        WalletWalk walk = new();
        Timestamp now = clock.Now;
        while (walk.TryNext(ref reader)) desk.OnWallet(BybitWalletCoin.Read(ref reader), now, reply.VenueTime);
        desk.OnMargin(walk.Margin, now, reply.VenueTime);
    }

    private void Replay(RestReply page, HashSet<ClientOrderId> open)
    {
        if (!page.TryList(out Utf8JsonReader reader)) return;
        Timestamp now = clock.Now;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            OrderRow row = BybitOrderRow.Read(ref reader, desk.Context);
            if (row.Order.IsNone) continue;
            if (row.Status == OrderRowStatus.Open) open.Add(row.Order);
            desk.OnOrder(in row, now);
        }
    }

    private void AddOrders(RestReply page, StateReport report)
    {
        if (!page.TryList(out Utf8JsonReader reader)) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            report.Add(BybitOrderRow.Read(ref reader, desk.Context));
    }

    private void AddPositions(RestReply page, StateReport report)
    {
        if (!page.TryList(out Utf8JsonReader reader)) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            PositionRow row = BybitPositionRow.Read(ref reader, desk.Context);
            if (row.Instrument.IsNone)
            {
                if (!row.Quantity.IsZero)
                    LogStrangePosition(logger, System.Text.Encoding.ASCII.GetString(row.Symbol));
                continue;
            }
            desk.Note(in row);
            report.Add(in row);
        }
    }
}
