using TradingAgent.Exchange.Accounts;

namespace TradingAgent.ExchangeServer.Binance.Orders;

/// <summary>Our closed enums in the venue's words, and back.</summary>
internal static class Words
{
    public static string Of(Side side) => side == Side.Buy ? "BUY" : "SELL";

    public static string Of(OrderKind kind) => kind == OrderKind.Market ? "MARKET" : "LIMIT";

    /// <summary>A market order is shown as good till cancelled; a date makes it GTD.</summary>
    public static string LifetimeOf(in OrderSnapshot order, OrderNote note) => order.Lifetime switch
    {
        _ when order.Kind == OrderKind.Market => "GTC",
        OrderLifetime.ImmediateOrCancel => "IOC",
        OrderLifetime.FillOrKill => "FOK",
        OrderLifetime.PostOnly => "GTX",
        _ => note.GoodTillDate > 0 ? "GTD" : "GTC",
    };

    public static string StatusOf(in OrderSnapshot order, OrderNote note) => order.Status switch
    {
        OrderStatus.PartiallyFilled => "PARTIALLY_FILLED",
        OrderStatus.Filled => "FILLED",
        OrderStatus.Cancelled or OrderStatus.Deactivated => EndOf(order.CancelReason, note),
        _ => "NEW",
    };

    /// <summary>What ended by itself has expired; only what somebody took away was cancelled.</summary>
    public static string EndOf(CancelReason reason, OrderNote note) => reason switch
    {
        CancelReason.SelfTrade => "EXPIRED_IN_MATCH",
        CancelReason.ImmediateRemainder or CancelReason.ReduceOnly or CancelReason.Liquidation
            or CancelReason.Delivery => "EXPIRED",
        _ => note.HasExpired ? "EXPIRED" : "CANCELED",
    };

    /// <summary>The reason of an expiry as the user stream numbers it; 0: none.</summary>
    public static int ExpiryReason(in OrderSnapshot order) => order.CancelReason switch
    {
        CancelReason.SelfTrade => order.Lifetime == OrderLifetime.ImmediateOrCancel ? 3 : 1,
        CancelReason.ImmediateRemainder => order.Kind == OrderKind.Market ? 9 : 2,
        CancelReason.ReduceOnly => 4,
        CancelReason.Liquidation => 5,
        CancelReason.Delivery => 7,
        _ => 0,
    };

    public static string Of(SelfTradePrevention prevention) => prevention switch
    {
        SelfTradePrevention.CancelTaker => "EXPIRE_TAKER",
        SelfTradePrevention.CancelMaker => "EXPIRE_MAKER",
        SelfTradePrevention.CancelBoth => "EXPIRE_BOTH",
        _ => "NONE",
    };

    public static bool TryPrevention(
        string? text, SelfTradePrevention fallback, out SelfTradePrevention prevention)
    {
        prevention = text switch
        {
            "EXPIRE_TAKER" => SelfTradePrevention.CancelTaker,
            "EXPIRE_MAKER" => SelfTradePrevention.CancelMaker,
            "EXPIRE_BOTH" => SelfTradePrevention.CancelBoth,
            "NONE" => SelfTradePrevention.None,
            _ => fallback,
        };
        return text is null or "EXPIRE_TAKER" or "EXPIRE_MAKER" or "EXPIRE_BOTH" or "NONE";
    }

    public static Side SideOf(string? text) => text switch
    {
        "BUY" => Side.Buy,
        "SELL" => Side.Sell,
        _ => Side.None,
    };

    /// <summary>The client's own id, or the one that the venue gives to its own orders.</summary>
    public static string ClientIdOf(in OrderSnapshot order) => order.Origin switch
    {
        OrderOrigin.Liquidation => "autoclose-" + order.Id.Value,
        OrderOrigin.Deleverage => "adl_autoclose",
        _ => order.ClientId,
    };
}
