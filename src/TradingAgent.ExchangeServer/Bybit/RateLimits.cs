namespace TradingAgent.ExchangeServer.Bybit;

/// <summary>
/// The venue's default limits: per account, endpoint and product, in a rolling second. Linear and inverse share a
/// counter, options and spot have their own.
/// </summary>
internal sealed class RateLimits
{
    private readonly Dictionary<(int Account, RateGroup Group, Category Product), RateWindow> _windows = [];

    /// <summary>The counter that a request visits; null for endpoints that are not limited.</summary>
    public RateWindow? Find(int account, RateGroup group, Category category)
    {
        if (group == RateGroup.None) return null;
        Category product = category == Category.Inverse ? Category.Linear : category;
        (int, RateGroup, Category) key = (account, group, product);
        if (_windows.TryGetValue(key, out RateWindow? window)) return window;
        window = new RateWindow(LimitOf(group, product));
        _windows.Add(key, window);
        return window;
    }

    /// <summary>Option batches count once; all others once per order.</summary>
    public static bool CountsOrders(Category category) => category != Category.Option;

    private static int LimitOf(RateGroup group, Category product) => group switch
    {
        RateGroup.Create or RateGroup.Cancel or RateGroup.CreateBatch or RateGroup.CancelBatch
            or RateGroup.AmendBatch => product == Category.Spot ? 20 : 10,
        RateGroup.CancelAll => product == Category.Option ? 1 : product == Category.Spot ? 20 : 10,
        RateGroup.Amend or RateGroup.PositionSettings or RateGroup.Keys or RateGroup.PreCheck => 10,
        RateGroup.Ledger => 25,
        RateGroup.FeeRate or RateGroup.Settings => 5,
        _ => 50,
    };
}
