namespace TradingAgent.Venues.Binance;

/// <summary>Where futures and options say the same in other words.</summary>
/// <param name="Prefix">Beginning of the product's paths.</param>
/// <param name="PlaceId">Our id in a placement.</param>
/// <param name="QueryId">Our id in a query, a cancel or an amend.</param>
/// <param name="BatchIds">The venue's numbers in a cancel of several.</param>
/// <param name="FeeSign">1 where a positive fee is paid, -1 where a negative one is.</param>
internal sealed record ProductDialect(string Prefix, string PlaceId, string QueryId, string BatchIds, int FeeSign)
{
    public static ProductDialect Futures { get; } =
        new("/fapi/v1", "newClientOrderId", "origClientOrderId", "orderIdList", 1);

    public static ProductDialect Options { get; } =
        new("/eapi/v1", "clientOrderId", "clientOrderId", "orderIds", -1);
}
