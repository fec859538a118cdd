using System.Globalization;
using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Rows;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Rest;

/// <summary>What stands behind the market: insurance, deleveraging, index parts, ratios, fees.</summary>
internal sealed class FundRoutes(ExchangeView view)
{
    private static readonly string[] Funds = ["USDT", "USDC", "inverse"];

    public IEnumerable<RestRoute> Routes() =>
    [
        new("GET", "/v5/market/insurance", false, RateGroup.None, Insurance),
        new("GET", "/v5/market/adlAlert", false, RateGroup.None, Alerts),
        new("GET", "/v5/market/index-price-components", false, RateGroup.None, IndexParts),
        new("GET", "/v5/market/account-ratio", false, RateGroup.None, AccountRatio),
        new("GET", "/v5/market/fee-group-info", false, RateGroup.None, FeeGroups),
    ];

    private Answer Insurance(VenueCall call)
    {
        string? only = call.Fields.Text("coin");
        call.Json.WriteStartObject();
        call.Json.Moment("updatedTime"u8, call.Now);
        call.Json.WriteStartArray("list"u8);
        foreach (IGrouping<string, ListedInstrument> coin in view.Exchange.Instruments
            .Where(instrument => Funds.Any(fund => FundRows.Belongs(instrument, fund)))
            .GroupBy(instrument => instrument.Terms.SettleCoin.Code))
        {
            if (only is not null && coin.Key != only) continue;
            string symbols = string.Join(',', coin.Select(instrument => instrument.Symbol));
            FundRows.Insurance(call.Json, coin.Key, symbols, call.Now, isStream: false);
        }
        return Close(call);
    }

    private Answer Alerts(VenueCall call)
    {
        string? only = call.Fields.Text("symbol");
        call.Json.WriteStartObject();
        call.Json.Moment("updatedTime"u8, call.Now);
        call.Json.WriteStartArray("list"u8);
        foreach (ListedInstrument instrument in view.Exchange.Instruments)
            if ((only is null || instrument.Symbol == only)
                && Funds.Any(fund => FundRows.Belongs(instrument, fund))) FundRows.Alert(call.Json, instrument);
        return Close(call);
    }

    /// <summary>The index comes from one place here.</summary>
    private Answer IndexParts(VenueCall call)
    {
        string name = call.Fields.Text("indexName") ?? "";
        ListedInstrument? instrument = view.Exchange.Instruments.FirstOrDefault(listed => listed.Symbol == name);
        if (instrument is null) return Answer.BadParameter("indexName");
        double index = view.Exchange.Index(instrument.Terms.Underlying);
        call.Json.WriteStartObject();
        call.Json.WriteString("indexName"u8, name);
        call.Json.Figure("lastPrice"u8, index, 2);
        call.Json.Moment("updateTime"u8, call.Now);
        call.Json.WriteStartArray("components"u8);
        call.Json.WriteStartObject();
        call.Json.WriteString("exchange"u8, "Simulated"u8);
        call.Json.WriteString("spotPair"u8, name);
        call.Json.Figure("equivalentPrice"u8, index, 2);
        call.Json.WriteString("multiplier"u8, "1"u8);
        call.Json.Figure("price"u8, index, 2);
        call.Json.WriteString("weight"u8, "1"u8);
        call.Json.WriteEndObject();
        return Close(call);
    }

    /// <summary>
    /// A constant, and only the newest interval: background participants are taken to hold both sides alike, and
    /// accounts are not counted. It has the venue's form, and is nothing to try a signal on.
    /// </summary>
    private Answer AccountRatio(VenueCall call)
    {
        if (view.Find(call.Fields.Text("symbol"), call.Category) is not { } instrument) return Answer.BadSymbol;
        if (HistoryRoutes.IntervalMinutes(call.Fields.Text("period")) is not { } minutes)
            return Answer.BadParameter("period");
        long length = minutes * 60_000L;
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("list"u8);
        call.Json.WriteStartObject();
        call.Json.WriteString("symbol"u8, instrument.Symbol);
        call.Json.WriteString("buyRatio"u8, "0.5"u8);
        call.Json.WriteString("sellRatio"u8, "0.5"u8);
        call.Json.WholeText("timestamp"u8, call.Now.Milliseconds / length * length);
        call.Json.WriteEndObject();
        call.Json.WriteEndArray();
        call.Json.WriteString("nextPageCursor"u8, ""u8);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    /// <summary>Fees are the same for all contracts: no groups.</summary>
    private static Answer FeeGroups(VenueCall call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("list"u8);
        return Close(call);
    }

    private static Answer Close(VenueCall call)
    {
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
        return Answer.Ok;
    }
}
