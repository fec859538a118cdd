using System.Text.Json;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Setup;

namespace TradingAgent.Venues.Binance.Market;

/// <summary>
/// What the stablecoins are worth in dollars: futures' asset index, which is public and asked for by options too. What
/// the venue does not tell has no rate, and is said once; a rate is never assumed.
/// </summary>
internal sealed partial class DollarRates(
    BinanceRest futures, VenueId venue, CurrencyRates rates, VenueClock clock, ILogger logger)
{
    private readonly HashSet<CurrencyId> _said = [];

    /// <exception cref="Ports.VenueUnreachableException">The venue did not answer.</exception>
    public async Task ReadAsync(CancellationToken ct)
    {
        foreach (CurrencyId coin in (CurrencyId[])[CurrencyId.Usdt, CurrencyId.Usdc])
        {
            BinanceReply reply = await futures.GetAsync(
                "/fapi/v1/assetIndex", $"symbol={coin}USD", RequestAccess.Open, ct).ConfigureAwait(false);
            JsonElement row = reply.IsOk ? reply.Root() : default;
            double index = (double)Filters.Number(row, "index");
            if (index > 0) rates.OnRate(coin, index, clock.Now);
            else if (rates.UsdPer(coin) == 0 && _said.Add(coin)) LogNoRate(logger, venue, coin.Code);
        }
    }

    [LoggerMessage(EventId = LogEvents.BinanceNoRate, Level = LogLevel.Warning,
        Message = "{Venue}: the venue tells no dollar rate of {Coin}; nothing is assumed, and what settles in it takes "
            + "no new risk")]
    private static partial void LogNoRate(ILogger logger, VenueId venue, string coin);
}
