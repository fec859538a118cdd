using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;

namespace TradingAgent.Exchange;

/// <summary>
/// Lets a taker walk the opposite side of a book, books both sides of every fill and prints the trades.
/// </summary>
internal sealed class Matcher(ExchangeFloor floor, FillDesk fills)
{
    /// <summary>
    /// Fills an account's order as far as its limit goes. Returns false when it may not rest afterwards.
    /// </summary>
    public bool Take(InstrumentSlot slot, AccountOrder taker, ExecutionType type)
    {
        Side resting = Opposite(taker.Side);
        while (taker.Leaves > 0)
        {
            int front = slot.Book.Front(resting);
            if (front == 0 || !Crosses(taker.Side, taker.Price, slot.Book.PriceOf(front))) return true;
            int maker = slot.Book.AccountOf(front);
            if (maker == taker.Account.Index && taker.SelfTrade != SelfTradePrevention.None)
            {
                if (taker.SelfTrade != SelfTradePrevention.CancelTaker)
                    End(floor.Resting(slot.Book.OrderOf(front)), slot, CancelReason.SelfTrade);
                if (taker.SelfTrade != SelfTradePrevention.CancelMaker) return false;
                continue;
            }
            long quantity = Math.Min(taker.Leaves, slot.Book.QuantityOf(front));
            long price = slot.Book.PriceOf(front);
            FillMaker(slot, front, resting, price, quantity, taker.Side);
            if (maker == 0) fills.BookMarket(slot, resting, price, quantity);
            fills.Book(slot, taker, price, quantity, isMaker: false, type);
        }
        return true;
    }

    /// <summary>
    /// What an order would find within its limit, its own account's orders left out where it does not trade with them.
    /// </summary>
    public static long Reach(InstrumentSlot slot, AccountOrder order) => slot.Book.QuantityWithin(
        Opposite(order.Side), order.Price, order.SelfTrade == SelfTradePrevention.None ? 0 : order.Account.Index,
        ends: order.SelfTrade != SelfTradePrevention.CancelMaker);

    /// <summary>A background taker; returns what was filled.</summary>
    public long TakeAsMarket(InstrumentSlot slot, Side side, long limit, long quantity)
    {
        Side resting = Opposite(side);
        long left = quantity;
        while (left > 0)
        {
            int front = slot.Book.Front(resting);
            if (front == 0 || !Crosses(side, limit, slot.Book.PriceOf(front))) break;
            left -= FillForMarket(slot, front, side, left);
        }
        return quantity - left;
    }

    /// <summary>Fills one resting order with a background taker; returns how much.</summary>
    public long FillForMarket(InstrumentSlot slot, int front, Side side, long quantityMax)
    {
        long quantity = Math.Min(quantityMax, slot.Book.QuantityOf(front));
        long price = slot.Book.PriceOf(front);
        bool isStranger = slot.Book.AccountOf(front) != 0;
        FillMaker(slot, front, Opposite(side), price, quantity, side);
        if (isStranger) fills.BookMarket(slot, side, price, quantity);
        return quantity;
    }

    /// <summary>Ends an account's order, resting or not, and tells it.</summary>
    public void End(AccountOrder order, InstrumentSlot slot, CancelReason reason)
    {
        SimulatedAccount account = floor.Accounts[order.Account.Index];
        Position position = account.PositionIn(slot);
        if (order.Handle != 0) Unrest(order, slot);
        if (order.IsReserved && order.Side == Side.Buy) position.OpenBuys -= order.Leaves;
        else if (order.IsReserved) position.OpenSells -= order.Leaves;
        order.IsReserved = false;
        bool isFilled = order.Leaves == 0 && order.Filled > 0;
        OrderStatus unfilled = order.IsWaiting ? OrderStatus.Deactivated : OrderStatus.Cancelled;
        order.Status = isFilled ? OrderStatus.Filled : unfilled;
        order.CancelReason = isFilled ? CancelReason.None : reason;
        order.UpdatedAt = floor.Now;
        order.Sequence = floor.NextSequence();
        account.Finish(order);
        floor.Out.OnOrderChanged(order.Snapshot());
    }

