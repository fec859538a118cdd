using Bybit.Net.Objects.Models.V5;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using TradingAgent.Venues.CryptoExchangeNet.Streams;
using B = Bybit.Net.Enums;

namespace TradingAgent.Venues.CryptoExchangeNet.Bybit;

/// <summary>The account: its streams, whole reports, what a cut stream missed, and one order at a time.</summary>
internal sealed class BybitAccount(
    BybitExchange exchange, BybitClients clients, BybitLists lists, LibrarySession session, ExpiryWatch deliveries)
{
    private static readonly Duration Overlap = Duration.FromSeconds(60);

    private readonly AccountDesk _desk = session.Desk;

    public IEnumerable<Topic> Topics()
    {
        var account = clients.Account.V5PrivateApi;
        yield return new Topic("order", 0, false, (topic, ct) => account.SubscribeToOrderUpdatesAsync(
            topic.Reading<BybitOrderUpdate[]>(data =>
            {
                foreach (BybitOrderUpdate order in data.Data)
                    _desk.OnOrder(BybitRows.Of(order, _desk.Context), session.Clock.Now);
            }), ct));
        yield return new Topic("execution", 0, false, (topic, ct) => account.SubscribeToUserTradeUpdatesAsync(
            topic.Reading<BybitUserTradeUpdate[]>(data =>
            {
                foreach (BybitUserTradeUpdate trade in data.Data) OnExecution(trade);
            }), ct));
        yield return new Topic("position", 0, false, (topic, ct) => account.SubscribeToPositionUpdatesAsync(
            topic.Reading<BybitPositionUpdate[]>(data =>
            {
                foreach (BybitPositionUpdate position in data.Data)
                    _desk.OnPosition(BybitRows.Of(position, _desk.Context), 0, session.Clock.Now);
            }), ct));
        yield return new Topic("wallet", 0, false, (topic, ct) => account.SubscribeToWalletUpdatesAsync(
            topic.Reading<BybitBalance[]>(data =>
            {
                foreach (BybitBalance wallet in data.Data) OnWallet(wallet, LibraryNumbers.TimeOf(data.DataTime));
            }), ct));
        yield return new Topic("greeks", 0, false, (topic, ct) => account.SubscribeToGreekUpdatesAsync(
            topic.Reading<BybitGreeks[]>(data =>
            {
                foreach (BybitGreeks greeks in data.Data)
                    _desk.OnGreeks(
                        BybitRows.Of(greeks), session.Clock.Now, LibraryNumbers.TimeOf(data.DataTime));
            }), ct));
        // The switch fires when everyone who listened to these is gone. One that was not granted is not asked for: a
        // topic that is refused keeps the whole stream from counting.
        foreach (B.ProductType product in exchange.Guarded)
        {
            yield return new Topic($"dead-man's switch of {product}", 0, false,
                (_, ct) => account.SubscribeToDisconnectCancelAllTopicAsync(product, ct));
        }
    }

    /// <summary>Open orders and positions as rows of a report, and the wallet.</summary>
    public async Task<(int Orders, int Positions)> ReportAsync(StateReport report, CancellationToken ct)
    {
        foreach ((B.Category category, string? coin) in BybitLists.Shelves)
            foreach (BybitOrder order in await lists.OpenOrdersAsync(category, coin, ct).ConfigureAwait(false))
                report.Add(BybitRows.Of(order, _desk.Context));
        int orders = report.Flush();
        foreach ((B.Category category, string? coin) in BybitLists.Shelves)
            foreach (BybitPosition position in await lists.PositionsAsync(category, coin, ct).ConfigureAwait(false))
                Add(position, report);
        int positions = report.Flush();
        await ReadWalletAsync(ct).ConfigureAwait(false);
        return (orders, positions);
    }

    /// <summary>
    /// Executions since the last recovery, with an overlap; then open orders, then the ends of those that are open no
    /// more, then deliveries.
    /// </summary>
    public async Task RecoverAsync(CancellationToken ct)
    {
        Timestamp since = _desk.RecoveredThrough;
        Timestamp now = session.Clock.Now + session.Clock.Offset;
        if (!since.IsNone)
        {
            DateTime from = LibraryNumbers.MomentOf(since - Overlap);
            DateTime until = LibraryNumbers.MomentOf(now);
            foreach ((B.Category category, string? coin) in ExecutionShelves())
                foreach (BybitUserTrade trade in await lists.ExecutionsSinceAsync(category, coin, from, until, ct)
                    .ConfigureAwait(false))
                {
                    OnExecution(trade);
                }
        }
        HashSet<ClientOrderId> open = [];
        foreach ((B.Category category, string? coin) in BybitLists.Shelves)
            foreach (BybitOrder order in await lists.OpenOrdersAsync(category, coin, ct).ConfigureAwait(false))
                if (Replay(order) is { IsNone: false } known) open.Add(known);
        foreach ((ClientOrderId order, InstrumentId instrument) in _desk.OpenOrders())
        {
            if (open.Contains(order) || _desk.Context.Instruments.Find(instrument) is not { } known) continue;
            BybitOrder? ended = await lists.OrderAsync(
                BybitExchange.CategoryOf(known.Terms), _desk.Context.TextOf(order), ct).ConfigureAwait(false);
            if (ended is not null) Replay(ended);
        }
        await deliveries.CatchUpAsync(since, ct).ConfigureAwait(false);
        _desk.RecoveredThrough = now;
    }

    /// <summary>Looks for one order once; null while the venue lists it nowhere.</summary>
    public async Task<EngineEvent?> LookAsync(ClientOrderId order, Instrument instrument, CancellationToken ct)
    {
        B.Category category = BybitExchange.CategoryOf(instrument.Terms);
        string text = _desk.Context.TextOf(order);
        BybitOrder? found = await lists.OrderAsync(category, text, ct).ConfigureAwait(false);
        if (found is null || found.QuantityFilled > 0)
        {
            // The list answers for one coin alone unless told, even when it is asked for one order.
            string? coin = instrument.Terms.IsOption ? instrument.Terms.BaseCoin.Code : null;
            IReadOnlyList<BybitUserTrade> trades =
                await lists.ExecutionsOfAsync(category, coin, text, ct).ConfigureAwait(false);
            foreach (BybitUserTrade trade in trades.Reverse()) OnExecution(trade);
        }
        return found is null
            ? null
            : OrderReports.Of(BybitRows.Of(found, _desk.Context), VenueId.Bybit, session.Clock.Now);
    }

    private async Task ReadWalletAsync(CancellationToken ct)
    {
        BybitResponse<BybitBalance> answer = await exchange.Reads.AskAsync(
            "the wallet", token => clients.Rest.V5Api.Account.GetBalancesAsync(B.AccountType.Unified, ct: token), ct)
            .ConfigureAwait(false);
        foreach (BybitBalance wallet in answer.List) OnWallet(wallet, Timestamp.None);
    }

    private void OnExecution(BybitUserTrade trade)
    {
        if (_desk.OnExecution(BybitRows.Of(trade, _desk.Context), session.Clock.Now)) deliveries.Ask();
    }

    private void OnWallet(BybitBalance wallet, Timestamp venueTime)
    {
        Timestamp now = session.Clock.Now;
        foreach (BybitAssetBalance coin in wallet.Assets) _desk.OnWallet(BybitRows.Of(coin), now, venueTime);
        _desk.OnMargin(BybitRows.MarginOf(wallet), now, venueTime);
    }

    private ClientOrderId Replay(BybitOrder order)
    {
        OrderRow row = BybitRows.Of(order, _desk.Context);
        if (row.Order.IsNone) return ClientOrderId.None;
        _desk.OnOrder(in row, session.Clock.Now);
        return row.Status == OrderRowStatus.Open ? row.Order : ClientOrderId.None;
    }

    private void Add(BybitPosition position, StateReport report)
    {
        PositionRow row = BybitRows.Of(position, _desk.Context);
        if (row.Instrument.IsNone) return;
        _desk.Note(in row);
        report.Add(in row);
    }

    /// <summary>Executions by category, options' coin by coin: the venue answers for BTC alone otherwise.</summary>
    private IEnumerable<(B.Category Category, string? Coin)> ExecutionShelves() =>
    [
        (B.Category.Linear, null), (B.Category.Inverse, null),
        .. _desk.Context.Instruments.All
            .Where(i => i.Terms.Venue == VenueId.Bybit && i.Terms.IsOption)
            .Select(i => i.Terms.BaseCoin.Code)
            .Distinct()
            .Select(coin => (B.Category.Option, (string?)coin)),
    ];
}
