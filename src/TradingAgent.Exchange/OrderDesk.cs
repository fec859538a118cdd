using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.Exchange;

/// <summary>Takes the accounts' commands: checks, matches, rests, amends, cancels.</summary>
internal sealed class OrderDesk(ExchangeFloor floor, FillDesk fills, Matcher matcher)
{
    public CommandOutcome Place(SimulatedAccount account, in PlaceRequest request)
    {
        if (!request.Trigger.IsNone) return PlaceWaiting(account, request);
        CommandResult result = Check(account, request, out InstrumentSlot? slot, out long price, out long quantity);
        if (result != CommandResult.Accepted || slot is null) return Refuse(result, request.ClientId);
        AccountOrder order = Make(account, slot, request, price, quantity);
        if (!Affords(account, slot, order.Side, quantity, price, order.ReduceOnly))
            return Refuse(CommandResult.InsufficientMargin, request.ClientId);
        account.Add(order);
        Reserve(account, slot, order);
        if (!order.Stops.IsNone) floor.Attached.Add(order);
        Run(account, slot, order);
        return new CommandOutcome(CommandResult.Accepted, order.Id, order.ClientId);
    }

    public CommandResult PreCheck(
        SimulatedAccount account, in PlaceRequest request, out MarginRates before, out MarginRates after)
    {
        before = MarginRates.Of(floor.Wallets.Totals(account));
        after = before;
        CommandResult result = Check(account, request, out InstrumentSlot? slot, out _, out long quantity);
        if (result != CommandResult.Accepted || slot is null) return result;
        Position position = account.PositionIn(slot);
        Reserve(position, request.Side, quantity);
        after = MarginRates.Of(floor.Wallets.Totals(account));
        Reserve(position, request.Side, -quantity);
        return CommandResult.Accepted;
    }

    public CommandOutcome Amend(SimulatedAccount account, in AmendRequest request)
    {
        AccountOrder? order = account.FindOrder(request.Order);
        if (order is null || !order.IsOpen || order.Instrument != request.Instrument)
            return Refuse(CommandResult.UnknownOrder, request.Order.ClientId);
        InstrumentSlot slot = floor[order.Instrument];
        if (order.IsWaiting) return AmendWaiting(slot, order, request);
        bool hasStops = ChangeStops(order, request);
        long price = request.Price?.Raw ?? order.Price;
        long quantity = request.Quantity?.Raw ?? order.Quantity;
        CommandResult result = CheckAmend(account, slot, order, ref price, quantity);
        if (result == CommandResult.NotModified && hasStops)
        {
            Stamp(order, order.Status);
            floor.Out.OnOrderChanged(order.Snapshot());
            return new CommandOutcome(CommandResult.Accepted, order.Id, order.ClientId);
        }
        if (result != CommandResult.Accepted) return new CommandOutcome(result, order.Id, order.ClientId);
        order.Volatility = request.Volatility ?? (request.Price is null ? order.Volatility : 0);
        if (request.StartsAnew) order.SelfTrade = SelfTradePrevention.None;
        Change(account, slot, order, price, quantity, request.StartsAnew);
        if (order.ReduceOnly) matcher.TrimReduceOnly(account, slot);
        return new CommandOutcome(CommandResult.Accepted, order.Id, order.ClientId);
    }

    public CommandOutcome Cancel(SimulatedAccount account, InstrumentId instrument, in OrderKey key)
    {
        AccountOrder? order = account.FindOrder(key);
        if (order is null || !order.IsOpen || order.Instrument != instrument)
            return Refuse(CommandResult.UnknownOrder, key.ClientId);
        Withdraw(account, order, CancelReason.Requested);
        return new CommandOutcome(CommandResult.Accepted, order.Id, order.ClientId);
    }

