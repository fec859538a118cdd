using System.Globalization;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.ExchangeServer.Binance;

/// <summary>
/// The exchange's order numbers as large as the venue's: options and most futures have more digits than a double keeps,
/// so that a client that reads them as one is found out here. Rising per symbol, as there.
/// </summary>
internal static class OrderNumbers
{
    private const long Bitcoin = 800_000_000_000;
    private const long OtherFutures = 8_389_765_519_993_000_000;
    private const long Options = 4_611_875_134_427_000_000;

    public static long Of(ListedInstrument instrument, OrderId order) =>
        order.IsNone ? 0 : BeginOf(instrument) + order.Value;

    /// <summary>The order that a number stands for; one that names no order when it was never given.</summary>
    public static OrderId Parse(ListedInstrument instrument, string text)
    {
        bool isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        return isNumber && number > BeginOf(instrument)
            ? new OrderId(number - BeginOf(instrument))
            : new OrderId(long.MaxValue);
    }

    private static long BeginOf(ListedInstrument instrument) =>
        instrument.Terms.IsOption ? Options
        : instrument.Terms.BaseCoin == CurrencyId.Btc ? Bitcoin : OtherFutures;
}
