using System.Text.Json;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Rows;

/// <summary>
/// The insurance fund and the deleveraging alert that follows from it. There is no fund here that could run dry: the
/// rows show a steady one, in text over REST and (the alert) in numbers on the stream, as the venue does.
/// </summary>
internal static class FundRows
{
    private const decimal Balance = 1_000_000m;

    /// <summary>The fund of a settle coin: «USDT», «USDC», or «inverse» for the coins.</summary>
    public static bool Belongs(ListedInstrument instrument, string fund)
    {
        if (instrument.Terms.IsOption || instrument.Status != InstrumentStatus.Trading) return false;
        return fund == "inverse" ? instrument.Terms.IsInverse : instrument.Terms.SettleCoin.Code == fund;
    }

    public static void Insurance(Utf8JsonWriter json, string coin, string symbols, Timestamp now, bool isStream)
    {
        json.WriteStartObject();
        json.WriteString("coin"u8, coin);
        json.WriteString("symbols"u8, symbols);
        json.Decimal("balance"u8, Balance);
        if (isStream) json.Moment("updateTime"u8, now);
        else json.Decimal("value"u8, Balance);
        json.WriteEndObject();
    }

    public static void Alert(Utf8JsonWriter json, ListedInstrument instrument)
    {
        json.WriteStartObject();
        json.WriteString("coin"u8, instrument.Terms.SettleCoin.Code);
        json.WriteString("symbol"u8, instrument.Symbol);
        json.Decimal("balance"u8, Balance);
        json.Decimal("maxBalance"u8, Balance);
        json.WriteString("insurancePnlRatio"u8, "-0.3"u8);
        json.WriteString("pnlRatio"u8, "0"u8);
        json.WriteString("adlTriggerThreshold"u8, "10000"u8);
        json.WriteString("adlStopRatio"u8, "-0.25"u8);
        json.WriteEndObject();
    }

    public static void StreamAlert(Utf8JsonWriter json, ListedInstrument instrument)
    {
        json.WriteStartObject();
        json.WriteString("c"u8, instrument.Terms.SettleCoin.Code);
        json.WriteString("s"u8, instrument.Symbol);
        json.WriteNumber("b"u8, Balance);
        json.WriteNumber("mb"u8, Balance);
        json.WriteNumber("i_pr"u8, -0.3m);
        json.WriteNumber("pr"u8, 0m);
        json.WriteNumber("adl_tt"u8, 10000m);
        json.WriteNumber("adl_sr"u8, -0.25m);
        json.WriteEndObject();
    }
}