    /// <summary>Ends every open order that the filter takes, oldest first, and returns them as they ended.</summary>
    public List<OrderSnapshot> CancelAll(SimulatedAccount account, in CancelFilter filter, CancelReason reason)
    {
        var cancelled = new List<OrderSnapshot>();
        foreach (AccountOrder order in account.OpenOrders.ToArray())
        {
            if (!order.IsOpen || !filter.Takes(floor[order.Instrument].Listed.Instrument)) continue;
            Withdraw(account, order, reason);
            cancelled.Add(order.Snapshot());
        }
        return cancelled;
    }

    /// <summary>Sends a conditional order whose trigger was met to the book.</summary>
    public void Release(SimulatedAccount account, AccountOrder order)
    {
        InstrumentSlot slot = floor[order.Instrument];
        Stamp(order, OrderStatus.Triggered);
        floor.Out.OnOrderChanged(order.Snapshot());
        long price = order.Kind == OrderKind.Market ? OrderRules.Band(slot, order.Side) : order.Price;
        bool isPriced = order.Kind == OrderKind.Market
            ? price > 0
            : OrderRules.Price(slot, account, order.Side, ref price) == CommandResult.Accepted;
        long quantity = order.Quantity;
        bool isOpen = isPriced && (!order.ReduceOnly || TryReduce(account, slot, order.Side, ref quantity));
        if (!isOpen)
        {
            Withdraw(account, order, isPriced ? CancelReason.ReduceOnly : CancelReason.Venue);
            return;
        }
        if (!Affords(account, slot, order.Side, quantity, price, order.ReduceOnly))
        {
            Withdraw(account, order, CancelReason.Margin);
            return;
        }
        order.Price = price;
        order.Quantity = quantity;
        Stamp(order, OrderStatus.New);
        Reserve(account, slot, order);
        Run(account, slot, order);
    }

    /// <summary>Ends an open order and repeats the position, as the venue does.</summary>
    public void Withdraw(SimulatedAccount account, AccountOrder order, CancelReason reason)
    {
        InstrumentSlot slot = floor[order.Instrument];
        matcher.End(order, slot, reason);
        Repeat(account, slot);
    }

    /// <summary>Counts an order's size among the open ones of its position.</summary>
    public static void Reserve(SimulatedAccount account, InstrumentSlot slot, AccountOrder order)
    {
        Reserve(account.PositionIn(slot), order.Side, order.Leaves);
        order.IsReserved = true;
    }

    private static CommandOutcome Refuse(CommandResult result, string? clientId) => new(result, OrderId.None, clientId);

    private AccountOrder Make(
        SimulatedAccount account, InstrumentSlot slot, in PlaceRequest request, long price, long quantity) => new()
        {
            Account = account.Id,
            Id = floor.NextOrder(),
            Instrument = slot.Id,
            ClientId = request.ClientId ?? "",
            Side = request.Side,
            Kind = request.Kind,
            Lifetime = request.Kind == OrderKind.Market ? OrderLifetime.ImmediateOrCancel : request.Lifetime,
            SelfTrade = request.SelfTrade,
            ReduceOnly = request.ReduceOnly || request.ClosesPosition,
            ClosesPosition = request.ClosesPosition,
            CreatedAt = floor.Now,
            FeeCurrency = slot.Terms.SettleCoin,
            Purpose = request.Trigger.IsNone ? StopPurpose.None : StopPurpose.Stop,
            LastPriceAtStart = slot.Tape.LastPrice,
            Trigger = request.Trigger,
            Stops = request.Stops,
            Volatility = request.Volatility,
            Price = price,
            Quantity = quantity,
            Status = request.Trigger.IsNone ? OrderStatus.New : OrderStatus.Untriggered,
            UpdatedAt = floor.Now,
            Sequence = floor.NextSequence(),
        };

