using Binance.Net.Objects.Models.Futures;
using Binance.Net.Objects.Models.Futures.Socket;
using CryptoExchange.Net.Objects;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using TradingAgent.Venues.CryptoExchangeNet.Streams;
using B = Binance.Net.Enums;

namespace TradingAgent.Venues.CryptoExchangeNet.Binance;

/// <summary>The account: its stream, whole reports, what a cut stream missed, and one order at a time.</summary>
internal sealed class BinanceAccount(
    BinanceExchange exchange, BinanceClients clients, LibrarySession session, Action incomeMoved)
{
    private const int PageRows = 1000;

    private static readonly Duration Overlap = Duration.FromSeconds(60);
    private static readonly Duration Margin = Duration.FromSeconds(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly AccountDesk _desk = session.Desk;
    private readonly long[] _openProfitRaw = new long[CurrencyId.Capacity];

    public Topic Topic() => new("account", 0, false, (topic, ct) =>
        clients.Account.UsdFuturesApi.Account.SubscribeToUserDataUpdatesAsync(
            onAccountUpdate: topic.Reading<BinanceFuturesStreamAccountUpdate>(data => OnAccount(data.Data)),
            onOrderUpdate: topic.Reading<BinanceFuturesStreamOrderUpdate>(data => OnOrder(data.Data)),
            // A stream whose key has run out is deaf: another one, and what it missed.
            onListenKeyExpired: _ => topic.Renew(),
            ct: ct));

    /// <summary>Open orders and positions as rows of a report, and the wallet.</summary>
    public async Task<(int Orders, int Positions)> ReportAsync(StateReport report, CancellationToken ct)
    {
        foreach (BinanceUsdFuturesOrder order in await OpenAsync(ct).ConfigureAwait(false))
            report.Add(BinanceRows.Of(order, _desk.Context));
        int orders = report.Flush();
        BinancePositionV3[] held = await exchange.Reads.AskAsync(
            "positions", token => clients.Rest.UsdFuturesApi.Trading.GetPositionsAsync(ct: token), ct)
            .ConfigureAwait(false);
        foreach (BinancePositionV3 position in held) Add(position, report);
        int positions = report.Flush();
        await ReadWalletAsync(ct).ConfigureAwait(false);
        return (orders, positions);
    }

    /// <summary>Executions since the last recovery, then what is open, then the ends of what is open no more.</summary>
    public async Task RecoverAsync(CancellationToken ct)
    {
        Timestamp since = _desk.RecoveredThrough;
        Timestamp until = session.Clock.Now + session.Clock.Offset;
        if (!since.IsNone)
        {
            // Every symbol is asked: a stranger's order or the venue itself may have moved any of them.
            foreach (Instrument instrument in _desk.Context.Instruments.All
                .Where(i => i.Terms.Venue == VenueId.BinanceFutures))
            {
                await ReadTradesAsync(instrument.Symbol, since - Overlap, until, ct).ConfigureAwait(false);
            }
        }
        HashSet<ClientOrderId> open = [];
        foreach (BinanceUsdFuturesOrder order in await OpenAsync(ct).ConfigureAwait(false)) open.Add(Replay(order));
        foreach ((ClientOrderId order, InstrumentId id) in _desk.OpenOrders())
        {
            if (open.Contains(order) || _desk.Context.Instruments.Find(id) is not { } instrument) continue;
            if (await FindAsync(order, instrument, ct).ConfigureAwait(false) is { } found) Replay(found);
        }
        await ReadWalletAsync(ct).ConfigureAwait(false);
        _desk.RecoveredThrough = until;
    }

    /// <summary>Looks for one order once, booking what it filled; null while the venue does not know it.</summary>
    public async Task<EngineEvent?> LookAsync(ClientOrderId order, Instrument instrument, CancellationToken ct)
    {
        if (await FindAsync(order, instrument, ct).ConfigureAwait(false) is not { } found) return null;
        if (found.QuantityFilled > 0)
        {
            _desk.Context.Orders.Add(order, BinanceRows.OrderKey(found.Symbol, found.Id));
            await ReadTradesAsync(
                instrument.Symbol, LibraryNumbers.TimeOf(found.CreateTime) - Margin,
                session.Clock.Now + session.Clock.Offset, ct).ConfigureAwait(false);
        }
        return OrderReports.Of(BinanceRows.Of(found, _desk.Context), VenueId.BinanceFutures, session.Clock.Now);
    }

    private Task<BinanceUsdFuturesOrder[]> OpenAsync(CancellationToken ct) => exchange.Reads.AskAsync(
        "open orders", token => clients.Rest.UsdFuturesApi.Trading.GetOpenOrdersAsync(ct: token), ct);

    private async Task<BinanceUsdFuturesOrder?> FindAsync(
        ClientOrderId order, Instrument instrument, CancellationToken ct)
    {
        HttpResult<BinanceUsdFuturesOrder> answer = await exchange.Reads.TryAsync(
            "an order", token => clients.Rest.UsdFuturesApi.Trading.GetOrderAsync(
                instrument.Symbol, origClientOrderId: _desk.Context.TextOf(order), ct: token), ct)
            .ConfigureAwait(false);
        if (answer.Success) return answer.Data;
        bool isGone = answer.Error.Code is { } code
            && BinanceErrorMap.Of(400, code, default).Reason == RejectReason.OrderGone;
        return isGone ? null : throw new VenueUnreachableException(exchange.Reads.Text("an order", answer.Error));
    }

    /// <summary>Trades of a symbol since a moment, oldest first.</summary>
    private async Task ReadTradesAsync(string symbol, Timestamp since, Timestamp until, CancellationToken ct)
    {
        DateTime end = LibraryNumbers.MomentOf(until);
        for (DateTime from = LibraryNumbers.MomentOf(since); from <= end; from += Week)
        {
            DateTime to = from + Week - TimeSpan.FromMilliseconds(1);
            long? next = null;
            while (true)
            {
                long? first = next;
                BinanceFuturesUsdtTrade[] page = await exchange.Reads.AskAsync(
                    "trades", token => first is null
                        ? clients.Rest.UsdFuturesApi.Trading.GetUserTradesAsync(symbol, from, to, PageRows, ct: token)
                        : clients.Rest.UsdFuturesApi.Trading.GetUserTradesAsync(
                            symbol, limit: PageRows, fromId: first, ct: token), ct).ConfigureAwait(false);
                foreach (BinanceFuturesUsdtTrade trade in page.OrderBy(t => t.Id))
                    await BookAsync(trade, ct).ConfigureAwait(false);
                if (page.Length < PageRows) break;
                // A full page goes on by number: moments may be shared by many trades.
                next = page.Max(t => t.Id) + 1;
            }
        }
    }

    /// <summary>A trade names its order by number alone: one that this run has not seen is asked for.</summary>
    private async Task BookAsync(BinanceFuturesUsdtTrade trade, CancellationToken ct)
    {
        byte[] key = BinanceRows.OrderKey(trade.Symbol, trade.OrderId);
        ExecutionRowType type = ExecutionRowType.Trade;
        if (!_desk.Context.Orders.TryFind(key, out ClientOrderId order))
        {
            HttpResult<BinanceUsdFuturesOrder> answer = await exchange.Reads.TryAsync(
                "an order", token => clients.Rest.UsdFuturesApi.Trading.GetOrderAsync(
                    trade.Symbol, trade.OrderId, ct: token), ct).ConfigureAwait(false);
            if (answer.Success)
            {
                OrderRow row = BinanceRows.Of(answer.Data, _desk.Context);
                order = row.Order;
                _desk.Context.Orders.Add(order, key);
                type = BinanceRows.TypeOf(answer.Data.ClientOrderId);
            }
        }
        _desk.OnExecution(BinanceRows.Of(trade, order, type, _desk.Context), session.Clock.Now);
    }

    private async Task ReadWalletAsync(CancellationToken ct)
    {
        BinanceFuturesAccountInfoV3 account = await exchange.Reads.AskAsync(
            "the wallet", token => clients.Rest.UsdFuturesApi.Account.GetAccountInfoV3Async(ct: token), ct)
            .ConfigureAwait(false);
        Timestamp now = session.Clock.Now;
        foreach (BinanceFuturesAccountInfoAsset asset in account.Assets)
        {
            if (!CurrencyId.TryFind(asset.Asset, out CurrencyId coin)) continue;
            long profit = LibraryNumbers.RawOf(asset.MarginBalance - asset.WalletBalance);
            Interlocked.Exchange(ref _openProfitRaw[coin.Index], profit);
            OnBalance(coin, LibraryNumbers.RawOf(asset.WalletBalance), Timestamp.None);
        }
        _desk.OnMargin(
            new MarginFigures(
                (double)account.TotalInitialMargin, (double)account.TotalMaintenanceMargin,
                (double)account.TotalMarginBalance), now, Timestamp.None);
    }

    private void OnOrder(BinanceFuturesStreamOrderUpdate update)
    {
        Timestamp now = session.Clock.Now;
        _desk.OnOrder(BinanceRows.Of(update.UpdateData, _desk.Context), now);
        ExecutionRow fill = BinanceRows.FillOf(update.UpdateData, _desk.Context);
        if (!fill.Execution.IsNone) _desk.OnExecution(in fill, now);
    }

    private void OnAccount(BinanceFuturesStreamAccountUpdate update)
    {
        Timestamp at = LibraryNumbers.TimeOf(update.TransactionTime);
        if (update.UpdateData.Reason != B.AccountUpdateReason.Order) incomeMoved();
        foreach (BinanceFuturesStreamBalance balance in update.UpdateData.Balances)
            if (CurrencyId.TryFind(balance.Asset, out CurrencyId coin))
                OnBalance(coin, LibraryNumbers.RawOf(balance.WalletBalance), at);
        foreach (BinanceFuturesStreamPosition held in update.UpdateData.Positions)
        {
            PositionRow row = BinanceRows.PositionOf(
                held.Symbol, held.PositionSide, held.Quantity, held.EntryPrice, at, _desk.Context);
            if (!row.Instrument.IsNone) _desk.OnPosition(in row, 0, session.Clock.Now);
        }
    }

    /// <summary>The stream tells balances without open profit: that is added as REST last told it.</summary>
    private void OnBalance(CurrencyId coin, long walletRaw, Timestamp at) => _desk.OnWallet(
        new WalletCoin
        {
            Currency = coin,
            WalletRaw = walletRaw,
            EquityRaw = walletRaw + Interlocked.Read(ref _openProfitRaw[coin.Index]),
        },
        session.Clock.Now, at);

    private ClientOrderId Replay(BinanceUsdFuturesOrder order)
    {
        OrderRow row = BinanceRows.Of(order, _desk.Context);
        _desk.OnOrder(in row, session.Clock.Now);
        return row.Status == OrderRowStatus.Open ? row.Order : ClientOrderId.None;
    }

    private void Add(BinancePositionV3 position, StateReport report)
    {
        PositionRow row = BinanceRows.PositionOf(
            position.Symbol, position.PositionSide, position.PositionAmt, position.EntryPrice,
            LibraryNumbers.TimeOf(position.UpdateTime), _desk.Context);
        if (row.Instrument.IsNone) return;
        _desk.Note(in row);
        report.Add(in row);
    }
}
