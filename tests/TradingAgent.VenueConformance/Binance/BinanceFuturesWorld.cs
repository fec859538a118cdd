using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.ExchangeServer;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.VenueConformance.Binance;

/// <summary>Binance futures before the local exchange.</summary>
internal sealed class BinanceFuturesWorld : VenueWorld
{
    private readonly BinanceExchange _exchange;
    private readonly BinanceVenue _venue;

    private BinanceFuturesWorld(BinanceExchange exchange, BinanceVenue venue)
    {
        _exchange = exchange;
        _venue = venue;
    }

    public override IVenue Venue => _venue;

    public override VenueScope Scope { get; } = new(["BTC"], Perpetuals: true, Futures: true, Options: true);

    public override string? Perpetual => "BTCUSDT";

    public override string? Option => null;

    public static async Task<BinanceFuturesWorld> OpenAsync(
        Func<BinanceOptions, BinanceOptions>? change = null, BinanceFaults? faults = null)
    {
        BinanceExchange exchange = await BinanceExchange.OpenAsync(faults);
        BinanceOptions options = change?.Invoke(exchange.Options) ?? exchange.Options;
        return new BinanceFuturesWorld(
            exchange,
            BinanceVenue.OfFutures(options, new SteadyClock(TimeProvider.System), NullLoggerFactory.Instance));
    }

    public override Task TakeAsync(Side side, Price limit, Quantity quantity) => _exchange.Market.DoAsync(
        desk => desk.Take(_exchange.Market.PerpetualId, side, limit, quantity));

    public override async Task<string> ListAsync()
    {
        await _exchange.Market.ListFutureAsync();
        return "BTCUSDT_300329";
    }

    public override void CutAccountStream() => _exchange.Door.Cut();

    public override void RestoreAccountStream() => _exchange.Door.Restore();

    public override async ValueTask DisposeAsync()
    {
        await _venue.DisposeAsync();
        await _exchange.DisposeAsync();
    }
}
