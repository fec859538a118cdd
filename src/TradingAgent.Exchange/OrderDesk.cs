using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.Exchange;

/// <summary>Takes the accounts' commands: checks, matches, rests, amends, cancels.</summary>
internal sealed class OrderDesk(ExchangeFloor floor, FillDesk fills, Matcher matcher)
{
    public CommandOutcome Place(SimulatedAccount account, in PlaceRequest request)
    {
        CommandResult result = Check(account, request, out InstrumentSlot? slot, out long price, out long quantity);
        if (result != CommandResult.Accepted || slot is null) return Refuse(result, request.ClientId);
        var order = new AccountOrder
        {
            Account = account.Id,
            Id = floor.NextOrder(),
            Instrument = slot.Id,
            ClientId = request.ClientId ?? "",
            Side = request.Side,
            Kind = request.Kind,
            Lifetime = request.Kind == OrderKind.Market ? OrderLifetime.ImmediateOrCancel : request.Lifetime,
            SelfTrade = request.SelfTrade,
            ReduceOnly = request.ReduceOnly,
            CreatedAt = floor.Now,
            FeeCurrency = slot.Terms.SettleCoin,
            Price = price,
            Quantity = quantity,
            Status = OrderStatus.New,
            UpdatedAt = floor.Now,
            Sequence = floor.NextSequence(),
        };
        if (!Affords(account, slot, order.Side, quantity, price, order.ReduceOnly))
            return Refuse(CommandResult.InsufficientMargin, request.ClientId);
        account.Add(order);
        Reserve(account.PositionIn(slot), order.Side, quantity);
        Run(account, slot, order);
        return new CommandOutcome(CommandResult.Accepted, order.Id, order.ClientId);
    }