    /// <summary>A conditional order holds no margin and no place until its trigger is met.</summary>
    private CommandOutcome PlaceWaiting(SimulatedAccount account, in PlaceRequest request)
    {
        CommandResult result = CheckNames(account, request, out InstrumentSlot? slot);
        if (result != CommandResult.Accepted || slot is null) return Refuse(result, request.ClientId);
        long quantity = slot.Terms.FloorToLot(request.Quantity).Raw;
        result = StopRules.Check(floor, account, slot, request, quantity);
        if (result != CommandResult.Accepted) return Refuse(result, request.ClientId);
        long price = request.Kind == OrderKind.Market ? 0 : request.Price.Raw;
        AccountOrder order = Make(account, slot, request, price, quantity);
        account.Add(order);
        floor.Waiting.Add(order);
        if (!order.Stops.IsNone) floor.Attached.Add(order);
        floor.Out.OnOrderChanged(order.Snapshot());
        return new CommandOutcome(CommandResult.Accepted, order.Id, order.ClientId);
    }

    private CommandOutcome AmendWaiting(InstrumentSlot slot, AccountOrder order, in AmendRequest request)
    {
        Trigger trigger = order.Trigger with { Price = request.Trigger ?? order.Trigger.Price };
        long price = request.Price?.Raw ?? order.Price;
        long quantity = request.Quantity?.Raw ?? order.Quantity;
        bool isSame = trigger == order.Trigger && price == order.Price && quantity == order.Quantity;
        CommandResult result = isSame && !ChangeStops(order, request) ? CommandResult.NotModified
            : !slot.Terms.IsOnLot(new Quantity(quantity)) ? CommandResult.InvalidQuantity
            : price != 0 && !slot.Terms.IsOnTick(new Price(price)) ? CommandResult.InvalidPrice
            : StopRules.CheckTrigger(slot, trigger);
        if (result != CommandResult.Accepted) return new CommandOutcome(result, order.Id, order.ClientId);
        order.Trigger = trigger;
        order.Price = price;
        order.Quantity = quantity;
        Stamp(order, OrderStatus.Untriggered);
        floor.Out.OnOrderChanged(order.Snapshot());
        return new CommandOutcome(CommandResult.Accepted, order.Id, order.ClientId);
    }

    /// <summary>True when the amend changes what the order brings along.</summary>
    private bool ChangeStops(AccountOrder order, in AmendRequest request)
    {
        if (request.TakeProfit is null && request.StopLoss is null) return false;
        AttachedStops wanted = order.Stops with
        {
            TakeProfit = request.TakeProfit ?? order.Stops.TakeProfit,
            StopLoss = request.StopLoss ?? order.Stops.StopLoss,
        };
        if (wanted == order.Stops) return false;
        if (order.Stops.IsNone) floor.Attached.Add(order);
        order.Stops = wanted;
        return true;
    }

    private void Stamp(AccountOrder order, OrderStatus status)
    {
        order.Status = status;
        order.UpdatedAt = floor.Now;
        order.Sequence = floor.NextSequence();
    }

    /// <summary>Cuts a reduce-only size to the position; zero asks for all of it. False: nothing to reduce.</summary>
    private static bool TryReduce(SimulatedAccount account, InstrumentSlot slot, Side side, ref long quantity)
    {
        long position = account.FindPosition(slot.Id)?.Quantity ?? 0;
        if (position == 0 || position > 0 == (side == Side.Buy)) return false;
        long held = Math.Abs(position);
        quantity = quantity == 0 ? held : Math.Min(quantity, held);
        return true;
    }

    private static void Reserve(Position position, Side side, long quantity)
    {
        if (side == Side.Buy) position.OpenBuys += quantity;
        else position.OpenSells += quantity;
    }

