using Bybit.Net.Clients;
using Bybit.Net.Objects.Models.V5;
using CryptoExchange.Net.Objects;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using B = Bybit.Net.Enums;

namespace TradingAgent.Venues.CryptoExchangeNet.Bybit;

/// <summary>The venue's lists, read whole, page by page.</summary>
internal sealed class BybitLists(BybitRestClient rest, LibraryReads reads)
{
    private const int PagesMax = 200;

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>
    /// What together is the whole account: the venue's defaults hide other settle coins, so each is asked for.
    /// </summary>
    public static IReadOnlyList<(B.Category Category, string? SettleCoin)> Shelves { get; } =
    [
        (B.Category.Linear, "USDT"), (B.Category.Linear, "USDC"), (B.Category.Inverse, null),
        (B.Category.Option, null),
    ];

    /// <summary>
    /// Every row of a list that comes in pages. One that does not end is an error: a part of it is not the list.
    /// </summary>
    /// <exception cref="VenueUnreachableException">
    /// The venue did not answer, or refused, or there was always another page.
    /// </exception>
    public async Task<IReadOnlyList<T>> PagesAsync<T>(
        string what, Func<string?, CancellationToken, Task<HttpResult<BybitResponse<T>>>> ask, CancellationToken ct)
    {
        List<T> rows = [];
        string? cursor = null;
        for (int page = 0; page < PagesMax; page++)
        {
            BybitResponse<T> answer = await reads.AskAsync(what, token => ask(cursor, token), ct)
                .ConfigureAwait(false);
            rows.AddRange(answer.List);
            string? next = answer.NextPageCursor;
            // Some lists repeat their last cursor instead of ending with an empty one.
            if (string.IsNullOrEmpty(next) || next == cursor || answer.List.Length == 0) return rows;
            cursor = next;
        }
        throw new VenueUnreachableException($"{what}: the list goes on after {PagesMax} pages");
    }

    public Task<IReadOnlyList<BybitOrder>> OpenOrdersAsync(
        B.Category category, string? settleCoin, CancellationToken ct) => PagesAsync(
            $"open {category} orders",
            (cursor, token) => rest.V5Api.Trading.GetOrdersAsync(
                category, settleAsset: settleCoin, limit: 50, cursor: cursor, ct: token), ct);

    public Task<IReadOnlyList<BybitPosition>> PositionsAsync(
        B.Category category, string? settleCoin, CancellationToken ct) => PagesAsync(
            $"{category} positions",
            (cursor, token) => rest.V5Api.Trading.GetPositionsAsync(
                category, settleAsset: settleCoin, limit: 200, cursor: cursor, ct: token), ct);

    /// <summary>One order by our id, open or ended; null when the venue lists it nowhere.</summary>
    public async Task<BybitOrder?> OrderAsync(B.Category category, string clientId, CancellationToken ct)
    {
        BybitResponse<BybitOrder> open = await reads.AskAsync(
            "an open order", token => rest.V5Api.Trading.GetOrdersAsync(category, clientOrderId: clientId, ct: token),
            ct).ConfigureAwait(false);
        if (open.List.FirstOrDefault(o => o.ClientOrderId == clientId) is { } found) return found;
        BybitResponse<BybitOrder> ended = await reads.AskAsync(
            "an ended order",
            token => rest.V5Api.Trading.GetOrderHistoryAsync(category, clientOrderId: clientId, ct: token), ct)
            .ConfigureAwait(false);
        return ended.List.FirstOrDefault(o => o.ClientOrderId == clientId);
    }

    /// <summary>Executions of one order, newest first.</summary>
    public Task<IReadOnlyList<BybitUserTrade>> ExecutionsOfAsync(
        B.Category category, string? coin, string clientId, CancellationToken ct) => PagesAsync(
            "an order's executions",
            (cursor, token) => rest.V5Api.Trading.GetUserTradesAsync(
                category, baseAsset: coin, clientOrderId: clientId, limit: 100, cursor: cursor, ct: token), ct);

    /// <summary>Executions since a moment, oldest first, a week at a time as the venue allows.</summary>
    public async Task<IReadOnlyList<BybitUserTrade>> ExecutionsSinceAsync(
        B.Category category, string? coin, DateTime since, DateTime until, CancellationToken ct)
    {
        List<BybitUserTrade> all = [];
        for (DateTime from = since; from <= until; from += Week)
        {
            DateTime to = from + Week - TimeSpan.FromMilliseconds(1);
            IReadOnlyList<BybitUserTrade> rows = await PagesAsync(
                "executions",
                (cursor, token) => rest.V5Api.Trading.GetUserTradesAsync(
                    category, baseAsset: coin, startTime: from, endTime: to, limit: 100, cursor: cursor, ct: token),
                ct).ConfigureAwait(false);
            all.AddRange(rows.Reverse());
        }
        return all;
    }

    /// <summary>Cash movements since a moment, oldest first.</summary>
    public async Task<IReadOnlyList<BybitTransactionLog>> MovementsSinceAsync(
        DateTime since, DateTime until, CancellationToken ct)
    {
        List<BybitTransactionLog> all = [];
        for (DateTime from = since; from <= until; from += Week)
        {
            DateTime to = from + Week - TimeSpan.FromMilliseconds(1);
            IReadOnlyList<BybitTransactionLog> rows = await PagesAsync(
                "cash movements",
                (cursor, token) => rest.V5Api.Account.GetTransactionHistoryAsync(
                    B.AccountType.Unified, startTime: from, endTime: to, limit: 50, cursor: cursor, ct: token),
                ct).ConfigureAwait(false);
            all.AddRange(rows.Reverse());
        }
        return all;
    }
}
