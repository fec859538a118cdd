using System.Text.Json;
using TradingAgent.Venues.Binance.Market;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Setup;
using TradingAgent.Venues.Binance.Trading;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Futures;

/// <summary>USD-M futures.</summary>
internal sealed class FuturesProduct : IProduct
{
    public VenueId Venue => VenueId.BinanceFutures;

    public VenueStream MarketStream => VenueStream.LinearMarket;

    public ProductDialect Dialect => ProductDialect.Futures;

    public int SnapshotLevels => 500;

    public string AccountEvents =>
        "ORDER_TRADE_UPDATE/ACCOUNT_UPDATE/TRADE_LITE/ALGO_UPDATE/ACCOUNT_CONFIG_UPDATE/MARGIN_CALL/STRATEGY_UPDATE"
        + "/GRID_UPDATE/listenKeyExpired";

    public bool AmendsInPlace => true;

    public string RestAddress(BinanceHosts hosts) => hosts.FuturesRest;

    public string? TradeAddress(BinanceHosts hosts) => hosts.Trade;

    public async Task<VenueCatalog> LoadAsync(
        BinanceRest rest, VenueScope scope, Action<ExchangeLimits> onLimits, CancellationToken ct)
    {
        BinanceReply reply = await rest.ReadAsync("/fapi/v1/exchangeInfo", "", RequestAccess.Open, ct)
            .ConfigureAwait(false);
        JsonElement exchange = reply.Root();
        onLimits(ExchangeLimits.Read(exchange));
        List<Instrument> instruments = [];
        List<string> skipped = [];
        foreach (JsonElement row in exchange.GetProperty("symbols").EnumerateArray())
        {
            if (!scope.BaseCoins.Contains(Filters.Text(row, "baseAsset"))) continue;
            if (FuturesRow.Read(row, out string reason) is not { } instrument) skipped.Add(reason);
            else if (instrument.Terms.IsPerpetual ? scope.Perpetuals : scope.Futures) instruments.Add(instrument);
        }
        return new VenueCatalog(instruments, skipped);
    }

    public IEnumerable<StreamPlan<StreamRoad>> Plan(
        IReadOnlyList<Instrument> books, IReadOnlyList<Instrument> tickers, IReadOnlyList<Instrument> trades) =>
        FuturesPlan.Of(books, tickers, trades);

    public SwitchDialect Switch { get; } = new("symbol", HasHeartbeat: false);

    public string SwitchSubject(Instrument traded) => traded.Symbol;

    public IProductAccount Account(ProductSession session) => new FuturesAccount(session);

    public Task PollAsync(ProductSession session, IReadOnlyList<Instrument> wanted, CancellationToken ct) =>
        new FuturesPoll(session).RunAsync(wanted, ct);
}
