using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Ports;

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

    public override string Name => "Binance";

    public override VenueScope Scope { get; } = new(["BTC"], Perpetuals: true, Futures: true, Options: true);

    public override string? Perpetual => null;

    public override string? Option => "BTC-300328-100000-C";

    /// <summary>A position's moment is that of the answer, which orders nothing.</summary>
    public override bool TellsSequences => false;

    public override IReadOnlyList<string> Expiring => [_exchange.ExpiringCall];

    /// <summary>Fresh books come over REST here.</summary>
    public override bool AsksForBooksByStream => false;

    /// <summary>Orders in options go over REST alone.</summary>
    public override StreamTaps Taps => _exchange.Taps with { Trade = null };

    public static async Task<BinanceOptionsWorld> OpenAsync()
    {
        BinanceExchange exchange = await BinanceExchange.OpenAsync(leaps: true);
        return new BinanceOptionsWorld(exchange, BinanceVenue.OfOptions(
            exchange.Options, exchange.Clock, NullLoggerFactory.Instance));
    }

    public override Task TakeAsync(Side side, Price limit, Quantity quantity) => _exchange.Market.DoAsync(
        desk => desk.Take(_exchange.Market.OptionId, side, limit, quantity));

    public override async Task<string> ListAsync()
    {
        await _exchange.Market.ListOptionAsync();
        return "BTC-300328-120000-C";
    }

    public override void CutAccountStream() => Taps.Account.Cut();

    public override void RestoreAccountStream() => Taps.Account.Restore();

    public override void WithholdBooks(bool withheld) => _exchange.WithholdBooks(withheld);

    public override Task<bool> CrashAsync() => _exchange.CrashAsync();

    public override Task<bool> SettleAsync() => _exchange.SettleAsync();

    public override bool IsBook(string frame) =>
        frame.Contains("\"" + Traded.ToLowerInvariant() + "@depth", StringComparison.Ordinal);

    public override bool IsData(string frame) => frame.StartsWith("{\"stream\"", StringComparison.Ordinal);

    public override async ValueTask DisposeAsync()
    {
        await _venue.DisposeAsync();
        await _exchange.DisposeAsync();
    }
}
