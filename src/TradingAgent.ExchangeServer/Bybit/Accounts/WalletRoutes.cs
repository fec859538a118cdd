using System.Globalization;
using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Orders;
using TradingAgent.ExchangeServer.Bybit.Rest;
using TradingAgent.ExchangeServer.Bybit.Rows;
using TradingAgent.ExchangeServer.Json;
using TradingAgent.ExchangeServer.Wire;

namespace TradingAgent.ExchangeServer.Bybit.Accounts;

/// <summary>What an account owns and what it paid: wallet, Greeks, fees, transaction log.</summary>
internal sealed class WalletRoutes(ExchangeView view)
{
    public IEnumerable<RestRoute> Routes() =>
    [
        new("GET", "/v5/account/wallet-balance", true, RateGroup.Wallet, Wallet),
        new("GET", "/v5/asset/coin-greeks", true, RateGroup.None, Greeks),
        new("GET", "/v5/account/fee-rate", true, RateGroup.FeeRate, Fees),
        new("GET", "/v5/account/transaction-log", true, RateGroup.Ledger, Ledger),
    ];

    private Answer Wallet(VenueCall call)
    {
        if (call.Fields.Text("accountType") is not "UNIFIED") return Answer.BadParameter("accountType");
        string[] coins = call.Fields.Text("coin")?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("list"u8);
        WalletRow.Write(call.Json, view.Exchange.Wallet(call.Account), coins);
        return Close(call.Json);
    }

    private Answer Greeks(VenueCall call)
    {
        CurrencyId only = CurrencyId.None;
        if (call.Fields.Text("baseCoin") is { } coin && !CurrencyId.TryFind(coin, out only))
            return Answer.BadParameter("baseCoin");
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("list"u8);
        CoinGreeksRows.Write(call.Json, view, call.Account, only);
        return Close(call.Json);
    }

    /// <summary>Futures by symbol, options by base coin with an empty symbol.</summary>
    private Answer Fees(VenueCall call)
    {
        Category category = call.Category == Category.None ? Category.Linear : call.Category;
        FeeSchedule fees = view.Exchange.FeesOf(call.Account);
        bool isOption = category == Category.Option;
        HashSet<CurrencyId> coins = [];
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("list"u8);
        foreach (ListedInstrument instrument in view.Exchange.Instruments)
        {
            if (!Selection.Takes(instrument, category, call.Fields.Text("symbol"), call.Fields.Text("baseCoin"), null))
                continue;
            if (isOption && !coins.Add(instrument.Terms.BaseCoin)) continue;
            call.Json.WriteStartObject();
            call.Json.WriteString("symbol"u8, isOption ? "" : instrument.Symbol);
            if (isOption) call.Json.WriteString("baseCoin"u8, instrument.Terms.BaseCoin.Code);
            call.Json.Decimal("takerFeeRate"u8, fees.Rate(isOption, isMaker: false));
            call.Json.Decimal("makerFeeRate"u8, fees.Rate(isOption, isMaker: true));
            call.Json.WriteEndObject();
        }
        return Close(call.Json);
    }

    private Answer Ledger(VenueCall call)
    {
        int limit = call.Fields.Limit(20, 50);
        long before = call.Fields.Whole("cursor", long.MaxValue) ?? long.MaxValue;
        string? currency = call.Fields.Text("currency");
        string? type = call.Fields.Text("type");
        string? baseCoin = call.Fields.Text("baseCoin");
        TimeSpanFilter span = TimeSpanFilter.Of(call.Fields);
        if (span.IsLong) return Answer.SpanTooLong;
        long last = 0;
        int rows = 0;
        bool hasMore = false;
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("list"u8);
        foreach (LedgerEntry entry in view.Exchange.Ledger(call.Account).Reverse())
        {
            if (entry.Id >= before || !span.Takes(entry.Time)) continue;
            if (currency is not null && entry.Currency.Code != currency) continue;
            if (type is not null && Words.Of(entry.Kind) != type) continue;
            ListedInstrument? instrument = entry.Instrument.IsNone ? null : view.Listed(entry.Instrument);
            if (call.Category != Category.None
                && (instrument is null || !Selection.Takes(instrument, call.Category, null, baseCoin, null))) continue;
            hasMore = rows == limit;
            if (hasMore) break;
            LedgerRow.Write(call.Json, instrument, entry);
            last = entry.Id;
            rows++;
        }
        call.Json.WriteEndArray();
        call.Json.WriteString("nextPageCursor"u8, hasMore ? last.ToString(CultureInfo.InvariantCulture) : "");
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private static Answer Close(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
        return Answer.Ok;
    }
}
