using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.ExchangeServer.Faults;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Ports;

namespace TradingAgent.VenueConformance.Binance;

/// <summary>Binance futures before the local exchange.</summary>
internal sealed class BinanceFuturesWorld : VenueWorld
{
    private readonly BinanceExchange _exchange;
    private readonly IVenue _venue;

    private BinanceFuturesWorld(string name, BinanceExchange exchange, IVenue venue)
    {
        Name = name;
        _exchange = exchange;
        _venue = venue;
    }

    public override IVenue Venue => _venue;

    public override string Name { get; }

    public override VenueScope Scope { get; } = new(["BTC"], Perpetuals: true, Futures: true, Options: true);

    public override string? Perpetual => "BTCUSDT";

    public override string? Option => null;

    /// <summary>Fresh books come over REST here.</summary>
    public override bool AsksForBooksByStream => false;

    public override StreamTaps Taps => _exchange.Taps;

    /// <summary>With the native adapter.</summary>
    public static async Task<BinanceFuturesWorld> OpenAsync(
        Func<BinanceOptions, BinanceOptions>? change = null, WireFaults? faults = null)
    {
        BinanceExchange exchange = await BinanceExchange.OpenAsync(leaps: true, faults);
        BinanceOptions options = change?.Invoke(exchange.Options) ?? exchange.Options;
        return new BinanceFuturesWorld(
            "Binance", exchange, BinanceVenue.OfFutures(options, exchange.Clock, NullLoggerFactory.Instance));
    }

    /// <summary>With any adapter, made of the native one's options, that takes its time from the machine.</summary>
    public static async Task<BinanceFuturesWorld> OpenAsync(string name, Func<BinanceOptions, IVenue> create)
    {
        BinanceExchange exchange = await BinanceExchange.OpenAsync(leaps: false);
        return new BinanceFuturesWorld(name, exchange, create(exchange.Options));
    }

    public override Task TakeAsync(Side side, Price limit, Quantity quantity) => _exchange.Market.DoAsync(
        desk => desk.Take(_exchange.Market.PerpetualId, side, limit, quantity));

    public override async Task<string> ListAsync()
    {
        await _exchange.Market.ListFutureAsync();
        return "BTCUSDT_300329";
    }

    public override void CutAccountStream() => Taps.Account.Cut();

    public override void RestoreAccountStream() => Taps.Account.Restore();

    public override void WithholdBooks(bool withheld) => _exchange.WithholdBooks(withheld);

    public override Task<bool> CrashAsync() => _exchange.CrashAsync();

    public override Task<bool> SettleAsync() => _exchange.SettleAsync();

    public override bool IsBook(string frame) => frame.Contains("\"btcusdt@depth", StringComparison.Ordinal);

    public override bool IsTicker(string frame) =>
        frame.Contains("\"btcusdt@markPrice", StringComparison.Ordinal);

    public override bool IsAsking(string frame) => frame.Contains("btcusdt@markPrice", StringComparison.Ordinal);

    public override bool IsData(string frame) => frame.StartsWith("{\"stream\"", StringComparison.Ordinal);

    public override async ValueTask DisposeAsync()
    {
        await _venue.DisposeAsync();
        await _exchange.DisposeAsync();
    }
}
