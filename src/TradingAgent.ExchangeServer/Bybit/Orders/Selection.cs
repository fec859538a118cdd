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

    /// <summary>The same with the values that a request carries under the usual names.</summary>
    public static bool Takes(ListedInstrument instrument, VenueCall call) => Takes(
        instrument, call.Category, call.Fields.Text("symbol"), call.Fields.Text("baseCoin"),
        call.Fields.Text("settleCoin"));
}
