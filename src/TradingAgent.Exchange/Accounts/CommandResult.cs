namespace TradingAgent.Exchange.Accounts;

/// <summary>
/// The synchronous answer to a command: accepted for processing, or why not. The server maps it to codes.
/// </summary>
public enum CommandResult : byte
{
    Accepted,
    UnknownInstrument,

    /// <summary>The instrument is being delivered or closed.</summary>
    NotTrading,
    InvalidSide,
    InvalidClientId,
    DuplicateClientId,

    /// <summary>Never existed, already finished, or in another instrument.</summary>
    UnknownOrder,

    /// <summary>Not a positive multiple of the tick.</summary>
    InvalidPrice,

    /// <summary>Beyond the price band, and the account does not want it moved to the edge.</summary>
    PriceOutsideBand,

    /// <summary>Zero, or nothing left after cutting to the lot.</summary>
    InvalidQuantity,
    QuantityBelowMin,
    QuantityAboveMax,
    NotionalBelowMin,

    /// <summary>Amend: the new total is not above what has filled.</summary>
    QuantityNotAboveFilled,

    /// <summary>Amend: nothing would change.</summary>
    NotModified,

    /// <summary>Reduce-only, and there is no position to reduce.</summary>
    NothingToReduce,
    InsufficientMargin,
    TooManyOrders,

    /// <summary>Leverage out of range.</summary>
    InvalidLeverage,

    /// <summary>The trigger price is not a multiple of the tick, or there is no price to watch.</summary>
    InvalidTrigger,

    /// <summary>A trigger on the rise lies at or below the price it watches.</summary>
    TriggerNotAbove,

    /// <summary>A trigger on the fall lies at or above the price it watches.</summary>
    TriggerNotBelow,
    TooManyConditionalOrders,

    /// <summary>A take-profit on the wrong side of the price.</summary>
    TakeProfitOnWrongSide,

    /// <summary>A stop-loss on the wrong side of the price.</summary>
    StopLossOnWrongSide,

    /// <summary>Stops for a position that is flat.</summary>
    NoPosition,
}
