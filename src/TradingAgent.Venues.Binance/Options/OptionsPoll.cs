using System.Globalization;
using System.Text.Json;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Setup;

namespace TradingAgent.Venues.Binance.Options;

/// <summary>
/// What is asked of options now and then: open interest, a coin's expiry at a time, and the dollar's rates. The venue
/// has a stream of the former too, under a name that its documents do not agree on; the question is the same answer.
/// </summary>
internal sealed class OptionsPoll(ProductSession session)
{
    public async Task RunAsync(IReadOnlyList<Instrument> wanted, CancellationToken ct)
    {
        await session.Dollars.ReadAsync(ct).ConfigureAwait(false);
        foreach (IGrouping<(string Coin, string Day), Instrument> chain in wanted.GroupBy(ChainOf))
            await ReadInterestAsync(chain.Key, chain, ct).ConfigureAwait(false);
    }

    private async Task ReadInterestAsync(
        (string Coin, string Day) chain, IEnumerable<Instrument> wanted, CancellationToken ct)
    {
        BinanceReply reply = await session.Rest.GetAsync(
            "/eapi/v1/openInterest", $"underlyingAsset={chain.Coin}&expiration={chain.Day}", RequestAccess.Open, ct)
            .ConfigureAwait(false);
        if (!reply.IsOk || reply.Root() is not { ValueKind: JsonValueKind.Array } list) return;
        var meant = wanted.ToDictionary(i => i.Symbol, i => i.Id, StringComparer.Ordinal);
        foreach (JsonElement row in list.EnumerateArray())
        {
            if (!meant.TryGetValue(Filters.Text(row, "symbol"), out InstrumentId id)) continue;
            if (Filters.Text(row, "sumOpenInterest").Length == 0) continue;
            EngineEvent change = VenueEvent.Of(
                EventKind.OpenInterestChanged, session.Product.Venue, id, session.Clock.Now,
                Timestamp.FromMilliseconds(Filters.Whole(row, "timestamp")));
            change.OpenInterest = new OpenInterestChanged((double)Filters.Number(row, "sumOpenInterest"));
            session.Events.Publish(in change);
        }
    }

    private static (string Coin, string Day) ChainOf(Instrument option) => (
        option.Terms.BaseCoin.Code,
        option.Terms.Expiry.ToDateTimeOffset().ToString("yyMMdd", CultureInfo.InvariantCulture));
}
