using System.Globalization;
using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Rest;
using TradingAgent.ExchangeServer.Binance.User;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Options;

/// <summary>The options wallet: positions, margin, fees and what was settled.</summary>
internal sealed class OptionsAccount(ExchangeView view, SymbolBook symbols)
{
    public IEnumerable<Route> Routes() =>
    [
        new("GET", "/eapi/v1/position", Access.Signed, 5, Positions),
        new("GET", "/eapi/v1/marginAccount", Access.Signed, 3, Margin),
        new("GET", "/eapi/v1/commission", Access.Signed, 5, Fees),
        new("GET", "/eapi/v1/exerciseRecord", Access.Signed, 5, Exercises),
        new("GET", "/eapi/v1/bill", Access.Signed, 1, Bill),
    ];

    private Answer Positions(BinanceCall call)
    {
        string? symbol = call.Fields.Text("symbol");
        if (symbol is not null && symbols.Find(symbol, Product.Options) is null) return Answer.BadSymbol;
        call.Json.WriteStartArray();
        foreach (PositionSnapshot position in view.Exchange.Positions(call.Account))
        {
            string name = symbols.NameOf(position.Instrument);
            if (name.Length > 0 && (symbol is null || name == symbol)) WritePosition(call, name, position);
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private void WritePosition(BinanceCall call, string symbol, in PositionSnapshot position)
    {
        ListedInstrument option = view.Listed(position.Instrument);
        decimal bids = 0;
        decimal asks = 0;
        foreach (OrderSnapshot order in view.Exchange.OpenOrders(call.Account))
        {
            if (order.Instrument != position.Instrument) continue;
            if (order.Side == Side.Buy) bids += order.Leaves.ToDecimal();
            else asks += order.Leaves.ToDecimal();
        }
        Utf8JsonWriter json = call.Json;
        json.WriteStartObject();
        json.Decimal("entryPrice"u8, decimal.Round(position.AveragePrice, 8));
        json.WriteString("symbol"u8, symbol);
        json.WriteString("side"u8, position.Quantity.Raw > 0 ? "LONG"u8 : "SHORT"u8);
        json.Decimal("quantity"u8, position.Quantity.Raw, 0);
        json.Padded("markValue"u8, position.Quantity.ToDouble() * position.MarkPrice, 8);
        json.Padded("unrealizedPNL"u8, position.UnrealisedPnl, 8);
        json.Padded("markPrice"u8, position.MarkPrice, 8);
        json.Decimal("strikePrice"u8, option.Terms.Strike.Raw, 0);
        json.WriteNumber("expiryDate"u8, option.Terms.Expiry.Milliseconds);
        json.WriteNumber("priceScale"u8, JsonText.DecimalsOf(option.Terms.Tick.Raw));
        json.WriteNumber("quantityScale"u8, JsonText.DecimalsOf(option.Terms.Lot.Raw));
        json.WriteString("optionSide"u8, option.Terms.OptionSide == OptionSide.Call ? "CALL"u8 : "PUT"u8);
        json.WriteString("quoteAsset"u8, option.Terms.QuoteCoin.Code);
        json.WriteNumber("time"u8, position.UpdatedAt.Milliseconds);
        json.Decimal("bidQuantity"u8, bids);
        json.Decimal("askQuantity"u8, asks);
        json.WriteEndObject();
    }

    private Answer Margin(BinanceCall call)
    {
        OptionStanding standing = OptionStanding.Of(view, symbols, call.Account);
        Utf8JsonWriter json = call.Json;
        json.WriteStartObject();
        json.WriteStartArray("asset"u8);
        json.WriteStartObject();
        json.WriteString("asset"u8, "USDT"u8);
        json.Padded("marginBalance"u8, standing.Equity - standing.Unrealised, 8);
        json.Padded("equity"u8, standing.Equity, 8);
        json.Padded("available"u8, standing.Available, 8);
        json.Padded("initialMargin"u8, standing.InitialMargin, 8);
        json.Padded("maintMargin"u8, standing.MaintenanceMargin, 8);
        json.Padded("unrealizedPNL"u8, standing.Unrealised, 8);
        json.Padded("adjustedEquity"u8, standing.Equity, 8);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("greek"u8);
        foreach ((string underlying, VenueGreeks greeks) in standing.Greeks)
        {
            json.WriteStartObject();
            json.WriteString("underlying"u8, underlying);
            json.Padded("delta"u8, greeks.Delta, 8);
            json.Padded("gamma"u8, greeks.Gamma, 8);
            json.Padded("theta"u8, greeks.ThetaPerDay, 8);
            json.Padded("vega"u8, greeks.VegaPerPoint, 8);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("time"u8, call.Now.Milliseconds);
        json.WriteBoolean("canTrade"u8, !call.Credential!.IsReadOnly);
        json.WriteBoolean("canDeposit"u8, true);
        json.WriteBoolean("canWithdraw"u8, false);
        json.WriteBoolean("reduceOnly"u8, false);
        json.WriteNumber("tradeGroupId"u8, -1);
        json.WriteEndObject();
        return Answer.Ok;
    }

    private Answer Fees(BinanceCall call)
    {
        FeeSchedule fees = view.Exchange.FeesOf(call.Account);
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("commissions"u8);
        foreach (ListedInstrument one in symbols.Listed(Product.Options).DistinctBy(option => option.Terms.BaseCoin))
        {
            call.Json.WriteStartObject();
            call.Json.WriteString("underlying"u8, SymbolBook.PairOf(one));
            call.Json.Padded("makerFee"u8, (double)fees.OptionMaker, 6);
            call.Json.Padded("takerFee"u8, (double)fees.OptionTaker, 6);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private Answer Exercises(BinanceCall call)
    {
        string? symbol = call.Fields.Text("symbol");
        int limit = call.Fields.Limit(1000, 1000);
        IEnumerable<ExecutionSnapshot> rows = view.Exchange.Executions(call.Account)
            .Where(row => row.Type == ExecutionType.Delivery && symbols.NameOf(row.Instrument) is { Length: > 0 } name
                && (symbol is null || name == symbol))
            .TakeLast(limit);
        call.Json.WriteStartArray();
        foreach (ExecutionSnapshot row in rows)
        {
            ListedInstrument option = view.Listed(row.Instrument);
            bool isLong = row.Side == Side.Sell;
            call.Json.WriteStartObject();
            call.Json.WriteString("id"u8, row.Id.ToString(CultureInfo.InvariantCulture));
            call.Json.WriteString("currency"u8, option.Terms.SettleCoin.Code);
            call.Json.WriteString("symbol"u8, symbols.NameOf(option.Id));
            call.Json.Decimal("exercisePrice"u8, option.DeliveryPrice);
            call.Json.Decimal("quantity"u8, row.Quantity.Raw, 8);
            call.Json.Decimal("amount"u8, isLong ? row.Value : -row.Value);
            call.Json.Decimal("fee"u8, -row.Fee);
            call.Json.WriteNumber("createDate"u8, row.Time.Milliseconds);
            call.Json.WriteNumber("priceScale"u8, JsonText.DecimalsOf(option.Terms.Tick.Raw));
            call.Json.WriteNumber("quantityScale"u8, JsonText.DecimalsOf(option.Terms.Lot.Raw));
            call.Json.WriteString("optionSide"u8, option.Terms.OptionSide == OptionSide.Call ? "CALL"u8 : "PUT"u8);
            call.Json.WriteString("positionSide"u8, isLong ? "LONG"u8 : "SHORT"u8);
            call.Json.WriteString("quoteAsset"u8, option.Terms.QuoteCoin.Code);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private Answer Bill(BinanceCall call)
    {
        Page page = Page.Of(call.Fields, 100, 1000);
        List<LedgerEntry> entries =
            [.. view.Exchange.Ledger(call.Account).Where(entry => page.Span.Takes(entry.Time))];
        call.Json.WriteStartArray();
        foreach (LedgerEntry entry in page.Choose(entries))
        {
            if (entry.CashFlow != 0) WriteBill(call.Json, entry, entry.CashFlow, TypeOf(entry.Kind));
            if (entry.Fee != 0) WriteBill(call.Json, entry, -entry.Fee, "FEE");
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private static string TypeOf(LedgerKind kind) => kind switch
    {
        LedgerKind.TransferIn or LedgerKind.TransferOut => "TRANSFER",
        LedgerKind.Delivery => "EXERCISED",
        _ => "CONTRACT",
    };

    private static void WriteBill(Utf8JsonWriter json, in LedgerEntry entry, decimal amount, string type)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, entry.Id);
        json.WriteString("asset"u8, entry.Currency.Code);
        json.Decimal("amount"u8, amount);
        json.WriteString("type"u8, type);
        json.WriteNumber("createDate"u8, entry.Time.Milliseconds);
        json.WriteEndObject();
    }
}
