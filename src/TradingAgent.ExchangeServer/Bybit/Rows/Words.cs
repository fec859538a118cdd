using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.ExchangeServer.Bybit.Rows;

/// <summary>Our closed enums in the venue's words.</summary>
internal static class Words
{
    private static readonly string[] NamesOfPurposes =
    [
        "UNKNOWN", "Stop", "TakeProfit", "StopLoss", "PartialTakeProfit", "PartialStopLoss", "TrailingStop",
    ];

    public static string Of(Side side) => side switch
    {
        Side.Buy => "Buy",
        Side.Sell => "Sell",
        _ => "",
    };

    public static string Of(OrderKind kind) => kind == OrderKind.Market ? "Market" : "Limit";

    public static string Of(OrderLifetime lifetime) => lifetime switch
    {
        OrderLifetime.ImmediateOrCancel => "IOC",
        OrderLifetime.FillOrKill => "FOK",
        OrderLifetime.PostOnly => "PostOnly",
        _ => "GTC",
    };

    public static string Of(OrderStatus status) => status switch
    {
        OrderStatus.PartiallyFilled => "PartiallyFilled",
        OrderStatus.Filled => "Filled",
        OrderStatus.Cancelled => "Cancelled",
        OrderStatus.Untriggered => "Untriggered",
        OrderStatus.Triggered => "Triggered",
        OrderStatus.Deactivated => "Deactivated",
        _ => "New",
    };

    public static string Of(TriggerSource source) => source switch
    {
        TriggerSource.IndexPrice => "IndexPrice",
        TriggerSource.MarkPrice => "MarkPrice",
        _ => "LastPrice",
    };

    /// <summary>What a conditional order is; "UNKNOWN" for a plain one, as the venue says.</summary>
    public static string Of(StopPurpose purpose) =>
        purpose == StopPurpose.None ? "UNKNOWN" : NamesOfPurposes[(int)purpose];

    /// <summary>Who made an order.</summary>
    public static string CreateType(OrderOrigin origin, StopPurpose purpose) => origin switch
    {
        OrderOrigin.Liquidation => "CreateByLiq",
        OrderOrigin.Deleverage => "CreateByAdl_PassThrough",
        OrderOrigin.Stop => "CreateBy" + Of(purpose),
        _ => purpose == StopPurpose.Stop ? "CreateByStopOrder" : "CreateByUser",
    };

    public static string Of(SelfTradePrevention prevention) => prevention switch
    {
        SelfTradePrevention.CancelMaker => "CancelMaker",
        SelfTradePrevention.CancelTaker => "CancelTaker",
        SelfTradePrevention.CancelBoth => "CancelBoth",
        _ => "None",
    };

    public static string Of(InstrumentStatus status) => status switch
    {
        InstrumentStatus.Delivering => "Delivering",
        InstrumentStatus.Closed => "Closed",
        _ => "Trading",
    };

    public static string Of(ExecutionType type, bool isInverse) => type switch
    {
        ExecutionType.Funding => "Funding",
        ExecutionType.Liquidation => "BustTrade",
        ExecutionType.Deleverage => "AdlTrade",
        ExecutionType.Delivery => isInverse ? "Settle" : "Delivery",
        _ => "Trade",
    };

    public static string Of(LedgerKind kind) => kind switch
    {
        LedgerKind.TransferIn => "TRANSFER_IN",
        LedgerKind.TransferOut => "TRANSFER_OUT",
        LedgerKind.Settlement => "SETTLEMENT",
        LedgerKind.Delivery => "DELIVERY",
        LedgerKind.Liquidation => "LIQUIDATION",
        LedgerKind.Deleverage => "ADL",
        _ => "TRADE",
    };

    public static string Of(ContractKind kind) => kind switch
    {
        ContractKind.LinearPerpetual => "LinearPerpetual",
        ContractKind.LinearFuture => "LinearFutures",
        ContractKind.InversePerpetual => "InversePerpetual",
        ContractKind.InverseFuture => "InverseFutures",
        _ => "",
    };

    public static string TickDirection(int direction) => direction switch
    {
        > 0 => "PlusTick",
        < 0 => "MinusTick",
        _ => "ZeroPlusTick",
    };

    /// <summary>Why an order was taken off the book, in the words of <c>cancelType</c>.</summary>
    public static string CancelType(in OrderSnapshot order, bool isOption) => order.CancelReason switch
    {
        CancelReason.Requested => "CancelByUser",
        CancelReason.ReduceOnly when order.Purpose > StopPurpose.Stop => "CancelByTpSlTsClear",
        CancelReason.ReduceOnly => "CancelByReduceOnly",
        CancelReason.SelfTrade => "CancelBySmp",
        CancelReason.DeadMan => "CancelByDCP",
        CancelReason.Delivery => isOption ? "CancelByDelivery" : "CancelBySettle",
        CancelReason.Margin => isOption ? "CancelByCannotAffordOrderCost" : "CancelByPrepareLiq",
        CancelReason.Liquidation => "CancelAllBeforeLiq",
        CancelReason.Venue => "CancelByAdmin",
        _ => "UNKNOWN",
    };

    /// <summary>The matching engine's reason.</summary>
    public static string RejectReason(in OrderSnapshot order) => order.CancelReason switch
    {
        CancelReason.Requested when order.Status == OrderStatus.Filled => "EC_OrigClOrdIDDoesNotExist",
        CancelReason.Requested => "EC_PerCancelRequest",
        CancelReason.WouldTake => "EC_PostOnlyWillTakeLiquidity",
        CancelReason.ImmediateRemainder when order.Lifetime == OrderLifetime.FillOrKill => "EC_NoEnoughQtyToFill",
        CancelReason.ImmediateRemainder when !order.Filled.IsZero => "EC_CancelForNoFullFill",
        CancelReason.ImmediateRemainder => "EC_NoImmediateQtyToFill",
        CancelReason.SelfTrade => "EC_BySelfMatch",
        _ => "EC_NoError",
    };
}
