using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.ExchangeServer.Binance.Orders;

/// <summary>The exchange's refusals in the venue's codes and words; total over <see cref="CommandResult"/>.</summary>
internal static class Refusals
{
    public static Answer Of(CommandResult result, ExchangeView view, ListedInstrument instrument, Side side)
    {
        bool isOption = instrument.Terms.IsOption;
        return result switch
        {
            CommandResult.Accepted => Answer.Ok,
            CommandResult.UnknownInstrument => Answer.BadSymbol,
            CommandResult.NotTrading => isOption ? Answer.OptionNotTrading : Answer.NotTrading,
            CommandResult.InvalidSide => Answer.BadSide,
            CommandResult.InvalidClientId => Answer.BadCharacters(isOption ? "clientOrderId" : "newClientOrderId"),
            CommandResult.DuplicateClientId => isOption ? Answer.OptionDuplicateId : Answer.DuplicateId,
            CommandResult.UnknownOrder => Answer.CancelUnknown,
            CommandResult.InvalidPrice => Answer.PriceOffTick,
            CommandResult.PriceOutsideBand => OutsideBand(view, instrument, side),
            CommandResult.InvalidQuantity => Answer.TooPrecise,
            CommandResult.QuantityBelowMin => Answer.QuantityTooSmall,
            CommandResult.QuantityAboveMax => Answer.QuantityTooLarge,
            CommandResult.NotionalBelowMin =>
                Answer.NotionalTooSmall(FixedPoint.ToText(instrument.Terms.NotionalMin.Raw)),
            CommandResult.NotModified => Answer.NothingToAmend,
            CommandResult.NothingToReduce => isOption ? Answer.OptionReduceOnly : Answer.ReduceOnly,
            CommandResult.InsufficientMargin => isOption ? Answer.OptionNoMoney : Answer.NoMoney,
            CommandResult.TooManyOrders => isOption ? Answer.OptionTooManyOpen : Answer.TooManyOpen,
            CommandResult.InvalidLeverage => Answer.BadLeverage,

            // What follows belongs to conditional orders and position stops, which this interface does not take, and
            // to amendments that are turned into cancels before they get so far.
            _ => new Answer(-1000, $"The exchange said {result}."),
        };
    }

    private static Answer OutsideBand(ExchangeView view, ListedInstrument instrument, Side side)
    {
        (Price buyMax, Price sellMin) = view.Exchange.PriceBand(instrument.Id);
        return side == Side.Buy
            ? Answer.PriceAbove(FixedPoint.ToText(buyMax.Raw))
            : Answer.PriceBelow(FixedPoint.ToText(sellMin.Raw));
    }
}
