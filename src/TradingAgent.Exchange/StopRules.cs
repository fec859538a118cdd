using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.Exchange;

/// <summary>What a conditional order must satisfy before it may wait.</summary>
internal static class StopRules
{
    /// <summary>The price that a trigger watches; 0 when there is none.</summary>
    public static double Watched(InstrumentSlot slot, TriggerSource source) => source switch
    {
        TriggerSource.IndexPrice => slot.Underlying.Index,
        TriggerSource.MarkPrice => slot.Mark,
        _ => FixedPoint.ToDouble(slot.Tape.LastPrice),
    };

    public static CommandResult Check(
        ExchangeFloor floor, SimulatedAccount account, InstrumentSlot slot, in PlaceRequest request, long quantity)
    {
        if (slot.Terms.IsOption) return CommandResult.InvalidTrigger;
        CommandResult result = CheckTrigger(slot, request.Trigger);
        if (result != CommandResult.Accepted) return result;
        bool isMarket = request.Kind == OrderKind.Market;
        bool isOffTick = !isMarket
            && (!slot.Terms.IsOnTick(request.Price) || request.Price > slot.Listed.Listing.PriceMax);
        if (isOffTick) return CommandResult.InvalidPrice;
        bool takesAll = request.ClosesPosition && quantity == 0;
        long price = isMarket ? request.Trigger.Price.Raw : request.Price.Raw;
        bool isExempt = request.ReduceOnly || request.ClosesPosition;
        if (!takesAll) result = OrderRules.Quantity(slot, request.Kind, isExempt, price, quantity);
        if (result != CommandResult.Accepted) return result;
        int count = 0;
        foreach (AccountOrder order in account.OpenOrders)
            if (order.IsWaiting && order.Purpose == StopPurpose.Stop && order.Instrument == slot.Id) count++;
        return count < floor.Settings.ConditionalOrdersPerInstrumentMax
            ? CommandResult.Accepted
            : CommandResult.TooManyConditionalOrders;
    }

    /// <summary>The level must be on the tick and on the side of the present price that it waits for.</summary>
    public static CommandResult CheckTrigger(InstrumentSlot slot, in Trigger trigger)
    {
        double now = Watched(slot, trigger.Source);
        if (now <= 0 || !slot.Terms.IsOnTick(trigger.Price)) return CommandResult.InvalidTrigger;
        if (!trigger.IsMetBy(now)) return CommandResult.Accepted;
        return trigger.OnRise ? CommandResult.TriggerNotAbove : CommandResult.TriggerNotBelow;
    }
}
