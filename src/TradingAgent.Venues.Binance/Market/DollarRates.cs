using System.Text.Json;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Setup;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Market;

/// <summary>
/// What the stablecoins are worth in dollars: futures' asset index, which is public and asked for by options too. What
/// the venue does not tell has no rate; one is never assumed.
/// </summary>
internal sealed class DollarRates(BinanceRest futures, CurrencyRates rates, VenueClock clock)
{
    /// <returns>Coins that got no rate.</returns>
    public async Task<IReadOnlyList<CurrencyId>> ReadAsync(CancellationToken ct)
    {
        List<CurrencyId> unknown = [];
        foreach (CurrencyId coin in (CurrencyId[])[CurrencyId.Usdt, CurrencyId.Usdc])
        {
            BinanceReply reply = await futures.GetAsync(
                "/fapi/v1/assetIndex", $"symbol={coin}USD", RequestAccess.Open, ct).ConfigureAwait(false);
            JsonElement row = reply.IsOk ? reply.Root() : default;
            double index = (double)Filters.Number(row, "index");
            if (index > 0) rates.OnRate(coin, index, clock.Now);
            else if (rates.UsdPer(coin) == 0) unknown.Add(coin);
        }
        return unknown;
    }
}
