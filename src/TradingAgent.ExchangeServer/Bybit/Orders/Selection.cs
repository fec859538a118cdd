using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.ExchangeServer.Bybit.Orders;

/// <summary>Which instruments a request is about; what is null does not narrow.</summary>
internal static class Selection
{
    public static bool Takes(
        ListedInstrument instrument, Category category, string? symbol, string? baseCoin, string? settleCoin) =>
        Categories.Of(instrument.Terms.Kind) == category
        && (symbol is null || instrument.Symbol == symbol)
        && (baseCoin is null || instrument.Terms.BaseCoin.Code == baseCoin)
        && (settleCoin is null || instrument.Terms.SettleCoin.Code == settleCoin);

    /// <summary>
    /// By <c>orderFilter</c>: «Order» is what is in the book, every other word what waits for a trigger.
    /// </summary>
    public static bool Takes(in OrderSnapshot order, string? filter) =>
        filter is null || (filter == "Order") == (order.Purpose == StopPurpose.None);

    /// <summary>The same with the values that a request carries under the usual names.</summary>
    public static bool Takes(ListedInstrument instrument, VenueCall call) => Takes(
        instrument, call.Category, call.Fields.Text("symbol"), call.Fields.Text("baseCoin"),
        call.Fields.Text("settleCoin"));
}
