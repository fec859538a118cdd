using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.Exchange;

/// <summary>
/// Watches conditional orders and keeps the stops of positions. It looks between the steps of the market, never inside
/// a match, so that a fill and what it sets off have an order of their own.
/// </summary>
internal sealed class StopDesk(ExchangeFloor floor, FillDesk fills, OrderDesk orders)
{
    /// <summary>One trigger's trade may set off the next; more rounds than this wait for the next look.</summary>
    private const int RoundsMax = 64;

    /// <summary>Gives fills their stops, then releases what has been triggered.</summary>
    public void Check()
    {
        if (floor.Attached.Count > 0) CoverFills();
        for (int round = 0; round < RoundsMax && floor.Waiting.Count > 0; round++)
        {
            bool hasReleased = false;
            int count = floor.Waiting.Count;
            for (int i = 0; i < count; i++) hasReleased |= Look(floor.Waiting[i]);
            floor.Waiting.RemoveAll(static order => !order.IsWaiting);
            if (!hasReleased) return;
            if (floor.Attached.Count > 0) CoverFills();
        }
    }

    /// <summary>Changes the stops of a position as an account asks.</summary>
    public CommandResult Set(SimulatedAccount account, InstrumentId instrument, in PositionStops stops)
    {
        InstrumentSlot? slot = floor.Find(instrument);
        if (slot is null) return CommandResult.UnknownInstrument;
        if (!slot.IsTrading) return CommandResult.NotTrading;
        if (account.FindPosition(instrument) is not { Quantity: not 0 } position) return CommandResult.NoPosition;
        CommandResult result = CheckSides(slot, position, stops);
        if (result != CommandResult.Accepted) return result;
        bool changed = stops.PartialQuantity.IsZero
            ? SetWhole(account, position, stops)
            : AddPartial(account, position, stops);
        if (!changed) return CommandResult.NotModified;
        floor.Out.OnPositionChanged(fills.Snapshot(account, position));
        return CommandResult.Accepted;
    }

    private void CoverFills()
    {
        for (int i = 0; i < floor.Attached.Count; i++)
        {
            AccountOrder order = floor.Attached[i];
            long more = order.Filled - order.StopsCover;
            if (more <= 0) continue;
            order.StopsCover = order.Filled;
            var stops = new PositionStops
            {
                TakeProfit = order.Stops.TakeProfit.IsNone ? null : order.Stops.TakeProfit,
                StopLoss = order.Stops.StopLoss.IsNone ? null : order.Stops.StopLoss,
                PartialQuantity = new Quantity(order.Stops.IsPartial ? more : 0),
            };
            Set(floor.Accounts[order.Account.Index], order.Instrument, stops);
        }
        floor.Attached.RemoveAll(static order => !order.IsOpen);
    }

    /// <summary>Returns true when the order went off.</summary>
    private bool Look(AccountOrder order)
    {
        if (!order.IsWaiting || floor.Find(order.Instrument) is not { } slot) return false;
        SimulatedAccount account = floor.Accounts[order.Account.Index];
        if (order.Purpose != StopPurpose.Stop && !Closes(account, order))
        {
            orders.Withdraw(account, order, CancelReason.ReduceOnly);
            Forget(account, order);
            return false;
        }
        if (!slot.IsTrading) return false;
        double price = StopRules.Watched(slot, order.Trigger.Source);
        if (order.TrailingBy > 0 && !Follow(order, slot)) return false;
        if (!order.Trigger.IsMetBy(price)) return false;
        Forget(account, order);
        if (order.Twin is { IsWaiting: true } twin) orders.Withdraw(account, twin, CancelReason.ReduceOnly);
        orders.Release(account, order);
        return true;
    }

    private static bool Closes(SimulatedAccount account, AccountOrder order)
    {
        long held = account.FindPosition(order.Instrument)?.Quantity ?? 0;
        return held != 0 && held > 0 == (order.Side == Side.Sell);
    }

    /// <summary>Moves a trailing trigger after the last price; false while it sleeps.</summary>
    private static bool Follow(AccountOrder order, InstrumentSlot slot)
    {
        long last = slot.Tape.LastPrice;
        bool closesLong = order.Side == Side.Sell;
        if (order.ActivatedAt > 0)
        {
            bool isReached = closesLong ? last >= order.ActivatedAt : last <= order.ActivatedAt;
            if (!isReached) return false;
            order.ActivatedAt = 0;
        }
        long level = closesLong ? last - order.TrailingBy : last + order.TrailingBy;
        bool moves = order.Trigger.Price.IsZero
            || (closesLong ? level > order.Trigger.Price.Raw : level < order.Trigger.Price.Raw);
        if (moves) order.Trigger = order.Trigger with { Price = new Price(level) };
        return true;
    }

    private static CommandResult CheckSides(InstrumentSlot slot, Position position, in PositionStops stops)
    {
        bool isLong = position.Quantity > 0;
        if (stops.TakeProfit is { IsNone: false } profit)
        {
            CommandResult result = CheckSide(slot, profit, mustRise: isLong);
            if (result != CommandResult.Accepted)
                return result == CommandResult.InvalidTrigger ? result : CommandResult.TakeProfitOnWrongSide;
        }
        if (stops.StopLoss is { IsNone: false } loss)
        {
            CommandResult result = CheckSide(slot, loss, mustRise: !isLong);
            if (result != CommandResult.Accepted)
                return result == CommandResult.InvalidTrigger ? result : CommandResult.StopLossOnWrongSide;
        }
        bool isOffTick = stops.Trailing is { IsZero: false } by && !slot.Terms.IsOnTick(by);
        return isOffTick ? CommandResult.InvalidTrigger : CommandResult.Accepted;
    }

