using CryptoExchange.Net.Objects;
using CryptoExchange.Net.SharedApis;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using TradingAgent.Venues.CryptoExchangeNet.Streams;
using TradingMode = CryptoExchange.Net.SharedApis.TradingMode;

namespace TradingAgent.Venues.CryptoExchangeNet.Shared;

/// <summary>The account over the shared interfaces: its streams, whole reports, and what a cut stream missed.</summary>
internal sealed class SharedAccount(
    SharedConnector connector, SharedExchange exchange, LibrarySession session, Func<ClientOrderId, bool> wasAsked)
{
    private const int TradesMax = 50;

    private static readonly Duration Overlap = Duration.FromSeconds(60);

    private readonly AccountDesk _desk = session.Desk;
    private readonly SharedRows _rows = new(exchange, session.Desk.Context, session.Clock, wasAsked);
    private long _openProfitRaw;

    public IEnumerable<Topic> Topics()
    {
        foreach (TradingMode mode in exchange.Modes.Take(1))
        {
            yield return new Topic("orders", 0, false, (topic, ct) =>
                exchange.OrderUpdates.SubscribeToFuturesOrderUpdatesAsync(
                    new SubscribeFuturesOrderRequest(mode), topic.Reading<SharedFuturesOrder[]>(data =>
                    {
                        foreach (SharedFuturesOrder order in data.Data) Replay(order);
                    }), ct));
            yield return new Topic("trades", 0, false, (topic, ct) =>
                exchange.TradeUpdates.SubscribeToUserTradeUpdatesAsync(
                    new SubscribeUserTradeRequest(mode), topic.Reading<SharedUserTrade[]>(data => Book(data.Data)),
                    ct));
            if (exchange.PositionUpdates is { } positions)
                yield return new Topic("positions", 0, false, (topic, ct) => positions.SubscribeToPositionUpdatesAsync(
                    new SubscribePositionRequest(mode), topic.Reading<SharedPosition[]>(data =>
                    {
                        Value(data.Data);
                        foreach (SharedPosition position in data.Data)
                            _desk.OnPosition(_rows.Of(position), 0, session.Clock.Now);
                    }), ct));
            if (exchange.BalanceUpdates is { } balances)
                yield return new Topic("balances", 0, false, (topic, ct) => balances.SubscribeToBalanceUpdatesAsync(
                    new SubscribeBalancesRequest(mode), topic.Reading<SharedBalance[]>(data => OnBalances(data.Data)),
                    ct));
        }
    }

    /// <exception cref="VenueSetupException">The key is refused.</exception>
    public async Task CheckAsync(CancellationToken ct)
    {
        HttpResult<SharedBalance[]> answer = await connector.Reads.TryAsync(
            "the wallet", token => exchange.Balances.GetBalancesAsync(new GetBalancesRequest(exchange.Modes[0]), token),
            ct).ConfigureAwait(false);
        if (!answer.Success)
            throw new VenueSetupException(
                $"{exchange.Title} refuses the key ({connector.Reads.Text("the wallet", answer.Error)}). Check that it "
                + "belongs to this environment and that its address list allows this machine.");
    }

    /// <returns>How many instruments got no rate.</returns>
    public async Task<int> PublishFeesAsync(IReadOnlyList<Instrument> instruments, CancellationToken ct)
    {
        if (exchange.Fees is not { } fees) return instruments.Count;
        int unknown = 0;
        foreach (Instrument instrument in instruments)
        {
            HttpResult<SharedFee> answer = await connector.Reads.TryAsync(
                "a fee rate",
                token => fees.GetFeesAsync(new GetFeeRequest(SharedInstruments.SymbolOf(instrument)), token), ct)
                .ConfigureAwait(false);
            if (!answer.Success)
            {
                unknown++;
                continue;
            }
            EngineEvent change = VenueEvent.Of(
                EventKind.FeesReported, exchange.Venue, instrument.Id, session.Clock.Now);
            // The family tells fees in percent.
            change.Fees = new FeesReported(
                (double)(answer.Data.MakerFee / 100), (double)(answer.Data.TakerFee / 100), 0);
            session.Events.Publish(in change);
        }
        return unknown;
    }

    public async Task<(int Orders, int Positions)> ReportAsync(StateReport report, CancellationToken ct)
    {
        foreach (SharedFuturesOrder order in await connector.OpenOrdersAsync(ct).ConfigureAwait(false))
            report.Add(_rows.Of(order));
        int orders = report.Flush();
        IReadOnlyList<SharedPosition> held = await connector.PositionsAsync(ct).ConfigureAwait(false);
        Value(held);
        foreach (SharedPosition position in held) Add(position, report);
        int positions = report.Flush();
        OnBalances(await connector.BalancesAsync(ct).ConfigureAwait(false));
        return (orders, positions);
    }

    public async Task RecoverAsync(CancellationToken ct)
    {
        Timestamp since = _desk.RecoveredThrough;
        Timestamp until = session.Clock.Now + session.Clock.Offset;
        if (!since.IsNone)
            foreach (Instrument instrument in _desk.Context.Instruments.All
                .Where(i => i.Terms.Venue == exchange.Venue))
            {
                await ReadTradesAsync(instrument, LibraryNumbers.MomentOf(since - Overlap), ct).ConfigureAwait(false);
            }
        HashSet<ClientOrderId> open = [];
        foreach (SharedFuturesOrder order in await connector.OpenOrdersAsync(ct).ConfigureAwait(false))
            open.Add(Replay(order));
        foreach ((ClientOrderId order, InstrumentId id) in _desk.OpenOrders())
        {
            if (open.Contains(order) || _desk.Context.Instruments.Find(id) is not { } instrument) continue;
            if (await FindAsync(order, instrument, ct).ConfigureAwait(false) is { } ended) Replay(ended);
        }
        _desk.RecoveredThrough = until;
    }

    public async Task<EngineEvent?> LookAsync(ClientOrderId order, Instrument instrument, CancellationToken ct)
    {
        if (await FindAsync(order, instrument, ct).ConfigureAwait(false) is not { } found) return null;
        OrderRow row = _rows.Of(found);
        if (!row.Filled.IsZero)
        {
            _desk.Context.Orders.Add(order, row.VenueId);
            SharedUserTrade[] trades = await connector.Reads.AskAsync(
                "an order's trades",
                token => exchange.Orders.GetFuturesOrderTradesAsync(
                    new GetOrderTradesRequest(SharedInstruments.SymbolOf(instrument), found.OrderId), token), ct)
                .ConfigureAwait(false);
            Book(trades);
        }
        return OrderReports.Of(_rows.Of(found), exchange.Venue, session.Clock.Now);
    }

    private async Task<SharedFuturesOrder?> FindAsync(ClientOrderId order, Instrument instrument, CancellationToken ct)
    {
        string text = _desk.Context.TextOf(order);
        string id = exchange.WriteId?.Invoke(text) ?? text;
        SharedSymbol symbol = SharedInstruments.SymbolOf(instrument);
        HttpResult<SharedFuturesOrder> answer = await connector.Reads.TryAsync(
            "an order",
            token => exchange.OrdersByClientId.GetFuturesOrderByClientOrderIdAsync(
                new GetOrderRequest(symbol, id), token), ct)
            .ConfigureAwait(false);
        if (answer.Success) return answer.Data;
        return SharedVerdicts.Of(answer.Error.ErrorType).Reason == RejectReason.OrderGone
            ? null
            : throw new VenueUnreachableException(connector.Reads.Text("an order", answer.Error));
    }

    private async Task ReadTradesAsync(Instrument instrument, DateTime since, CancellationToken ct)
    {
        PageRequest? page = null;
        List<SharedUserTrade> all = [];
        do
        {
            PageRequest? next = page;
            HttpResult<SharedUserTrade[]> answer = await connector.Reads.TryAsync(
                "trades", token => exchange.Orders.GetFuturesUserTradesAsync(
                    new GetUserTradesRequest(SharedInstruments.SymbolOf(instrument), since, limit: TradesMax), next,
                    token), ct).ConfigureAwait(false);
            if (!answer.Success) throw new VenueUnreachableException(connector.Reads.Text("trades", answer.Error));
            all.AddRange(answer.Data);
            page = answer.Data.Length < TradesMax ? null : answer.NextPageRequest;
        }
        while (page is not null);
        Book([.. all.OrderBy(t => t.Timestamp)]);
    }

    private void Book(SharedUserTrade[] trades)
    {
        foreach (SharedUserTrade trade in trades) _desk.OnExecution(_rows.Of(trade), session.Clock.Now);
    }

    private ClientOrderId Replay(SharedFuturesOrder order)
    {
        OrderRow row = _rows.Of(order);
        if (row.Order.IsNone) return ClientOrderId.None;
        _desk.OnOrder(in row, session.Clock.Now);
        return row.Status == OrderRowStatus.Open ? row.Order : ClientOrderId.None;
    }

    private void OnBalances(IEnumerable<SharedBalance> balances)
    {
        foreach (SharedBalance balance in balances)
            _desk.OnWallet(
                SharedRows.Of(balance, Interlocked.Read(ref _openProfitRaw)), session.Clock.Now, Timestamp.None);
    }

    /// <summary>Every position there is: what the balance, told beside them, has of open profit.</summary>
    private void Value(IReadOnlyList<SharedPosition> held)
    {
        if (exchange.BalanceHasOpenProfit)
            Interlocked.Exchange(ref _openProfitRaw, held.Sum(p => LibraryNumbers.RawOf(p.UnrealizedPnl)));
    }

    private void Add(SharedPosition position, StateReport report)
    {
        PositionRow row = _rows.Of(position);
        if (row.Instrument.IsNone) return;
        _desk.Note(in row);
        report.Add(in row);
    }
}
