using System.Text.Json;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Setup;

/// <summary>Loads what the venue lists: every category wanted, coin by coin, page by page.</summary>
internal sealed class BybitCatalogue(BybitRest rest, VenueId venue)
{
    private const int PagesMax = 50;

    public async Task<VenueCatalog> LoadAsync(VenueScope scope, CancellationToken ct)
    {
        List<Instrument> instruments = [];
        List<string> skipped = [];
        foreach (string coin in scope.BaseCoins)
        {
            foreach (BybitCategory category in BybitCategories.All)
            {
                bool wanted = category == BybitCategory.Option ? scope.Options : scope.Perpetuals || scope.Futures;
                if (wanted) await LoadAsync(category, coin, scope, instruments, skipped, ct).ConfigureAwait(false);
            }
        }
        // The venue answers «linear» or «inverse» by coin with both kinds: keep each symbol once.
        return new VenueCatalog([.. instruments.DistinctBy(i => i.Symbol)], [.. skipped.Distinct()]);
    }

    private async Task LoadAsync(
        BybitCategory category,
        string coin,
        VenueScope scope,
        List<Instrument> instruments,
        List<string> skipped,
        CancellationToken ct)
    {
        string cursor = "";
        for (int page = 0; page < PagesMax; page++)
        {
            string query = $"category={category.Text()}&baseCoin={coin}&limit=1000"
                + (cursor.Length == 0 ? "" : "&cursor=" + cursor);
            RestReply reply = await rest.GetAsync("/v5/market/instruments-info", query, false, ct)
                .ConfigureAwait(false);
            if (!reply.IsOk)
                throw new VenueUnreachableException(
                    $"The venue's {category.Text()} instruments of {coin} did not load: {reply}.");
            foreach (JsonElement row in reply.Result().GetProperty("list").EnumerateArray())
                Take(row, category, coin, scope, instruments, skipped);
            cursor = reply.Cursor();
            if (cursor.Length == 0) return;
        }
        throw new VenueUnreachableException(
            $"The venue's {category.Text()} instruments of {coin} go on after {PagesMax} pages.");
    }

    private void Take(
        JsonElement row,
        BybitCategory category,
        string coin,
        VenueScope scope,
        List<Instrument> instruments,
        List<string> skipped)
    {
        if (InstrumentRow.Text(row, "baseCoin") != coin) return;
        if (InstrumentRow.Read(row, category, venue, out string reason) is not { } instrument)
        {
            skipped.Add(reason);
            return;
        }
        bool wanted = instrument.Terms.IsOption
            ? scope.Options
            : instrument.Terms.IsPerpetual ? scope.Perpetuals : scope.Futures;
        if (wanted) instruments.Add(instrument);
    }
}
