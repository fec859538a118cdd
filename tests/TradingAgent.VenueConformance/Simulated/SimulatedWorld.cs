using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Venues.Ports;

namespace TradingAgent.VenueConformance.Simulated;

/// <summary>
/// The simulated venue over the quiet market, without a wire. Its clock is that of a morning ten minutes before the
/// settlement at eight; and a stranger is long at the top of his means.
/// </summary>
internal sealed class SimulatedWorld : VenueWorld
{
    private readonly QuietMarket _market;
    private readonly LeapingTime _time;
    private readonly DateTimeOffset _settlement;
    private readonly SimulatedPort _port;

    private SimulatedWorld(QuietMarket market, LeapingTime time, DateTimeOffset settlement, SimulatedPort port) =>
        (_market, _time, _settlement, _port) = (market, time, settlement, port);

    public override IVenue Venue => _port;

    public override string Name => "Simulated";

    public override VenueScope Scope { get; } = new(["BTC"], Perpetuals: true, Futures: true, Options: true);

    public override string? Perpetual => QuietMarket.Perpetual;

    public override string? Option => QuietMarket.Option;

    public override string InversePerpetual => QuietMarket.Inverse;

    public override IReadOnlyList<string> Expiring => _market.Expiring;

    public static SimulatedWorld Open()
    {
        var settlement = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(1).AddHours(8), TimeSpan.Zero);
        var time = new LeapingTime(settlement.AddMinutes(-10));
        var market = new QuietMarket(Timestamp.From(settlement));
        var house = new ExchangeSettings { Venue = VenueId.Simulated, Start = Timestamp.From(time.GetUtcNow()) };
        var exchange = new SimulatedExchange(house, market);
        AccountId account = exchange.OpenAccount(new AccountSettings
        {
            Name = "conformance",
            Balances = [new Money(500_000, CurrencyId.Usdt), new Money(1, CurrencyId.Btc)],
            // What adapters ask of a venue that can do either.
            RefusesOutsideBand = true,
        });
        market.PlaceStrangers(exchange);
        var port = new SimulatedPort(exchange, account, time);
        port.Start();
        return new SimulatedWorld(market, time, settlement, port);
    }

    public override Task TakeAsync(Side side, Price limit, Quantity quantity) =>
        _market.DoAsync(desk => desk.Take(_market.PerpetualId, side, limit, quantity));

    public override Task<string> ListAsync() => _market.ListOptionAsync();

    public override void CutAccountStream() => _port.CutAccount();

    public override void RestoreAccountStream() => _port.RestoreAccount();

    public override async Task<bool> CrashAsync()
    {
        await _market.CrashAsync();
        return true;
    }

    public override Task<bool> SettleAsync()
    {
        _time.LeapTo(_settlement.AddMilliseconds(-500));
        return Task.FromResult(true);
    }

    /// <summary>Leaps over the half hour after which what was delivered is closed.</summary>
    public void CloseDelivered() => _time.LeapTo(_settlement.AddMinutes(31));

    public override ValueTask DisposeAsync() => _port.DisposeAsync();
}
