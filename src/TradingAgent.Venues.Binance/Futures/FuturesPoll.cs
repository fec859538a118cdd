using System.Text.Json;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Setup;

namespace TradingAgent.Venues.Binance.Futures;

/// <summary>What no futures stream tells: open interest, the intervals of funding, and the dollar's rates.</summary>
internal sealed class FuturesPoll(ProductSession session)
{
    public async Task RunAsync(IReadOnlyList<Instrument> wanted, CancellationToken ct)
    {
        await session.Dollars.ReadAsync(ct).ConfigureAwait(false);
        await ReadIntervalsAsync(ct).ConfigureAwait(false);
        foreach (Instrument instrument in wanted) await ReadInterestAsync(instrument, ct).ConfigureAwait(false);
    }

    private async Task ReadInterestAsync(Instrument instrument, CancellationToken ct)
    {
        BinanceReply reply = await session.Rest.GetAsync(
            "/fapi/v1/openInterest", $"symbol={instrument.Symbol}", RequestAccess.Open, ct).ConfigureAwait(false);
        if (!reply.IsOk) return;
        JsonElement row = reply.Root();
        if (Filters.Text(row, "openInterest").Length == 0) return;
        EngineEvent change = VenueEvent.Of(
            EventKind.OpenInterestChanged, session.Product.Venue, instrument.Id, session.Clock.Now,
            Timestamp.FromMilliseconds(Filters.Whole(row, "time")));
        change.OpenInterest = new OpenInterestChanged((double)Filters.Number(row, "openInterest"));
        session.Events.Publish(in change);
    }

    /// <summary>The list names only symbols that differ from the usual eight hours.</summary>
    private async Task ReadIntervalsAsync(CancellationToken ct)
    {
        BinanceReply reply = await session.Rest.GetAsync("/fapi/v1/fundingInfo", "", RequestAccess.Open, ct)
            .ConfigureAwait(false);
        if (!reply.IsOk || reply.Root() is not { ValueKind: JsonValueKind.Array } list) return;
        Dictionary<string, int> minutes = [];
        foreach (JsonElement row in list.EnumerateArray())
            if (Filters.Whole(row, "fundingIntervalHours") is var hours and > 0 and <= 24)
                minutes[Filters.Text(row, "symbol")] = (int)hours * 60;
        session.Sources.OnFundingMinutes(minutes);
    }
}
