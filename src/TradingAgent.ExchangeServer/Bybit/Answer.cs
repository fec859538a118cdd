using TradingAgent.ExchangeServer.Faults;

namespace TradingAgent.ExchangeServer.Bybit;

/// <summary>How a request ended, in the venue's own code and words; 0 is success.</summary>
internal readonly record struct Answer(int Code, string Message)
{
    public static readonly Answer Ok = new(0, "OK");
    public static readonly Answer BadKey = new(10003, "API key is invalid.");
    public static readonly Answer NotSigned = new(10003, "Unauthorized: the X-BAPI headers are missing.");
    public static readonly Answer ReadOnlyKey = new(10005, "Permission denied, please check your API key permissions.");
    public static readonly Answer NoGuard =
        new(10005, "Permission denied: disconnect protection is not enabled for this account.");
    public static readonly Answer TooManyVisits = new(10006, "Too many visits. Exceeded the API Rate Limit.");
    public static readonly Answer Busy = new(10016, "Server error.");
    public static readonly Answer BadCategory = new(10001, "params error: category invalid");
    public static readonly Answer BadSymbol = new(10001, "Not supported symbols");
    public static readonly Answer BadSide = new(10001, "params error: side invalid");
    public static readonly Answer BadOrderType = new(10001, "params error: orderType invalid");
    public static readonly Answer BadQuantity = new(10001, "params error: qty err");
    public static readonly Answer BadPrice = new(10001, "params error: price err");
    public static readonly Answer BadTimeInForce = new(10001, "params error: timeInForce invalid");
    public static readonly Answer BadLinkId = new(10001, "params error: orderLinkId invalid");
    public static readonly Answer BadPositionMode = new(10001, "position idx not match position mode");
    public static readonly Answer NoConditionalOptions =
        new(10001, "params error: options do not support conditional orders");
    public static readonly Answer BadTrigger = new(10001, "params error: trigger price invalid");
    public static readonly Answer TriggerNotAbove =
        new(110092, "expect Rising, but trigger_price is not above the current price");
    public static readonly Answer TriggerNotBelow =
        new(110093, "expect Falling, but trigger_price is not below the current price");
    public static readonly Answer TooManyConditional =
        new(110009, "The number of stop orders exceeds the maximum allowable limit.");
    public static readonly Answer TakeProfitSide =
        new(10001, "TakeProfit set for this position should be on the profitable side of base_price");
    public static readonly Answer StopLossSide =
        new(10001, "StopLoss set for this position should be on the losing side of base_price");
    public static readonly Answer NoPosition = new(10001, "can not set tp/sl/ts for zero position");
    public static readonly Answer SameStops = new(34040, "not modified");
    public static readonly Answer StopsOnReduceOnly =
        new(10001, "params error: reduceOnly orders can not carry takeProfit or stopLoss");
    public static readonly Answer SlippageTicks =
        new(110108, "slippageTolerance of type TickSize must be a whole number from 1 to 10000");
    public static readonly Answer SlippagePercent =
        new(110109, "slippageTolerance of type Percent must be from 0.01 to 10 with at most two decimals");
    public static readonly Answer UnifiedOnly =
        new(100028, "The API cannot be accessed by unified account users.");
    public static readonly Answer NoPermission =
        new(10005, "Permission denied, please check your API key permissions.");
    public static readonly Answer NotServed = new(10001, "params error: this product is not offered here");
    public static readonly Answer SpanTooLong =
        new(10001, "The time range between startTime and endTime cannot exceed 7 days");
    public static readonly Answer SpanOverMonth =
        new(10001, "The time range between startTime and endTime cannot exceed 30 days");
    public static readonly Answer KeyExpired = new(33004, "Your api key has expired.");
    public static readonly Answer TooManyFromAddress = new(10403, "Exceed the IP rate limit.");
    public static readonly Answer DuplicateRequest = new(20006, "Duplicate reqId");
    public static readonly Answer Banned = new(403, "access too frequent");
    public static readonly Answer NoOrderNamed = new(10001, "params error: orderId and orderLinkId are both empty");
    public static readonly Answer NothingToAmend = new(10001, "params error: nothing to amend");
    public static readonly Answer OrderGone = new(110001, "order not exists or too late to cancel");
    public static readonly Answer OrderGoneForAmend = new(110001, "order not exists or too late to replace");
    public static readonly Answer PriceOutOfRange = new(110003, "Order price is out of permissible range");
    public static readonly Answer NoMoney = new(110007, "ab not enough for new order");
    public static readonly Answer ReduceOnly =
        new(110017, "current position is zero, cannot fix reduce-only order qty");
    public static readonly Answer QuantityTooSmall =
        new(10001, "The number of contracts exceeds minimum limit allowed");
    public static readonly Answer QuantityTooLarge =
        new(10001, "The number of contracts exceeds maximum limit allowed: too large");
    public static readonly Answer OptionQuantityTooSmall = new(3100116, "Order quantity below the lower limit 0.01.");
    public static readonly Answer OptionNeedsLinkId = new(3100198, "orderLinkId can not be null");
    public static readonly Answer TooManyOrders = new(110020, "Not allowed to have more than 500 active orders");
    public static readonly Answer SameMode = new(110025, "Position mode is not modified");
    public static readonly Answer SameLeverage = new(110043, "Set leverage has not been modified.");
    public static readonly Answer Delivering = new(110063, "Settlement in progress! not available for trading.");
    public static readonly Answer AmendBelowFilled =
        new(110064, "The number of contracts modified cannot be less than or equal to the filled quantity");
    public static readonly Answer DuplicateLinkId = new(110072, "OrderLinkedID is duplicate");
    public static readonly Answer NotionalTooSmall = new(110094, "Order does not meet minimum order value 5USDT");
    public static readonly Answer PriceAboveBand =
        new(30208, "The order price is higher than the maximum buying price");
    public static readonly Answer PriceBelowBand =
        new(30209, "The order price is lower than the minimum selling price");
    public static readonly Answer SameOrder =
        new(10001, "The order remains unchanged as the parameters entered match the existing ones.");
    public static readonly Answer BadLeverage = new(110013, "Cannot set leverage due to risk limit level");
    public static readonly Answer NoHedgeMode = new(10001, "params error: hedge mode is not supported here");
    public static readonly Answer BatchSize = new(10001, "params error: a batch holds 1 to 20 orders");
    public static readonly Answer NoSelection =
        new(10001, "params error: Missing some parameters that must be filled in, symbol or settleCoin or baseCoin");
    public static readonly Answer NoSuchPath = new(10404, "Path not found.");
    public static readonly Answer BodyTooLarge = new(10001, "Request body too large.");
    public static readonly Answer BadVerb = new(400, "Bad request. The request method is not allowed for this path.");

    public bool IsOk => Code == 0;

    /// <summary>What a client hears of an order request that went wrong.</summary>
    public static Answer Of(OrderFault fault) => fault == OrderFault.Unavailable ? TooManyVisits : Busy;

    public static Answer BadParameter(string name) => new(10001, "params error: " + name + " invalid");

    public static Answer Clock(long requestMilliseconds, long serverMilliseconds, long windowMilliseconds) => new(
        10002,
        "invalid request, please check your server timestamp or recv_window param. req_timestamp["
        + requestMilliseconds + "],server_timestamp[" + serverMilliseconds
        + "],recv_window[" + windowMilliseconds + "]");

    public static Answer BadSignature(string origin) => new(10004, "error sign! origin_string[" + origin + "]");
}