    private CommandResult Check(
        SimulatedAccount account, in PlaceRequest request, out InstrumentSlot? slot, out long price, out long quantity)
    {
        price = 0;
        quantity = 0;
        CommandResult result = CheckNames(account, request, out slot);
        if (result != CommandResult.Accepted || slot is null) return result;
        quantity = slot.Terms.FloorToLot(request.Quantity).Raw;
        if (request.Kind == OrderKind.Market)
        {
            price = OrderRules.Band(slot, request.Side);
            if (price == 0) return CommandResult.NotTrading;
            if (!request.Price.IsZero) price = Tighter(request.Side, price, request.Price.Raw);
        }
        else
        {
            price = request.Price.Raw;
            result = OrderRules.Price(slot, account, request.Side, ref price);
        }
        if (result != CommandResult.Accepted) return result;
        if (request.ReduceOnly)
        {
            if (quantity <= 0) return CommandResult.InvalidQuantity;
            if (!TryReduce(account, slot, request.Side, ref quantity)) return CommandResult.NothingToReduce;
        }
        result = OrderRules.Quantity(slot, request.Kind, request.ReduceOnly, price, quantity);
        if (result != CommandResult.Accepted) return result;
        return OrderRules.HasRoom(floor, account, slot) ? CommandResult.Accepted : CommandResult.TooManyOrders;
    }

    /// <summary>What every new order must have, conditional or not.</summary>
    private CommandResult CheckNames(SimulatedAccount account, in PlaceRequest request, out InstrumentSlot? slot)
    {
        slot = floor.Find(request.Instrument);
        if (slot is null) return CommandResult.UnknownInstrument;
        if (!slot.IsTrading) return CommandResult.NotTrading;
        if (request.Side is not (Side.Buy or Side.Sell)) return CommandResult.InvalidSide;
        if (!OrderRules.IsClientId(request.ClientId, account.Settings)) return CommandResult.InvalidClientId;
        return OrderRules.IsTaken(account, request.ClientId) ? CommandResult.DuplicateClientId : CommandResult.Accepted;
    }

    private static long Tighter(Side side, long left, long right) =>
        side == Side.Buy ? Math.Min(left, right) : Math.Max(left, right);

    private CommandResult CheckAmend(
        SimulatedAccount account, InstrumentSlot slot, AccountOrder order, ref long price, long quantity)
    {
        if (!slot.IsTrading) return CommandResult.NotTrading;
        if (price == order.Price && quantity == order.Quantity) return CommandResult.NotModified;
        if (!slot.Terms.IsOnLot(new Quantity(quantity))) return CommandResult.InvalidQuantity;
        if (quantity <= order.Filled) return CommandResult.QuantityNotAboveFilled;
        CommandResult result = price == order.Price
            ? CommandResult.Accepted
            : OrderRules.Price(slot, account, order.Side, ref price);
        if (result == CommandResult.Accepted)
            result = OrderRules.Quantity(slot, order.Kind, order.ReduceOnly, price, quantity);
        if (result != CommandResult.Accepted) return result;
        return AffordsChange(account, slot, order, price, quantity)
            ? CommandResult.Accepted
            : CommandResult.InsufficientMargin;
    }

    /// <summary>An order that cannot raise the margin always passes; one that does must leave it covered.</summary>
    private bool Affords(
        SimulatedAccount account, InstrumentSlot slot, Side side, long quantity, long price, bool reduceOnly)
    {
        if (reduceOnly) return true;
        MarginTotals before = floor.Wallets.Totals(account);
        Position position = account.PositionIn(slot);
        Reserve(position, side, quantity);
        MarginTotals after = floor.Wallets.Totals(account);
        Reserve(position, side, -quantity);
        // Buying back what is short and not being bought back already needs no premium set aside.
        long covers = Math.Max(-position.Quantity - position.OpenBuys, 0);
        long opens = slot.Terms.IsOption && side == Side.Buy ? Math.Max(quantity - covers, 0) : 0;
        double initial = after.Initial + Premium(slot, opens, price);
        return initial <= before.Initial + 1e-9 || initial <= before.Balance;
    }

