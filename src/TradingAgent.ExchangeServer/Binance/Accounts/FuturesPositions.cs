using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Binance.Rest;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Accounts;

/// <summary>Positions of futures and their settings. Positions are one-way, margin is crossed.</summary>
internal sealed class FuturesPositions(ExchangeView view, SymbolBook symbols)
{
    public IEnumerable<Route> Routes() =>
    [
        new("GET", "/fapi/v3/positionRisk", Access.Signed, 5, call => Positions(call, isThird: true)),
        new("GET", "/fapi/v2/positionRisk", Access.Signed, 5, call => Positions(call, isThird: false)),
        new("GET", "/fapi/v1/leverageBracket", Access.Signed, 1, Brackets),
        new("POST", "/fapi/v1/leverage", Access.ToTrade, 1, SetLeverage),
        new("GET", "/fapi/v1/adlQuantile", Access.Signed, 5, Quantiles),
        new("GET", "/fapi/v1/symbolConfig", Access.Signed, 5, Settings),
        new("POST", "/fapi/v1/positionMargin", Access.ToTrade, 1, _ => Answer.NotServed),
        new("POST", "/fapi/v1/marginType", Access.ToTrade, 1, SetMarginType),
    ];

    /// <summary>The third version lists only what is held or has orders, the second everything.</summary>
    public Answer Positions(BinanceCall call, bool isThird)
    {
        string? symbol = call.Fields.Text("symbol");
        if (symbol is not null && symbols.Find(symbol, Product.Futures) is null) return Answer.BadSymbol;
        call.Json.WriteStartArray();
        foreach (FuturesPosition row in FuturesPosition.All(view, symbols, call.Account))
        {
            bool isOther = symbol is not null && symbols.NameOf(row.Instrument.Id) != symbol;
            if (isOther || (isThird && !row.IsListed)) continue;
            call.Json.WriteStartObject();
            WriteCommon(call.Json, row);
            if (isThird) WriteThird(call.Json, row);
            else WriteSecond(call.Json, row);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private void WriteCommon(Utf8JsonWriter json, in FuturesPosition row)
    {
        InstrumentTerms terms = row.Instrument.Terms;
        PositionSnapshot position = row.Position;
        Price liquidation = view.Liquidation(position);
        json.WriteString("symbol"u8, symbols.NameOf(row.Instrument.Id));
        json.WriteString("positionSide"u8, "BOTH"u8);
        json.Decimal("positionAmt"u8, position.Quantity.Raw, JsonText.DecimalsOf(terms.Lot.Raw));
        json.Decimal("entryPrice"u8, decimal.Round(position.AveragePrice, 8));
        json.Padded("breakEvenPrice"u8, row.BreakEven, 8);
        json.Padded("markPrice"u8, position.MarkPrice, 8);
        json.Padded("unRealizedProfit"u8, position.UnrealisedPnl, 8);
        json.Decimal("liquidationPrice"u8, liquidation.Raw, 0);
        json.WriteString("isolatedMargin"u8, "0"u8);
        json.Padded("notional"u8, row.Notional, 8);
        json.WriteString("isolatedWallet"u8, "0"u8);
        json.WriteNumber("updateTime"u8, position.UpdatedAt.IsNone ? 0 : position.UpdatedAt.Milliseconds);
    }

    private static void WriteThird(Utf8JsonWriter json, in FuturesPosition row)
    {
        json.WriteString("marginAsset"u8, row.Instrument.Terms.SettleCoin.Code);
        json.Padded("initialMargin"u8, row.Position.InitialMargin + row.Position.OrderMargin, 8);
        json.Padded("maintMargin"u8, row.Position.MaintenanceMargin, 8);
        json.Padded("positionInitialMargin"u8, row.Position.InitialMargin, 8);
        json.Padded("openOrderInitialMargin"u8, row.Position.OrderMargin, 8);
        json.WriteNumber("adl"u8, row.Quantile);
        json.Decimal("bidNotional"u8, row.BidNotional);
        json.Decimal("askNotional"u8, row.AskNotional);
    }

    private static void WriteSecond(Utf8JsonWriter json, in FuturesPosition row)
    {
        json.WriteString("marginType"u8, "cross"u8);
        json.WriteString("isAutoAddMargin"u8, "false"u8);
        json.Decimal("leverage"u8, row.Position.Leverage);
        json.Decimal("maxNotionalValue"u8, LargestAt(row.Instrument, row.Position.Leverage));
    }

    /// <summary>The largest worth that a leverage allows.</summary>
    private static decimal LargestAt(ListedInstrument instrument, decimal leverage)
    {
        decimal largest = 0;
        foreach (RiskLimit tier in instrument.Listing.RiskLimits)
            if (leverage <= tier.LeverageMax) largest = tier.Limit;
        return largest;
    }

    /// <summary>The maintenance rate counts for the whole position here, so that nothing is deducted.</summary>
    private Answer Brackets(BinanceCall call)
    {
        string? symbol = call.Fields.Text("symbol");
        if (symbol is not null && symbols.Find(symbol, Product.Futures) is null) return Answer.BadSymbol;
        call.Json.WriteStartArray();
        foreach (ListedInstrument instrument in symbols.Listed(Product.Futures))
        {
            if (symbol is not null && symbols.NameOf(instrument.Id) != symbol) continue;
            call.Json.WriteStartObject();
            call.Json.WriteString("symbol"u8, symbols.NameOf(instrument.Id));
            call.Json.WriteStartArray("brackets"u8);
            decimal floor = 0;
            int number = 0;
            foreach (RiskLimit tier in instrument.Listing.RiskLimits)
            {
                call.Json.WriteStartObject();
                call.Json.WriteNumber("bracket"u8, ++number);
                call.Json.WriteNumber("initialLeverage"u8, (int)tier.LeverageMax);
                call.Json.WriteNumber("notionalCap"u8, tier.Limit);
                call.Json.WriteNumber("notionalFloor"u8, floor);
                call.Json.WriteNumber("maintMarginRatio"u8, tier.MaintenanceRate);
                call.Json.WriteNumber("cum"u8, 0);
                call.Json.WriteEndObject();
                floor = tier.Limit;
            }
            call.Json.WriteEndArray();
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private Answer SetLeverage(BinanceCall call)
    {
        if (symbols.Find(call, out ListedInstrument instrument) is { IsOk: false } refusal) return refusal;
        if (call.Fields.Whole("leverage", 0) is not { } leverage || leverage < 1) return Answer.BadLeverage;
        CommandResult result = view.Exchange.SetLeverage(call.Account, instrument.Id, leverage);
        if (result is not (CommandResult.Accepted or CommandResult.NotModified)) return Answer.BadLeverage;
        call.Json.WriteStartObject();
        call.Json.WriteNumber("leverage"u8, leverage);
        call.Json.Decimal("maxNotionalValue"u8, LargestAt(instrument, leverage));
        call.Json.WriteString("symbol"u8, symbols.NameOf(instrument.Id));
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private Answer SetMarginType(BinanceCall call)
    {
        if (symbols.Find(call, out _) is { IsOk: false } refusal) return refusal;
        return call.Fields.Text("marginType") switch
        {
            "CROSSED" => Answer.SameMarginType,
            "ISOLATED" => Answer.NotServed,
            null => Answer.Missing("marginType"),
            _ => Answer.BadValue("marginType"),
        };
    }

    private Answer Settings(BinanceCall call)
    {
        string? symbol = call.Fields.Text("symbol");
        call.Json.WriteStartArray();
        foreach (ListedInstrument instrument in symbols.Listed(Product.Futures))
        {
            if (symbol is not null && symbols.NameOf(instrument.Id) != symbol) continue;
            decimal leverage = view.Position(call.Account, instrument.Id).Leverage;
            call.Json.WriteStartObject();
            call.Json.WriteString("symbol"u8, symbols.NameOf(instrument.Id));
            call.Json.WriteString("marginType"u8, "CROSSED"u8);
            call.Json.WriteBoolean("isAutoAddMargin"u8, false);
            call.Json.WriteNumber("leverage"u8, (int)leverage);
            call.Json.Decimal("maxNotionalValue"u8, LargestAt(instrument, leverage));
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private Answer Quantiles(BinanceCall call)
    {
        string? symbol = call.Fields.Text("symbol");
        call.Json.WriteStartArray();
        foreach (FuturesPosition row in FuturesPosition.All(view, symbols, call.Account))
        {
            bool isOther = symbol is not null && symbols.NameOf(row.Instrument.Id) != symbol;
            if (isOther || row.Position.Quantity.IsZero) continue;
            call.Json.WriteStartObject();
            call.Json.WriteString("symbol"u8, symbols.NameOf(row.Instrument.Id));
            call.Json.WriteStartObject("adlQuantile"u8);
            call.Json.WriteNumber("BOTH"u8, row.Quantile);
            call.Json.WriteEndObject();
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }
}
