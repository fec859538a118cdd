using Binance.Net.Objects.Models.Futures;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.CryptoExchangeNet.Calls;

namespace TradingAgent.Venues.CryptoExchangeNet.Binance;

/// <summary>Binance's USD-M futures through Binance.Net. It has no client for the venue's options.</summary>
internal sealed class BinanceExchange : ILibraryExchange
{
    private const int BatchMax = 10;

    private readonly BinanceClients _clients;
    private readonly LibraryOptions _options;

    public BinanceExchange(LibraryOptions options, ILoggerFactory loggers)
    {
        _options = options;
        _clients = new BinanceClients(options, loggers);
        Reads = new LibraryReads(options.Scrub);
    }

    public VenueId Venue => VenueId.BinanceFutures;

    public string Title => "Binance futures";

    public LibraryReads Reads { get; }

    public VenueCapabilities Capabilities => new()
    {
        AmendsInPlace = true,
        TradesOverWebSocket = _options.Hosts.Trade is not null,
        HasOptions = false,
        OrdersPerSecond = _options.OrdersPerSecond,
        HasDeadMansSwitch = HasSwitch,
    };

    /// <summary>The venue answers for its countdown.</summary>
    public bool HasSwitch { get; set; }

    public int Budgets => 1;

    public int BudgetOf(Instrument instrument) => 0;

    public async Task<VenueCatalog> LoadCatalogAsync(VenueScope scope, CancellationToken ct)
    {
        BinanceFuturesUsdtExchangeInfo listed = await Reads.AskAsync(
            "the futures' list", _clients.Rest.UsdFuturesApi.ExchangeData.GetExchangeInfoAsync, ct)
            .ConfigureAwait(false);
        List<Instrument> instruments = [];
        List<string> skipped = [];
        foreach (BinanceFuturesUsdtSymbol row in listed.Symbols)
        {
            if (!scope.BaseCoins.Contains(row.BaseAsset)) continue;
            if (BinanceInstruments.Read(row, out string reason) is not { } instrument) skipped.Add(reason);
            else if (instrument.Terms.IsPerpetual ? scope.Perpetuals : scope.Futures) instruments.Add(instrument);
        }
        return new VenueCatalog(instruments, skipped);
    }

    public async Task<Timestamp> TimeAsync(CancellationToken ct) => LibraryNumbers.TimeOf(await Reads.AskAsync(
        "the venue's time", token => _clients.Rest.UsdFuturesApi.ExchangeData.GetServerTimeAsync(ct: token), ct)
        .ConfigureAwait(false));

    public async Task<IReadOnlyList<OpenOrder>> ListOpenAsync(bool strangersToo, CancellationToken ct)
    {
        BinanceUsdFuturesOrder[] open = await Reads.AskAsync(
            "open orders", token => _clients.Rest.UsdFuturesApi.Trading.GetOpenOrdersAsync(ct: token), ct)
            .ConfigureAwait(false);
        return
        [
            .. open
                .Where(o => strangersToo || o.ClientOrderId.StartsWith(_options.OrderPrefix, StringComparison.Ordinal))
                .Select(o => new OpenOrder("", o.Symbol, FormattableString.Invariant($"{o.Id}"))),
        ];
    }

    public async Task CancelAsync(IReadOnlyList<OpenOrder> open, bool strangersToo, CancellationToken ct)
    {
        var trading = _clients.Rest.UsdFuturesApi.Trading;
        foreach (IGrouping<string, OpenOrder> ofSymbol in open.GroupBy(o => o.Symbol))
        {
            if (strangersToo)
            {
                await trading.CancelAllOrdersAsync(ofSymbol.Key, ct: ct).ConfigureAwait(false);
                continue;
            }
            foreach (OpenOrder[] batch in ofSymbol.Chunk(BatchMax))
                await trading.CancelMultipleOrdersAsync(
                    ofSymbol.Key, [.. batch.Select(o => long.Parse(o.Id, null))], ct: ct).ConfigureAwait(false);
        }
    }

    public ILibraryRun Open(LibrarySession session) => new BinanceRun(this, _clients, session);

    public void Dispose() => _clients.Dispose();
}
