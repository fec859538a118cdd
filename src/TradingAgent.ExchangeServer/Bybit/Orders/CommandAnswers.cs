using TradingAgent.Exchange.Accounts;

namespace TradingAgent.ExchangeServer.Bybit.Orders;

/// <summary>The exchange's refusals in the venue's codes and words; total over <see cref="CommandResult"/>.</summary>
internal static class CommandAnswers
{
    /// <summary>The answer to a create, amend or cancel.</summary>
    /// <param name="result">What the exchange said.</param>
    /// <param name="isOption">Options have words of their own for some refusals.</param>
    /// <param name="side">The order's side, for refusals of its price.</param>
    public static Answer Of(CommandResult result, bool isOption, Side side) => result switch
    {
        CommandResult.Accepted => Answer.Ok,
        CommandResult.UnknownInstrument => Answer.BadSymbol,
        CommandResult.NotTrading => Answer.Delivering,
        CommandResult.InvalidSide => Answer.BadSide,
        CommandResult.InvalidClientId => Answer.BadLinkId,
        CommandResult.DuplicateClientId => Answer.DuplicateLinkId,
        CommandResult.UnknownOrder => Answer.OrderGone,
        CommandResult.InvalidPrice => Answer.BadPrice,
        CommandResult.PriceOutsideBand when isOption => Answer.PriceOutOfRange,
        CommandResult.PriceOutsideBand =>
            side == Side.Sell ? Answer.PriceBelowBand : Answer.PriceAboveBand,
        CommandResult.InvalidQuantity => Answer.ReduceOnly,
        CommandResult.QuantityBelowMin => isOption ? Answer.OptionQuantityTooSmall : Answer.QuantityTooSmall,
        CommandResult.QuantityAboveMax => Answer.QuantityTooLarge,
        CommandResult.NotionalBelowMin => Answer.NotionalTooSmall,
        CommandResult.QuantityNotAboveFilled => Answer.AmendBelowFilled,
        CommandResult.NotModified => Answer.SameOrder,
        CommandResult.NothingToReduce => Answer.ReduceOnly,
        CommandResult.InsufficientMargin => Answer.NoMoney,
        CommandResult.TooManyOrders => Answer.TooManyOrders,
        CommandResult.InvalidLeverage => Answer.BadLeverage,
        CommandResult.InvalidTrigger => Answer.BadTrigger,
        CommandResult.TriggerNotAbove => Answer.TriggerNotAbove,
        CommandResult.TriggerNotBelow => Answer.TriggerNotBelow,
        CommandResult.TooManyConditionalOrders => Answer.TooManyConditional,
        CommandResult.TakeProfitOnWrongSide => Answer.TakeProfitSide,
        CommandResult.StopLossOnWrongSide => Answer.StopLossSide,
        CommandResult.NoPosition => Answer.NoPosition,
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "The exchange gave an unknown answer."),
    };

    /// <summary>An amend says some of it differently.</summary>
    public static Answer OfAmend(CommandResult result, bool isOption, Side side) => result switch
    {
        CommandResult.UnknownOrder => Answer.OrderGoneForAmend,
        CommandResult.InvalidQuantity => Answer.BadQuantity,
        _ => Of(result, isOption, side),
    };
}
