using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Rows;

/// <summary>The sums of an account's option Greeks per base coin.</summary>
internal static class CoinGreeksRows
{
    /// <summary>Writes a row per coin, or only for the one named, and returns how many.</summary>
    public static int Write(Utf8JsonWriter json, ExchangeView view, AccountId account, CurrencyId only)
    {
        var sums = new VenueGreeks[CurrencyId.Capacity];
        var held = new bool[CurrencyId.Capacity];
        foreach (PositionSnapshot position in view.Exchange.Positions(account))
        {
            InstrumentTerms terms = view.Listed(position.Instrument).Terms;
            if (!terms.IsOption || position.Quantity.IsZero) continue;
            sums[terms.BaseCoin.Index] += position.Greeks;
            held[terms.BaseCoin.Index] = true;
        }
        int rows = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            CurrencyId coin = new((byte)i);
            if (!held[i] || (!only.IsNone && only != coin)) continue;
            json.WriteStartObject();
            json.WriteString("baseCoin"u8, coin.Code);
            json.Figure("totalDelta"u8, sums[i].Delta, 8);
            json.Figure("totalGamma"u8, sums[i].Gamma, 8);
            json.Figure("totalVega"u8, sums[i].VegaPerPoint, 8);
            json.Figure("totalTheta"u8, sums[i].ThetaPerDay, 8);
            json.WriteEndObject();
            rows++;
        }
        return rows;
    }
}
