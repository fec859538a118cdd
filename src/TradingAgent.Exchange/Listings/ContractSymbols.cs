using System.Globalization;

namespace TradingAgent.Exchange.Listings;

/// <summary>
/// Symbols in the venue's grammar. Coin-settled options, which that venue does not list, end in the coin they settle
/// in: <c>BTC-26SEP25-100000-C-BTC</c>.
/// </summary>
public static class ContractSymbols
{
    /// <summary>USDT perpetual: BTCUSDT.</summary>
    public static string LinearPerpetual(CurrencyId coin) => $"{coin.Code}USDT";

    /// <summary>Coin-margined perpetual: BTCUSD.</summary>
    public static string InversePerpetual(CurrencyId coin) => $"{coin.Code}USD";

    /// <summary>USDT future: BTCUSDT-26SEP25.</summary>
    public static string LinearFuture(CurrencyId coin, Timestamp expiry) => $"{coin.Code}USDT-{Day(expiry)}";

    /// <summary>Option: base, day, strike, side, settle coin; the day has no leading zero.</summary>
    public static string Option(CurrencyId coin, Timestamp expiry, Price strike, OptionSide side, CurrencyId settle)
    {
        char letter = side == OptionSide.Call ? 'C' : 'P';
        string suffix = settle == CurrencyId.Usdc ? "" : $"-{settle.Code}";
        return $"{coin.Code}-{Day(expiry)}-{strike}-{letter}{suffix}";
    }

    private static string Day(Timestamp expiry) =>
        expiry.ToDateTimeOffset().ToString("dMMMyy", CultureInfo.InvariantCulture).ToUpperInvariant();
}