    public CommandOutcome Amend(SimulatedAccount account, in AmendRequest request)
    {
        AccountOrder? order = account.FindOrder(request.Order);
        if (order is null || !order.IsOpen || order.Instrument != request.Instrument)
            return Refuse(CommandResult.UnknownOrder, request.Order.ClientId);
        InstrumentSlot slot = floor[order.Instrument];
        long price = request.Price?.Raw ?? order.Price;
        long quantity = request.Quantity?.Raw ?? order.Quantity;
        CommandResult result = CheckAmend(account, slot, order, ref price, quantity);
        if (result != CommandResult.Accepted) return new CommandOutcome(result, order.Id, order.ClientId);
        Change(account, slot, order, price, quantity);
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

    /// <summary>Closes what the book will take of a position, for the venue.</summary>
    public void Liquidate(SimulatedAccount account, Position position)
    {
        InstrumentSlot slot = position.Slot;
        Side side = position.Quantity > 0 ? Side.Sell : Side.Buy;
        var order = new AccountOrder
        {
            Account = account.Id,
            Id = floor.NextOrder(),
            Instrument = slot.Id,
            ClientId = "",
            Side = side,
            Kind = OrderKind.Market,
            Lifetime = OrderLifetime.ImmediateOrCancel,
            SelfTrade = SelfTradePrevention.None,
            ReduceOnly = true,
            CreatedAt = floor.Now,
            FeeCurrency = slot.Terms.SettleCoin,
            Price = side == Side.Buy ? slot.Listed.Listing.PriceMax.Raw : slot.Terms.Tick.Raw,
            Quantity = Math.Abs(position.Quantity),
        };
        account.Add(order);
        Reserve(position, side, order.Quantity);
        matcher.Take(slot, order, ExecutionType.Liquidation);
        matcher.End(order, slot, CancelReason.ImmediateRemainder);
        fills.Tell(account, position);
    }

    private static CommandOutcome Refuse(CommandResult result, string? clientId) => new(result, OrderId.None, clientId);

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
        slot = floor.Find(request.Instrument);
        if (slot is null) return CommandResult.UnknownInstrument;
        if (!slot.IsTrading) return CommandResult.NotTrading;
        if (request.Side is not (Side.Buy or Side.Sell)) return CommandResult.InvalidSide;
        if (!OrderRules.IsClientId(request.ClientId)) return CommandResult.InvalidClientId;
        if (account.FindOrder(new OrderKey(OrderId.None, request.ClientId)) is not null)
            return CommandResult.DuplicateClientId;
        quantity = slot.Terms.FloorToLot(request.Quantity).Raw;
        CommandResult result = CommandResult.Accepted;
        if (request.Kind == OrderKind.Market)
        {
            price = OrderRules.Band(slot, request.Side);
            if (price == 0) return CommandResult.NotTrading;
        }
        else
        {
            price = request.Price.Raw;
            result = OrderRules.Price(slot, account, request.Side, ref price);
        }
        if (result != CommandResult.Accepted) return result;
        if (request.ReduceOnly)
        {
            long position = account.FindPosition(slot.Id)?.Quantity ?? 0;
            if (position == 0 || position > 0 == (request.Side == Side.Buy)) return CommandResult.NothingToReduce;
            quantity = Math.Min(quantity, Math.Abs(position));
        }
        result = OrderRules.Quantity(slot, request.Kind, request.ReduceOnly, price, quantity);
        if (result != CommandResult.Accepted) return result;
        return OrderRules.HasRoom(floor, account, slot) ? CommandResult.Accepted : CommandResult.TooManyOrders;
    }

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
        long more = quantity - order.Quantity;
        return more <= 0 || Affords(account, slot, order.Side, more, price, order.ReduceOnly)
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
        double premium = slot.Terms.IsOption && side == Side.Buy && position.Quantity >= 0
            ? FixedPoint.ToDouble(quantity) * FixedPoint.ToDouble(price) * floor.Wallets.UsdRate(slot.Terms.SettleCoin)
            : 0;
        double initial = after.Initial + premium;
        return initial <= before.Initial + 1e-9 || initial <= before.Balance;
    }

    private void Run(SimulatedAccount account, InstrumentSlot slot, AccountOrder order)
    {
        Side opposite = Matcher.Opposite(order.Side);
        long best = slot.Book.Best(opposite);
        bool crosses = best != 0 && Matcher.Crosses(order.Side, order.Price, best);
        if (order.Lifetime == OrderLifetime.PostOnly && crosses)
        {
            matcher.End(order, slot, CancelReason.WouldTake);
            return;
        }
        bool whole = order.Lifetime != OrderLifetime.FillOrKill
            || slot.Book.QuantityWithin(opposite, order.Price) >= order.Leaves;
        if (!whole)
        {
            matcher.End(order, slot, CancelReason.ImmediateRemainder);
            return;
        }
        long filledBefore = order.Filled;
        bool mayRest = !crosses || matcher.Take(slot, order, ExecutionType.Trade);
        Settle(slot, order, mayRest);
        Position position = account.PositionIn(slot);
        if (order.Filled == filledBefore)
        {
            // The venue repeats the position on every order message, changed or not.
            floor.Out.OnPositionChanged(fills.Snapshot(account, position));
            return;
        }
        fills.Tell(account, position);
        matcher.TrimReduceOnly(account, slot);
    }

    private void Settle(InstrumentSlot slot, AccountOrder order, bool mayRest)
    {
        bool rests = order.Lifetime is OrderLifetime.GoodTillCancelled or OrderLifetime.PostOnly;
        if (order.Leaves == 0 || !mayRest || !rests)
        {
            matcher.End(order, slot, mayRest ? CancelReason.ImmediateRemainder : CancelReason.SelfTrade);
            return;
        }
        order.Status = order.Filled > 0 ? OrderStatus.PartiallyFilled : OrderStatus.New;
        order.UpdatedAt = floor.Now;
        order.Sequence = floor.NextSequence();
        matcher.Rest(order, slot);
        floor.Out.OnOrderChanged(order.Snapshot());
    }

    private void Change(SimulatedAccount account, InstrumentSlot slot, AccountOrder order, long price, long quantity)
    {
        Reserve(account.PositionIn(slot), order.Side, quantity - order.Quantity);
        if (price == order.Price && quantity < order.Quantity)
        {
            slot.Book.Reduce(order.Handle, order.Quantity - quantity);
            order.Quantity = quantity;
            order.UpdatedAt = floor.Now;
            order.Sequence = floor.NextSequence();
            floor.DepthChanged(slot, order.Side, order.Price);
            floor.Out.OnOrderChanged(order.Snapshot());
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
        if (order.Filled != filledBefore) fills.Tell(account, account.PositionIn(slot));
    }

    private void Withdraw(SimulatedAccount account, AccountOrder order, CancelReason reason)
    {
        InstrumentSlot slot = floor[order.Instrument];
        matcher.End(order, slot, reason);
        floor.Out.OnPositionChanged(fills.Snapshot(account, account.PositionIn(slot)));
    }
}
