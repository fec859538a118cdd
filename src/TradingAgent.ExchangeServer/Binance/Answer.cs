using System.Globalization;
using TradingAgent.ExchangeServer.Binance.Options;
using TradingAgent.ExchangeServer.Faults;

namespace TradingAgent.ExchangeServer.Binance;

/// <summary>How a request ended, in the venue's own code and words; code 0 is success.</summary>
/// <param name="Code">Negative for a refusal.</param>
/// <param name="Message">The venue's text.</param>
/// <param name="Status">HTTP status, which the websocket interface shows too.</param>
internal readonly record struct Answer(int Code, string Message, int Status = 400)
{
    public const string UnknownExecution = "Unknown error, please check your request or try again later.";

    public static readonly Answer Ok = new(0, "", 200);
    public static readonly Answer Busy = new(-1008, "Server is currently overloaded with other requests.", 503);
    public static readonly Answer NotServed = new(-1020, "This operation is not supported.");
    public static readonly Answer BadSignature = new(-1022, "Signature for this request is not valid.");
    public static readonly Answer BadKeyFormat = new(-2014, "API-key format invalid.", 401);
    public static readonly Answer BadKey = new(-2015, "Invalid API-key, IP, or permissions for action.", 401);
    public static readonly Answer TooLate =
        new(-1021, "Timestamp for this request is outside of the recvWindow.");
    public static readonly Answer TooEarly =
        new(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");
    public static readonly Answer BadWindow = new(-1131, "recvWindow must be less than 60000.");
    public static readonly Answer TooManyOrdersInTime =
        new(-1015, "Too many new orders; current limit is exceeded.", 429);
    public static readonly Answer BadLifetime = new(-1115, "Invalid timeInForce.");
    public static readonly Answer BadType = new(-1116, "Invalid orderType.");
    public static readonly Answer BadSide = new(-1117, "Invalid side.");
    public static readonly Answer BadSymbol = new(-1121, "Invalid symbol.");
    public static readonly Answer BadListenKey = new(-1125, "This listenKey does not exist.");
    public static readonly Answer TooPrecise = new(-1111, "Precision is over the maximum defined for this asset.");
    public static readonly Answer KillSwitch = new(-2010, "New order rejected: the auto-cancel countdown has ended.");
    public static readonly Answer CancelUnknown = new(-2011, "Unknown order sent.");
    public static readonly Answer NoSuchOrder = new(-2013, "Order does not exist.");
    public static readonly Answer NoMoney = new(-2019, "Margin is insufficient.");
    public static readonly Answer ReduceOnly = new(-2022, "ReduceOnly Order is rejected.");
    public static readonly Answer TooManyOpen = new(-2025, "Reach max open order limit.");
    public static readonly Answer PriceNotPositive = new(-4001, "Price less than 0.");
    public static readonly Answer PriceTooHigh = new(-4002, "Price greater than max price.");
    public static readonly Answer QuantityNotPositive = new(-4003, "Quantity less than or equal to zero.");
    public static readonly Answer QuantityTooSmall = new(-4004, "Quantity less than min quantity.");
    public static readonly Answer QuantityTooLarge = new(-4005, "Quantity greater than max quantity.");
    public static readonly Answer PriceOffTick = new(-4014, "Price not increased by tick size.");
    public static readonly Answer IdTooLong = new(-4015, "Client order id length should be less than 36 chars");
    public static readonly Answer BadLeverage = new(-4028, "Leverage is not valid");
    public static readonly Answer SameMarginType = new(-4046, "No need to change margin type.");
    public static readonly Answer SamePositionMode = new(-4059, "No need to change position side.");
    public static readonly Answer PositionMode =
        new(-4061, "Order's position side does not match user's setting.");
    public static readonly Answer DuplicateId = new(-4116, "ClientOrderId is duplicated.");
    public static readonly Answer UseAlgo =
        new(-4120, "Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.");
    public static readonly Answer NoCounterparty =
        new(-4131, "The counterparty's best price does not meet the PERCENT_PRICE filter limit.");
    public static readonly Answer NotTrading = new(-4140, "Invalid symbol status for opening position.");
    public static readonly Answer SameAssetsMode = new(-4171, "No need to change assets mode.");
    public static readonly Answer NotAllAtOnce =
        new(-5021, "Due to the order could not be filled immediately, the FOK order has been rejected. "
            + "The order will not be recorded in the order history");
    public static readonly Answer WouldTake =
        new(-5022, "Due to the order could not be executed as maker, the Post Only order will be rejected. "
            + "The order will not be recorded in the order history");
    public static readonly Answer OnlyLimitAmends = new(-5025, "Only limit order is supported.");
    public static readonly Answer NothingToAmend = new(-5027, "No need to modify the order.");
    public static readonly Answer BadPriceMatch = new(-5037, "Invalid price match");
    public static readonly Answer BadPrevention = new(-5039, "Invalid self trade prevention mode");
    public static readonly Answer BadGoodTillDate =
        new(-5040, "The goodTillDate timestamp must be greater than the current time plus 600 seconds and smaller "
            + "than 253402300799000");
    public static readonly Answer NoDepth = new(-5041, "No depth matches this BBO order");
    public static readonly Answer NotMarketMaker = new(-6005, "The user is not a market maker.");
    public static readonly Answer BadCountdown = new(-6009, "The countdown time is invalid.");
    public static readonly Answer BatchTooLarge = new(-6011, "Too many orders in one batch.");
    public static readonly Answer OptionDuplicateId = new(-6044, "Duplicated clientOrderId.");
    public static readonly Answer OptionReduceOnly = new(-6045, "The reduce only order is rejected.");
    public static readonly Answer OptionNotAllAtOnce = new(-6046, "The FOK order cannot be filled at once.");
    public static readonly Answer OptionWouldTake = new(-6047, "The post only order would match as a taker.");
    public static readonly Answer OptionNotTrading = new(-6049, "The symbol is not trading.");
    public static readonly Answer OptionNoMoney = new(-2018, "Balance is insufficient.");
    public static readonly Answer OptionTooManyOpen = new(-6050, "Too many open orders.");

    public bool IsOk => Code == 0;

    /// <summary>What a client hears of an order request that went wrong.</summary>
    public static Answer Of(OrderFault fault) => fault == OrderFault.Unavailable
        ? new(-1001, "Service Unavailable.", 503)
        : new(-1000, UnknownExecution, 503);

    public static Answer NoSuchPath(string path, string verb) =>
        new(-5000, $"Path {path}, Method {verb} is invalid", 404);

    /// <summary>A parameter that must be there is not, or cannot be read.</summary>
    public static Answer Missing(string name) =>
        new(-1102, $"Mandatory parameter '{name}' was not sent, was empty/null, or malformed.");

    public static Answer OneOf(string first, string second) =>
        new(-1102, $"Param '{first}' or '{second}' must be sent, but both were empty/null!");

    public static Answer BadValue(string name) => new(-1130, $"Data sent for parameter '{name}' is not valid.");

    public static Answer BadCharacters(string name) => new(
        -1100, $"Illegal characters found in parameter '{name}'; legal range is '^[\\.A-Z\\:/a-z0-9_-]{{1,36}}$'.");

    public static Answer PriceAbove(string cap) => new(-4016, $"Limit price can't be higher than {cap}.");

    public static Answer PriceBelow(string floor) => new(-4024, $"Limit price can't be lower than {floor}.");

    public static Answer NotionalTooSmall(string least) =>
        new(-4164, $"Order's notional must be no smaller than {least} (unless you choose reduce only).");

    public static Answer TooMuchWeight(string address, int limit) => new(
        -1003,
        $"Too many requests; current limit of IP({address}) is {limit} requests per minute. "
            + "Please use the websocket for live updates to avoid polling the API.",
        429);

    public static Answer Banned(string address, Timestamp until) => new(
        -1003,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Way too many requests; IP({address}) banned until {until.Milliseconds}. ")
            + "Please use the websocket for live updates to avoid bans.",
        418);
}
