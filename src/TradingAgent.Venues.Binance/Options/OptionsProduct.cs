using System.Text.Json;
using TradingAgent.Venues.Binance.Market;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Setup;
using TradingAgent.Venues.Binance.Trading;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Options;

/// <summary>European options, settled in USDT.</summary>
internal sealed class OptionsProduct : IProduct
{
    public VenueId Venue => VenueId.BinanceOptions;

    public VenueStream MarketStream => VenueStream.OptionMarket;

    public ProductDialect Dialect => ProductDialect.Options;

    public int SnapshotLevels => 100;

    public string AccountEvents =>
        "ORDER_TRADE_UPDATE/ACCOUNT_UPDATE/BALANCE_POSITION_UPDATE/GREEK_UPDATE/RISK_LEVEL_CHANGE/listenKeyExpired";

    public bool AmendsInPlace => false;

    public string RestAddress(BinanceHosts hosts) => hosts.OptionsRest;

    public string? TradeAddress(BinanceHosts hosts) => null;

    public async Task<VenueCatalog> LoadAsync(
        BinanceRest rest, VenueScope scope, Action<ExchangeLimits> onLimits, CancellationToken ct)
    {
        if (!scope.Options) return new VenueCatalog([], []);
        BinanceReply reply = await rest.ReadAsync("/eapi/v1/exchangeInfo", "", RequestAccess.Open, ct)
            .ConfigureAwait(false);
        JsonElement exchange = reply.Root();
        onLimits(ExchangeLimits.Read(exchange));
        Dictionary<string, string> coins = CoinsOf(exchange);
        List<Instrument> instruments = [];
        List<string> skipped = [];
        foreach (JsonElement row in exchange.GetProperty("optionSymbols").EnumerateArray())
        {
            string code = CoinOf(row, coins);
            if (!scope.BaseCoins.Contains(code) || !CurrencyId.TryFind(code, out CurrencyId coin)) continue;
            if (OptionRow.Read(row, coin, out string reason) is { } instrument) instruments.Add(instrument);
            else skipped.Add(reason);
        }
        return new VenueCatalog(instruments, skipped);
    }

    public IEnumerable<StreamPlan<StreamRoad>> Plan(
        IReadOnlyList<Instrument> books, IReadOnlyList<Instrument> tickers, IReadOnlyList<Instrument> trades) =>
        OptionsPlan.Of(books, tickers, trades);

    public SwitchDialect Switch { get; } = new("underlying", HasHeartbeat: true);

    public string SwitchSubject(Instrument traded) => StreamNames.UnderlyingOf(traded.Terms);

    public IProductAccount Account(ProductSession session) => new OptionsAccount(session);

    public Task PollAsync(ProductSession session, IReadOnlyList<Instrument> wanted, CancellationToken ct) =>
        new OptionsPoll(session).RunAsync(wanted, ct);

    /// <summary>Base coins by underlying, such as BTC of BTCUSDT.</summary>
    private static Dictionary<string, string> CoinsOf(JsonElement exchange)
    {
        Dictionary<string, string> coins = new(StringComparer.Ordinal);
        if (!exchange.TryGetProperty("optionContracts", out JsonElement contracts)) return coins;
        foreach (JsonElement contract in contracts.EnumerateArray())
            coins[Filters.Text(contract, "underlying")] = Filters.Text(contract, "baseAsset");
        return coins;
    }

    private static string CoinOf(JsonElement row, Dictionary<string, string> coins)
    {
        string underlying = Filters.Text(row, "underlying");
        if (coins.TryGetValue(underlying, out string? coin)) return coin;
        string quote = Filters.Text(row, "quoteAsset");
        return underlying.EndsWith(quote, StringComparison.Ordinal) ? underlying[..^quote.Length] : underlying;
    }
}
