using System.Text.Json;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Setup;

namespace TradingAgent.Venues.Binance.Futures;

/// <summary>
/// Our fee rates, symbol by symbol. Each question weighs twenty: symbols that are traded come first, and what is left
/// of the count goes without.
/// </summary>
internal sealed class FuturesFees(ProductSession session)
{
    private const int SymbolsMax = 24;

    /// <returns>How many instruments got no rate.</returns>
    public async Task<int> PublishAsync(IReadOnlyList<Instrument> instruments, CancellationToken ct)
    {
        HashSet<InstrumentId> traded = [.. session.Traded.Select(i => i.Id)];
        int unknown = Math.Max(0, instruments.Count - SymbolsMax);
        foreach (Instrument instrument in instruments
            .OrderByDescending(i => traded.Contains(i.Id))
            .ThenByDescending(i => i.Terms.IsPerpetual)
            .Take(SymbolsMax))
        {
            if (await ReadAsync(session.Rest, instrument.Symbol, ct).ConfigureAwait(false) is not { } rate)
            {
                unknown++;
                continue;
            }
            EngineEvent change = VenueEvent.Of(
                EventKind.FeesReported, session.Product.Venue, instrument.Id, session.Clock.Now);
            change.Fees = new FeesReported((double)rate.Maker, (double)rate.Taker, 0);
            session.Events.Publish(in change);
        }
        return unknown;
    }

    /// <summary>The rates of one symbol; null when the venue does not tell.</summary>
    public static async Task<(decimal Maker, decimal Taker)?> ReadAsync(
        BinanceRest rest, string symbol, CancellationToken ct)
    {
        BinanceReply reply = await rest.GetAsync(
            "/fapi/v1/commissionRate", $"symbol={symbol}", RequestAccess.Signed, ct).ConfigureAwait(false);
        if (!reply.IsOk) return null;
        JsonElement row = reply.Root();
        if (Filters.Text(row, "takerCommissionRate").Length == 0) return null;
        return (Filters.Number(row, "makerCommissionRate"), Filters.Number(row, "takerCommissionRate"));
    }
}
