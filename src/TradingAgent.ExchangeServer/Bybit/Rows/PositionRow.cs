using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Rows;

/// <summary>A position; REST says <c>avgPrice</c> where the stream says <c>entryPrice</c>.</summary>
internal static class PositionRow
{
    public static void Write(
        Utf8JsonWriter json, ListedInstrument instrument, in PositionSnapshot position, bool isStream,
        Price liquidation)
    {
        InstrumentTerms terms = instrument.Terms;
        bool isFlat = position.Quantity.IsZero;
        json.WriteStartObject();
        json.WriteNumber("positionIdx"u8, 0);
        json.WriteNumber("tradeMode"u8, 0);
        WriteRisk(json, instrument, position);
        json.WriteString("symbol"u8, instrument.Symbol);
        json.WriteString("side"u8, isFlat ? "" : position.Quantity.Raw > 0 ? "Buy" : "Sell");
        json.Decimal("size"u8, position.Quantity.Magnitude.Raw, isFlat ? 0 : JsonText.DecimalsOf(terms.Lot.Raw));
        json.Decimal(isStream ? "entryPrice"u8 : "avgPrice"u8, decimal.Round(position.AveragePrice, 8));
        json.Decimal("positionValue"u8, decimal.Round(position.EntryValue, 8));
        json.WriteString("positionBalance"u8, "0"u8);
        json.Figure("markPrice"u8, position.MarkPrice, 8);
        json.Figure("positionIM"u8, position.InitialMargin, 8);
        json.Figure("positionIMByMp"u8, position.InitialMargin, 8);
        json.Figure("positionMM"u8, position.MaintenanceMargin, 8);
        json.Figure("positionMMByMp"u8, position.MaintenanceMargin, 8);
        json.Figure("unrealisedPnl"u8, position.UnrealisedPnl, 8);
        json.Decimal("curRealisedPnl"u8, decimal.Round(position.CurrentRealisedPnl, 8));
        json.Decimal("cumRealisedPnl"u8, decimal.Round(position.CumulativeRealisedPnl, 8));
        json.Decimal("breakEvenPrice"u8, isFlat ? 0 : decimal.Round(position.AveragePrice, 8));
        json.WriteString("sessionAvgPrice"u8, isFlat ? "0" : "");
        WriteStops(json, terms, position);
        WriteStanding(json, position, liquidation);
        if (terms.IsOption) WriteGreeks(json, position);
        json.Moment("createdTime"u8, position.CreatedAt);
        json.Moment("updatedTime"u8, position.UpdatedAt);
        if (isStream) json.WriteString("category"u8, Categories.Of(terms.Kind).NameOf());
        json.WriteNumber("seq"u8, position.Sequence == 0 ? -1 : position.Sequence);
        json.WriteBoolean("isReduceOnly"u8, false);
        json.WriteEndObject();
    }

    private static void WriteRisk(Utf8JsonWriter json, ListedInstrument instrument, in PositionSnapshot position)
    {
        IReadOnlyList<RiskLimit> limits = instrument.Listing.RiskLimits;
        json.WriteNumber("riskId"u8, limits.Count == 0 ? 0 : limits[0].Id);
        json.Decimal("riskLimitValue"u8, limits.Count == 0 ? 0 : limits[0].Limit);
        if (instrument.Terms.IsOption) json.WriteString("leverage"u8, ""u8);
        else json.Decimal("leverage"u8, position.Leverage);
    }

    private static void WriteStops(Utf8JsonWriter json, in InstrumentTerms terms, in PositionSnapshot position)
    {
        int price = JsonText.DecimalsOf(terms.Tick.Raw);
        json.Decimal("takeProfit"u8, position.TakeProfit.Raw, position.TakeProfit.IsZero ? 0 : price);
        json.Decimal("stopLoss"u8, position.StopLoss.Raw, position.StopLoss.IsZero ? 0 : price);
        json.Decimal("trailingStop"u8, position.TrailingStop.Raw, position.TrailingStop.IsZero ? 0 : price);
        json.WriteString("tpslMode"u8, "Full"u8);
    }

    private static void WriteStanding(Utf8JsonWriter json, in PositionSnapshot position, Price liquidation)
    {
        json.PriceOrEmpty("liqPrice"u8, liquidation, 0);
        json.WriteString("bustPrice"u8, ""u8);
        json.WriteString("positionStatus"u8, "Normal"u8);
        json.WriteNumber("adlRankIndicator"u8, AdlRank(position));
        json.WriteNumber("autoAddMargin"u8, 0);
        json.WriteString("leverageSysUpdatedTime"u8, ""u8);
        json.WriteString("mmrSysUpdatedTime"u8, ""u8);
    }

    /// <summary>By return on margin; the venue ranks against all holders, of whom there are few here.</summary>
    private static int AdlRank(in PositionSnapshot position)
    {
        if (position.Quantity.IsZero || position.InitialMargin <= 0) return 0;
        return (position.UnrealisedPnl / position.InitialMargin) switch
        {
            <= 0 => 1,
            < 0.25 => 2,
            < 0.5 => 3,
            < 1 => 4,
            _ => 5,
        };
    }

    private static void WriteGreeks(Utf8JsonWriter json, in PositionSnapshot position)
    {
        json.Figure("delta"u8, position.Greeks.Delta, 8);
        json.Figure("gamma"u8, position.Greeks.Gamma, 8);
        json.Figure("vega"u8, position.Greeks.VegaPerPoint, 8);
        json.Figure("theta"u8, position.Greeks.ThetaPerDay, 8);
    }
}
