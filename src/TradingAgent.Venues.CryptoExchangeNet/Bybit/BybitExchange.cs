using Bybit.Net.Objects.Models.V5;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using B = Bybit.Net.Enums;

namespace TradingAgent.Venues.CryptoExchangeNet.Bybit;

/// <summary>Bybit through Bybit.Net: linear, inverse and option markets, one unified account.</summary>
internal sealed class BybitExchange : ILibraryExchange
{
    private const int PageRows = 1000;

    private static readonly TimeSpan CancelPace = TimeSpan.FromMilliseconds(110);

    private readonly BybitClients _clients;
    private readonly BybitLists _lists;
    private readonly LibraryOptions _options;

    public BybitExchange(LibraryOptions options, ILoggerFactory loggers)
    {
        _options = options;
        _clients = new BybitClients(options, loggers);
        Reads = new LibraryReads(options.Scrub);
        _lists = new BybitLists(_clients.Rest, Reads);
    }

    public VenueId Venue => VenueId.Bybit;

    public string Title => "Bybit";

    public LibraryReads Reads { get; }

    public VenueCapabilities Capabilities => new()
    {
        AmendsInPlace = true,
        TradesOverWebSocket = _options.Hosts.Trade is not null,
        HasOptions = true,
        OrdersPerSecond = _options.OrdersPerSecond,
        HasDeadMansSwitch = Guarded.Count > 0,
    };

    /// <summary>For what the venue granted its dead-man's switch; the account's stream listens to each.</summary>
    public HashSet<B.ProductType> Guarded { get; } = [];

    // Linear and inverse share the venue's budget; options have their own.
    public int Budgets => 2;

    public int BudgetOf(Instrument instrument) => instrument.Terms.IsOption ? 1 : 0;

    public async Task<VenueCatalog> LoadCatalogAsync(VenueScope scope, CancellationToken ct)
    {
        List<Instrument> instruments = [];
        List<string> skipped = [];
        foreach (string coin in scope.BaseCoins)
        {
            if (scope.Perpetuals || scope.Futures)
                foreach (B.Category category in (B.Category[])[B.Category.Linear, B.Category.Inverse])
                    await LoadFuturesAsync(category, coin, scope, instruments, skipped, ct).ConfigureAwait(false);
            if (scope.Options) await LoadOptionsAsync(coin, instruments, skipped, ct).ConfigureAwait(false);
        }
        return new VenueCatalog([.. instruments.DistinctBy(i => i.Symbol)], [.. skipped.Distinct()]);
    }

    public async Task<Timestamp> TimeAsync(CancellationToken ct)
    {
        BybitTime time = await Reads.AskAsync(
            "the venue's time", _clients.Rest.V5Api.ExchangeData.GetServerTimeAsync, ct).ConfigureAwait(false);
        return LibraryNumbers.TimeOf(time.TimeNano);
    }

    public async Task<IReadOnlyList<OpenOrder>> ListOpenAsync(bool strangersToo, CancellationToken ct)
    {
        List<OpenOrder> open = [];
        foreach ((B.Category category, string? coin) in BybitLists.Shelves)
        {
            IReadOnlyList<BybitOrder> page = await _lists.OpenOrdersAsync(category, coin, ct).ConfigureAwait(false);
            open.AddRange(page
                .Where(o => strangersToo
                    || (o.ClientOrderId?.StartsWith(_options.OrderPrefix, StringComparison.Ordinal) ?? false))
                .Select(o => new OpenOrder(category.ToString(), o.Symbol, o.OrderId)));
        }
        return open;
    }

    public async Task CancelAsync(IReadOnlyList<OpenOrder> open, bool strangersToo, CancellationToken ct)
    {
        if (strangersToo)
        {
            foreach ((B.Category category, string? coin) in BybitLists.Shelves)
                await _clients.Rest.V5Api.Trading.CancelAllOrderAsync(category, settleAsset: coin, ct: ct)
                    .ConfigureAwait(false);
            foreach (string symbol in open.Where(o => o.Group == nameof(B.Category.Inverse)).Select(o => o.Symbol)
                .Distinct())
            {
                await _clients.Rest.V5Api.Trading.CancelAllOrderAsync(B.Category.Inverse, symbol, ct: ct)
                    .ConfigureAwait(false);
            }
            return;
        }
        foreach (OpenOrder order in open)
        {
            await _clients.Rest.V5Api.Trading
                .CancelOrderAsync(Enum.Parse<B.Category>(order.Group), order.Symbol, order.Id, ct: ct)
                .ConfigureAwait(false);
            await Task.Delay(CancelPace, ct).ConfigureAwait(false);
        }
    }

    public ILibraryRun Open(LibrarySession session) => new BybitRun(this, _clients, _lists, session);

    public void Dispose() => _clients.Dispose();

    /// <summary>A category as the library calls it.</summary>
    public static B.Category CategoryOf(in InstrumentTerms terms) =>
        terms.IsOption ? B.Category.Option : terms.IsInverse ? B.Category.Inverse : B.Category.Linear;

    private async Task LoadFuturesAsync(
        B.Category category, string coin, VenueScope scope, List<Instrument> instruments, List<string> skipped,
        CancellationToken ct)
    {
        IReadOnlyList<BybitLinearInverseSymbol> rows = await _lists.PagesAsync(
            $"the {category} instruments of {coin}",
            (cursor, token) => _clients.Rest.V5Api.ExchangeData.GetLinearInverseSymbolsAsync(
                category, baseAsset: coin, limit: PageRows, cursor: cursor, ct: token), ct).ConfigureAwait(false);
        foreach (BybitLinearInverseSymbol row in rows)
        {
            if (row.BaseAsset != coin) continue;
            if (BybitInstruments.Read(row, out string reason) is not { } instrument) skipped.Add(reason);
            else if (instrument.Terms.IsPerpetual ? scope.Perpetuals : scope.Futures) instruments.Add(instrument);
        }
    }

    private async Task LoadOptionsAsync(
        string coin, List<Instrument> instruments, List<string> skipped, CancellationToken ct)
    {
        IReadOnlyList<BybitOptionSymbol> rows = await _lists.PagesAsync(
            $"the options of {coin}",
            (cursor, token) => _clients.Rest.V5Api.ExchangeData.GetOptionSymbolsAsync(
                baseAsset: coin, limit: PageRows, cursor: cursor, ct: token), ct).ConfigureAwait(false);
        foreach (BybitOptionSymbol row in rows)
        {
            if (row.BaseAsset != coin) continue;
            if (BybitInstruments.Read(row, out string reason) is { } instrument) instruments.Add(instrument);
            else skipped.Add(reason);
        }
    }
}
