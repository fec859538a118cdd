using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.Exchange;

/// <summary>
/// Closes accounts whose balance no longer covers the maintenance margin: open orders go first, then every position is
/// sold into the book within the price band, and what the book cannot take is closed against those who hold the other
/// side, the most profitable first, at the mark price (the venue itself uses the bankruptcy price).
/// </summary>
internal sealed class LiquidationDesk(ExchangeFloor floor, FillDesk fills, OrderDesk orders, Matcher matcher)
{
    public void Check(SimulatedAccount account)
    {
        if (account.Positions.Count == 0) return;
        MarginTotals totals = floor.Wallets.Totals(account);
        if (totals.Maintenance <= 0 || totals.Balance > totals.Maintenance) return;
        orders.CancelAll(account, default, CancelReason.Liquidation);
        foreach (Position position in account.Positions.ToArray())
        {
            bool isHeld = position.Quantity != 0 && position.Slot.IsTrading && position.Slot.Mark > 0;
            if (isHeld) Liquidate(account, position, totals.Balance);
        }
    }

    private void Liquidate(SimulatedAccount account, Position position, double balanceUsd)
    {
        InstrumentSlot slot = position.Slot;
        Side side = position.Quantity > 0 ? Side.Sell : Side.Buy;
        long band = OrderRules.Band(slot, side);
        long worst = side == Side.Buy ? slot.Listed.Listing.PriceMax.Raw : slot.Terms.Tick.Raw;
        long bankruptcy = Bankruptcy(position, balanceUsd);
        AccountOrder order = Force(
            account, slot, side, Math.Abs(position.Quantity), band > 0 ? band : worst, OrderOrigin.Liquidation,
            bankruptcy);
        matcher.Take(slot, order, ExecutionType.Liquidation);
        if (order.Leaves > 0) Deleverage(slot, order);
        matcher.End(order, slot, CancelReason.ImmediateRemainder);
        fills.Tell(account, position);
    }

    /// <summary>Where the whole balance would be gone if only this contract moved; at least one tick.</summary>
    private static long Bankruptcy(Position position, double balanceUsd)
    {
        InstrumentSlot slot = position.Slot;
        double size = FixedPoint.ToDouble(position.Quantity);
        double usdPerDollar = slot.IsInverseFuture ? size / slot.Mark : size;
        double price = slot.Mark - (balanceUsd / usdPerDollar);
        long tick = slot.Terms.Tick.Raw;
        double ticks = Math.Clamp(price * FixedPoint.Scale / tick, 1, slot.Listed.Listing.PriceMax.Raw / tick);
        return (long)Math.Round(ticks) * tick;
    }

    private void Deleverage(InstrumentSlot slot, AccountOrder order)
    {
        long tick = slot.Terms.Tick.Raw;
        long price = Math.Max((long)Math.Round(slot.Mark * FixedPoint.Scale / tick), 1) * tick;
        foreach (SimulatedAccount other in Ranked(slot, order)) Close(slot, order, other, price);
        if (order.Leaves == 0) return;
        fills.BookMarket(slot, Matcher.Opposite(order.Side), price, order.Leaves);
        fills.Book(slot, order, price, order.Leaves, isMaker: false, ExecutionType.Liquidation);
    }

    private void Close(InstrumentSlot slot, AccountOrder order, SimulatedAccount other, long price)
    {
        if (order.Leaves == 0) return;
        Position position = other.PositionIn(slot);
        long quantity = Math.Min(order.Leaves, Math.Abs(position.Quantity));
        orders.CancelAll(other, new CancelFilter { Instrument = slot.Id }, CancelReason.Venue);
        AccountOrder closing = Force(
            other, slot, Matcher.Opposite(order.Side), quantity, price, OrderOrigin.Deleverage, bankruptcy: 0);
        fills.Book(slot, closing, price, quantity, isMaker: true, ExecutionType.Deleverage);
        fills.Book(slot, order, price, quantity, isMaker: false, ExecutionType.Liquidation);
        matcher.End(closing, slot, CancelReason.None);
        fills.Tell(other, position);
    }

    /// <summary>Holders of the other side, by return on margin, then by age.</summary>
    private List<SimulatedAccount> Ranked(InstrumentSlot slot, AccountOrder order)
    {
        var holders = new List<(double Return, SimulatedAccount Account)>();
        for (int i = 1; i < floor.Accounts.Count; i++)
        {
            Position? position = floor.Accounts[i].FindPosition(slot.Id);
            bool isOpposite = position is { Quantity: not 0 } && position.Quantity > 0 == (order.Side == Side.Buy);
            if (!isOpposite || i == order.Account.Index) continue;
            double margin = MarginModel.Of(position!, openBuyPremium: 0).Position;
            holders.Add((margin > 0 ? position!.UnrealisedPnl() / margin : 0, floor.Accounts[i]));
        }
        return [.. holders.OrderByDescending(holder => holder.Return).Select(holder => holder.Account)];
    }

    private AccountOrder Force(
        SimulatedAccount account, InstrumentSlot slot, Side side, long quantity, long price, OrderOrigin origin,
        long bankruptcy)
    {
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
            Origin = origin,
            BankruptcyPrice = bankruptcy,
            CreatedAt = floor.Now,
            FeeCurrency = slot.Terms.SettleCoin,
            Price = price,
            Quantity = quantity,
        };
        account.Add(order);
        OrderDesk.Reserve(account, slot, order);
        return order;
    }
}
