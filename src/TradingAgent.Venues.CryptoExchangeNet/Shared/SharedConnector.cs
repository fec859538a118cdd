using CryptoExchange.Net.SharedApis;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using TradingMode = CryptoExchange.Net.SharedApis.TradingMode;

namespace TradingAgent.Venues.CryptoExchangeNet.Shared;

/// <summary>
/// Any exchange of the family over its shared interfaces: watched, its positions read, and liquidity taken there.
/// Those interfaces know neither post-only nor amending nor a dead-man's switch: such commands are refused, never sent
/// as something else.
/// </summary>
internal sealed class SharedConnector(SharedExchange exchange, LibraryOptions options) : ILibraryExchange
{
    private static readonly TimeSpan CancelPace = TimeSpan.FromMilliseconds(110);

    public VenueId Venue => exchange.Venue;

    public string Title => exchange.Title;

    public LibraryReads Reads { get; } = new(options.Scrub);

    public VenueCapabilities Capabilities => new()
    {
        AmendsInPlace = false,
        TradesOverWebSocket = false,
        HasOptions = false,
        OrdersPerSecond = options.OrdersPerSecond,
        HasDeadMansSwitch = false,
        RestsPostOnly = false,
    };

    public int Budgets => 1;

    public int BudgetOf(Instrument instrument) => 0;

    public async Task<VenueCatalog> LoadCatalogAsync(VenueScope scope, CancellationToken ct)
    {
        List<Instrument> instruments = [];
        List<string> skipped = [];
        foreach (TradingMode mode in exchange.Modes)
        {
            bool isWanted = mode == TradingMode.PerpetualLinear ? scope.Perpetuals : scope.Futures;
            if (!isWanted) continue;
            SharedFuturesSymbol[] rows = await Reads.AskAsync(
                "the futures' list",
                token => exchange.Symbols.GetFuturesSymbolsAsync(new GetSymbolsRequest(mode), token), ct)
                .ConfigureAwait(false);
            SharedFuturesSymbol[] ofCoins =
                [.. rows.Where(r => r.TradingMode == mode && scope.BaseCoins.Contains(r.BaseAsset)).Select(Named)];
            IReadOnlyDictionary<string, decimal> prices = ofCoins.Any(r => r.PriceSignificantFigures is not null)
                ? await PricesAsync(mode, ct).ConfigureAwait(false)
                : new Dictionary<string, decimal>();
            foreach (SharedFuturesSymbol row in ofCoins)
            {
                decimal? last = prices.TryGetValue(row.Name, out decimal price) ? price : null;
                if (SharedInstruments.Read(row, Venue, last, out string reason) is { } known) instruments.Add(known);
                else skipped.Add(reason);
            }
        }
        return new VenueCatalog([.. instruments.DistinctBy(i => i.Symbol)], skipped);
    }

    /// <summary>The interfaces tell no clock: ours is taken for the venue's.</summary>
    public Task<Timestamp> TimeAsync(CancellationToken ct) =>
        Task.FromResult(Timestamp.From(TimeProvider.System.GetUtcNow()));

    public async Task<IReadOnlyList<OpenOrder>> ListOpenAsync(bool strangersToo, CancellationToken ct)
    {
        List<OpenOrder> open = [];
        foreach (SharedFuturesOrder order in await OpenOrdersAsync(ct).ConfigureAwait(false))
        {
            string text = order.ClientOrderId is { } id ? exchange.ReadId?.Invoke(id) ?? id : "";
            if (strangersToo || text.StartsWith(options.OrderPrefix, StringComparison.Ordinal))
                open.Add(new OpenOrder(order.SharedSymbol?.TradingMode.ToString() ?? "", order.Symbol, order.OrderId));
        }
        return open;
    }

    public async Task CancelAsync(IReadOnlyList<OpenOrder> open, bool strangersToo, CancellationToken ct)
    {
        foreach (OpenOrder order in open)
        {
            TradingMode mode = Enum.TryParse(order.Group, out TradingMode known) ? known : exchange.Modes[0];
            await exchange.Orders.CancelFuturesOrderAsync(
                new CancelOrderRequest(new SharedSymbol(mode, "", "", order.Symbol), order.Id), ct)
                .ConfigureAwait(false);
            await Task.Delay(CancelPace, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Open orders of every kind of contract that is loaded.</summary>
    public async Task<IReadOnlyList<SharedFuturesOrder>> OpenOrdersAsync(CancellationToken ct)
    {
        List<SharedFuturesOrder> open = [];
        foreach (TradingMode mode in exchange.Modes)
            open.AddRange(await Reads.AskAsync(
                "open orders",
                token => exchange.Orders.GetOpenFuturesOrdersAsync(new GetOpenOrdersRequest(mode), token), ct)
                .ConfigureAwait(false));
        return [.. open.DistinctBy(o => o.OrderId)];
    }

    /// <summary>Positions in every kind of contract that is loaded.</summary>
    public async Task<IReadOnlyList<SharedPosition>> PositionsAsync(CancellationToken ct)
    {
        List<SharedPosition> held = [];
        foreach (TradingMode mode in exchange.Modes)
        {
            SharedPosition[] rows = await Reads.AskAsync(
                "positions", token => exchange.Orders.GetPositionsAsync(new GetPositionsRequest(mode), token), ct)
                .ConfigureAwait(false);
            held.AddRange(rows.Where(r => r.SharedSymbol is null || r.SharedSymbol.TradingMode == mode));
        }
        return held;
    }

    /// <summary>What the wallet holds.</summary>
    public Task<SharedBalance[]> BalancesAsync(CancellationToken ct) => Reads.AskAsync(
        "the wallet", token => exchange.Balances.GetBalancesAsync(new GetBalancesRequest(exchange.Modes[0]), token),
        ct);

    public ILibraryRun Open(LibrarySession session) => new SharedRun(this, exchange, session);

    public void Dispose() => exchange.Dispose();

    private SharedFuturesSymbol Named(SharedFuturesSymbol row) =>
        exchange.ReadSymbol is { } read ? row with { Name = read(row.Name) } : row;

    private async Task<IReadOnlyDictionary<string, decimal>> PricesAsync(TradingMode mode, CancellationToken ct)
    {
        if (exchange.Tickers is not { } tickers) return new Dictionary<string, decimal>();
        SharedFuturesTicker[] rows = await Reads.AskAsync(
            "prices", token => tickers.GetFuturesTickersAsync(new GetTickersRequest(mode), token), ct)
            .ConfigureAwait(false);
        return rows.Where(r => r.LastPrice is > 0).DistinctBy(r => r.Symbol)
            .ToDictionary(r => r.Symbol, r => r.LastPrice!.Value);
    }
}