    private static CommandResult CheckSide(InstrumentSlot slot, in StopTerms stop, bool mustRise)
    {
        bool isOffTick = !stop.Limit.IsZero && !slot.Terms.IsOnTick(stop.Limit);
        return isOffTick
            ? CommandResult.InvalidTrigger
            : StopRules.CheckTrigger(slot, new Trigger(stop.Trigger, mustRise, stop.Source));
    }

    private bool SetWhole(SimulatedAccount account, Position position, in PositionStops stops)
    {
        bool changed = false;
        if (stops.TakeProfit is { } profit)
            changed |= Replace(account, position, StopPurpose.TakeProfit, profit, ref position.TakeProfit);
        if (stops.StopLoss is { } loss)
            changed |= Replace(account, position, StopPurpose.StopLoss, loss, ref position.StopLoss);
        if (stops.Trailing is { } distance) changed |= SetTrailing(account, position, distance, stops.ActivatedAt);
        return changed;
    }

    private bool Replace(
        SimulatedAccount account, Position position, StopPurpose purpose, in StopTerms terms, ref AccountOrder? held)
    {
        bool isSame = held is null
            ? terms.IsNone
            : held.Trigger.Price == terms.Trigger && held.Trigger.Source == terms.Source;
        if (isSame) return false;
        if (held is not null) orders.Withdraw(account, held, CancelReason.Requested);
        held = terms.IsNone ? null : Add(account, position, purpose, terms, quantity: 0);
        return true;
    }

    private bool SetTrailing(SimulatedAccount account, Position position, Price distance, Price activatedAt)
    {
        if ((position.Trailing?.TrailingBy ?? 0) == distance.Raw) return false;
        if (position.Trailing is { } held) orders.Withdraw(account, held, CancelReason.Requested);
        position.Trailing = null;
        if (distance.IsZero) return true;
        long last = position.Slot.Tape.LastPrice;
        long level = position.Quantity > 0 ? last - distance.Raw : last + distance.Raw;
        var terms = new StopTerms(new Price(level), TriggerSource.LastPrice, Price.Zero);
        AccountOrder order = Add(account, position, StopPurpose.TrailingStop, terms, quantity: 0);
        order.TrailingBy = distance.Raw;
        order.ActivatedAt = activatedAt.Raw;
        position.Trailing = order;
        return true;
    }

    private bool AddPartial(SimulatedAccount account, Position position, in PositionStops stops)
    {
        AccountOrder? first = null;
        AccountOrder? second = null;
        long quantity = stops.PartialQuantity.Raw;
        if (stops.TakeProfit is { IsNone: false } profit)
            first = Add(account, position, StopPurpose.PartialTakeProfit, profit, quantity);
        if (stops.StopLoss is { IsNone: false } loss)
            second = Add(account, position, StopPurpose.PartialStopLoss, loss, quantity);
        if (first is not null) first.Twin = second;
        if (second is not null) second.Twin = first;
        return first is not null || second is not null;
    }

    private AccountOrder Add(
        SimulatedAccount account, Position position, StopPurpose purpose, in StopTerms terms, long quantity)
    {
        InstrumentSlot slot = position.Slot;
        bool closesLong = position.Quantity > 0;
        bool isProfit = purpose is StopPurpose.TakeProfit or StopPurpose.PartialTakeProfit;
        bool isMarket = terms.Limit.IsZero;
        var order = new AccountOrder
        {
            Account = account.Id,
            Id = floor.NextOrder(),
            Instrument = slot.Id,
            ClientId = "",
            Side = closesLong ? Side.Sell : Side.Buy,
            Kind = isMarket ? OrderKind.Market : OrderKind.Limit,
            Lifetime = isMarket ? OrderLifetime.ImmediateOrCancel : OrderLifetime.GoodTillCancelled,
            SelfTrade = SelfTradePrevention.None,
            ReduceOnly = true,
            ClosesPosition = true,
            CreatedAt = floor.Now,
            FeeCurrency = slot.Terms.SettleCoin,
            Purpose = purpose,
            Origin = OrderOrigin.Stop,
            LastPriceAtStart = slot.Tape.LastPrice,
            Trigger = new Trigger(terms.Trigger, closesLong == isProfit, terms.Source),
            Price = terms.Limit.Raw,
            Quantity = quantity,
            Status = OrderStatus.Untriggered,
            UpdatedAt = floor.Now,
            Sequence = floor.NextSequence(),
        };
        account.Add(order);
        floor.Waiting.Add(order);
        floor.Out.OnOrderChanged(order.Snapshot());
        return order;
    }

    private static void Forget(SimulatedAccount account, AccountOrder order)
    {
        if (account.FindPosition(order.Instrument) is not { } position) return;
        if (position.TakeProfit == order) position.TakeProfit = null;
        if (position.StopLoss == order) position.StopLoss = null;
        if (position.Trailing == order) position.Trailing = null;
    }
}
