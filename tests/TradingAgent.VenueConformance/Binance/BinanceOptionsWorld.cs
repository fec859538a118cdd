using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;

namespace TradingAgent.VenueConformance.Binance;

/// <summary>Binance options before the local exchange.</summary>
internal sealed class BinanceOptionsWorld : VenueWorld
{
    private readonly BinanceExchange _exchange;
    private readonly BinanceVenue _venue;

    private BinanceOptionsWorld(BinanceExchange exchange, BinanceVenue venue)
    {
        _exchange = exchange;
        _venue = venue;
    }

    public override IVenue Venue => _venue;

    public override VenueScope Scope { get; } = new(["BTC"], Perpetuals: true, Futures: true, Options: true);

    public override string? Perpetual => null;

    public override string? Option => "BTC-300328-100000-C";

    /// <summary>A position's moment is that of the answer, which orders nothing.</summary>
    public override bool TellsSequences => false;

    /// <summary>Nothing of ours asks how many options others hold.</summary>
    public override bool TellsOpenInterest => false;

    public static async Task<BinanceOptionsWorld> OpenAsync()
    {
        BinanceExchange exchange = await BinanceExchange.OpenAsync();
        return new BinanceOptionsWorld(exchange, BinanceVenue.OfOptions(
            exchange.Options, new SteadyClock(TimeProvider.System), NullLoggerFactory.Instance));
    }

    public override Task TakeAsync(Side side, Price limit, Quantity quantity) => _exchange.Market.DoAsync(
        desk => desk.Take(_exchange.Market.OptionId, side, limit, quantity));

    public override async Task<string> ListAsync()
    {
        await _exchange.Market.ListOptionAsync();
        return "BTC-300328-120000-C";
    }

    public override void CutAccountStream() => _exchange.Door.Cut();

    public override void RestoreAccountStream() => _exchange.Door.Restore();

    public override async ValueTask DisposeAsync()
    {
        await _venue.DisposeAsync();
        await _exchange.DisposeAsync();
    }
}