    /// <summary>More of it must be paid for, and so must a dearer price of an option that is to be bought.</summary>
    private bool AffordsChange(
        SimulatedAccount account, InstrumentSlot slot, AccountOrder order, long price, long quantity)
    {
        long more = quantity - order.Quantity;
        if (more > 0 && !Affords(account, slot, order.Side, more, price, order.ReduceOnly)) return false;
        if (!slot.Terms.IsOption || order.Side != Side.Buy || order.ReduceOnly || price <= order.Price) return true;
        MarginTotals totals = floor.Wallets.Totals(account);
        return totals.Initial + Premium(slot, order.Leaves, price - order.Price) <= totals.Balance;
    }

    private double Premium(InstrumentSlot slot, long quantity, long price) =>
        FixedPoint.ToDouble(quantity) * FixedPoint.ToDouble(price) * floor.Wallets.UsdRate(slot.Terms.SettleCoin);

    private void Run(SimulatedAccount account, InstrumentSlot slot, AccountOrder order)
    {
        Side opposite = Matcher.Opposite(order.Side);
        long best = slot.Book.Best(opposite);
        bool crosses = best != 0 && Matcher.Crosses(order.Side, order.Price, best);
        bool isShort = order.Lifetime == OrderLifetime.FillOrKill && Matcher.Reach(slot, order) < order.Leaves;
        bool wouldTake = order.Lifetime == OrderLifetime.PostOnly && crosses;
        if (isShort || wouldTake)
        {
            Withdraw(account, order, wouldTake ? CancelReason.WouldTake : CancelReason.ImmediateRemainder);
            return;
        }
        long filledBefore = order.Filled;
        bool mayRest = !crosses || matcher.Take(slot, order, ExecutionType.Trade);
        Settle(slot, order, mayRest);
        Conclude(account, slot, isFilled: order.Filled != filledBefore);
    }

    private void Conclude(SimulatedAccount account, InstrumentSlot slot, bool isFilled)
    {
        if (!isFilled)
        {
            Repeat(account, slot);
            return;
        }
        fills.Tell(account, account.PositionIn(slot));
        matcher.TrimReduceOnly(account, slot);
    }

    /// <summary>The venue repeats the position on every order message, changed or not.</summary>
    private void Repeat(SimulatedAccount account, InstrumentSlot slot) =>
        floor.Out.OnPositionChanged(fills.Snapshot(account, account.PositionIn(slot)));

    private void Settle(InstrumentSlot slot, AccountOrder order, bool mayRest)
    {
        bool rests = order.Lifetime is OrderLifetime.GoodTillCancelled or OrderLifetime.PostOnly;
        if (order.Leaves == 0 || !mayRest || !rests)
        {
            matcher.End(order, slot, mayRest ? CancelReason.ImmediateRemainder : CancelReason.SelfTrade);
            return;
        }
        Stamp(order, order.Filled > 0 ? OrderStatus.PartiallyFilled : OrderStatus.New);
        matcher.Rest(order, slot);
        floor.Out.OnOrderChanged(order.Snapshot());
    }

    private void Change(
        SimulatedAccount account, InstrumentSlot slot, AccountOrder order, long price, long quantity, bool startsAnew)
    {
        Reserve(account.PositionIn(slot), order.Side, quantity - order.Quantity);
        if (price == order.Price && quantity < order.Quantity && !startsAnew)
        {
            slot.Book.Reduce(order.Handle, order.Quantity - quantity);
            order.Quantity = quantity;
            Stamp(order, order.Status);
            floor.DepthChanged(slot, order.Side, order.Price);
            floor.Out.OnOrderChanged(order.Snapshot());
            Repeat(account, slot);
            return;
        }
        matcher.Unrest(order, slot);
        order.Price = price;
        order.Quantity = quantity;
        if (floor.Settings.CrossingAmendCancels || order.Lifetime != OrderLifetime.PostOnly)
        {
            Run(account, slot, order);
            return;
        }
        long filledBefore = order.Filled;
        bool mayRest = matcher.Take(slot, order, ExecutionType.Trade);
        Settle(slot, order, mayRest);
        Conclude(account, slot, isFilled: order.Filled != filledBefore);
    }
}