    /// <summary>Puts the rest of an order at the back of its level.</summary>
    public void Rest(AccountOrder order, InstrumentSlot slot)
    {
        order.Handle = slot.Book.Add(order.Side, order.Price, order.Leaves, order.Account.Index, order.Id.Value);
        floor.AddResting(order);
        floor.DepthChanged(slot, order.Side, order.Price);
    }

    /// <summary>Takes an order out of the book without ending it.</summary>
    public void Unrest(AccountOrder order, InstrumentSlot slot)
    {
        slot.Book.Remove(order.Handle);
        order.Handle = 0;
        floor.RemoveResting(order);
        floor.DepthChanged(slot, order.Side, order.Price);
    }

    /// <summary>Cuts or cancels reduce-only orders that could now open a position, youngest last.</summary>
    public void TrimReduceOnly(SimulatedAccount account, InstrumentSlot slot)
    {
        long position = account.FindPosition(slot.Id)?.Quantity ?? 0;
        Side closing = position > 0 ? Side.Sell : Side.Buy;
        long left = Math.Abs(position);
        for (int i = 0; i < account.OpenOrders.Count; i++)
        {
            AccountOrder order = account.OpenOrders[i];
            if (!order.ReduceOnly || order.Instrument != slot.Id || order.Handle == 0) continue;
            long allowed = order.Side == closing ? Math.Min(left, order.Leaves) : 0;
            left -= allowed;
            if (allowed == order.Leaves) continue;
            if (allowed == 0)
            {
                End(order, slot, CancelReason.ReduceOnly);
                i--;
                continue;
            }
            Cut(account, slot, order, allowed);
        }
    }

    public static Side Opposite(Side side) => side == Side.Buy ? Side.Sell : Side.Buy;

    public static bool Crosses(Side side, long limit, long price) => side == Side.Buy ? price <= limit : price >= limit;

    private void Cut(SimulatedAccount account, InstrumentSlot slot, AccountOrder order, long allowed)
    {
        long by = order.Leaves - allowed;
        slot.Book.Reduce(order.Handle, by);
        order.Quantity -= by;
        Position position = account.PositionIn(slot);
        if (order.Side == Side.Buy) position.OpenBuys -= by;
        else position.OpenSells -= by;
        order.UpdatedAt = floor.Now;
        order.Sequence = floor.NextSequence();
        floor.DepthChanged(slot, order.Side, order.Price);
        floor.Out.OnOrderChanged(order.Snapshot());
    }

    private void FillMaker(InstrumentSlot slot, int front, Side resting, long price, long quantity, Side takerSide)
    {
        int account = slot.Book.AccountOf(front);
        AccountOrder? maker = account == 0 ? null : floor.Resting(slot.Book.OrderOf(front));
        slot.Book.Reduce(front, quantity);
        floor.DepthChanged(slot, resting, price);
        Print(slot, price, quantity, takerSide);
        if (maker is null) return;
        fills.Book(slot, maker, price, quantity, isMaker: true, ExecutionType.Trade);
        SimulatedAccount owner = floor.Accounts[account];
        if (maker.Leaves == 0)
        {
            maker.Handle = 0;
            floor.RemoveResting(maker);
            End(maker, slot, CancelReason.None);
        }
        else
        {
            maker.Status = OrderStatus.PartiallyFilled;
            floor.Out.OnOrderChanged(maker.Snapshot());
        }
        fills.Tell(owner, owner.PositionIn(slot));
        TrimReduceOnly(owner, slot);
    }

    private void Print(InstrumentSlot slot, long price, long quantity, Side takerSide)
    {
        slot.Sequence = floor.NextSequence();
        slot.UpdateCount++;
        var trade = new TradePrint(
            slot.Id,
            floor.NextTrade(),
            takerSide,
            new Price(price),
            new Quantity(quantity),
            slot.Sequence,
            floor.Now,
            slot.Mark,
            slot.Underlying.Index,
            slot.Volatility,
            slot.Tape.Direction(price));
        slot.Tape.Add(trade, slot.Value(quantity, price));
        floor.Out.OnTrade(trade);
    }
}
