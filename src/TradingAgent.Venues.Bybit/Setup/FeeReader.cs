using System.Globalization;
using System.Text.Json;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Setup;

/// <summary>
/// Our fee rates: by symbol for futures, by base coin for options. What the venue does not tell stays unsaid.
/// </summary>
internal sealed class FeeReader(BybitRest rest, VenueClock clock, VenueId venue)
{
    /// <summary>
    /// The most an option trade may cost, as a fraction of its price; the venue publishes it as text only.
    /// </summary>
    public const double OptionCapRate = 0.07;

    /// <returns>How many instruments got no rate.</returns>
    public async Task<int> PublishAsync(IReadOnlyList<Instrument> instruments, IEventSink events, CancellationToken ct)
    {
        Dictionary<string, (double Maker, double Taker)> rates = [];
        foreach (BybitCategory category in BybitCategories.All)
        {
            if (!instruments.Any(i => BybitCategories.Of(i.Terms) == category)) continue;
            RestReply reply = await rest.GetAsync("/v5/account/fee-rate", $"category={category.Text()}", true, ct)
                .ConfigureAwait(false);
            if (reply.IsOk) Read(reply.Result(), category, rates);
        }
        int unknown = 0;
        foreach (Instrument instrument in instruments)
        {
            if (!rates.TryGetValue(NameOf(instrument), out (double Maker, double Taker) rate))
            {
                unknown++;
                continue;
            }
            EngineEvent change = VenueEvent.Of(EventKind.FeesReported, venue, instrument.Id, clock.Now);
            change.Fees = new FeesReported(rate.Maker, rate.Taker, instrument.Terms.IsOption ? OptionCapRate : 0);
            events.Publish(in change);
        }
        return unknown;
    }

    /// <summary>What the venue's fee list calls it.</summary>
    public static string NameOf(Instrument instrument) =>
        instrument.Terms.IsOption ? "option " + instrument.Terms.BaseCoin.Code : instrument.Symbol;

    public static void Read(
        JsonElement result, BybitCategory category, Dictionary<string, (double Maker, double Taker)> rates)
    {
        if (!result.TryGetProperty("list", out JsonElement list)) return;
        foreach (JsonElement row in list.EnumerateArray())
        {
            string name = category == BybitCategory.Option
                ? "option " + InstrumentRow.Text(row, "baseCoin")
                : InstrumentRow.Text(row, "symbol");
            if (TryRate(row, "makerFeeRate", out double maker) && TryRate(row, "takerFeeRate", out double taker))
                rates[name] = (maker, taker);
        }
    }

    private static bool TryRate(JsonElement row, string name, out double rate) =>
        double.TryParse(InstrumentRow.Text(row, name), NumberStyles.Float, CultureInfo.InvariantCulture, out rate);
}
