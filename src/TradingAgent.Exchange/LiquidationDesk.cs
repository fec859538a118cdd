using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.Exchange;

/// <summary>
/// Closes accounts whose balance no longer covers the maintenance margin: open orders go first, then every position is
/// sold into the book as far as its bankruptcy price and the price band allow, and what the book cannot take is closed
/// at the bankruptcy price against those who hold the other side, the most profitable first. So nobody's account ends
/// below nothing by more than a rounding; who is left over on the other side pays the difference.
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
            if (isHeld) Liquidate(account, position);
        }
    }

    private void Liquidate(SimulatedAccount account, Position position)
    {
        InstrumentSlot slot = position.Slot;
        Side side = position.Quantity > 0 ? Side.Sell : Side.Buy;
        long bankruptcy = Bankruptcy(account, position);
        long band = OrderRules.Band(slot, side);
        long limit = side == Side.Buy ? Math.Min(bankruptcy, band) : Math.Max(bankruptcy, band);
        AccountOrder order = Force(
            account, slot, side, Math.Abs(position.Quantity), band > 0 ? limit : bankruptcy, OrderOrigin.Liquidation,
            bankruptcy);
        matcher.Take(slot, order, ExecutionType.Liquidation);
        if (order.Leaves > 0) Deleverage(slot, order);
        matcher.End(order, slot, CancelReason.ImmediateRemainder);
        fills.Tell(account, position);
    }

    /// <summary>
    /// Where this contract alone would have used up its part of the balance, the fee of closing it included. Positions
    /// share the balance by their maintenance margin, as it is when their turn comes; one that needs none goes at the
    /// mark. On the tick, rounded in the account's favour, at least one tick.
    /// </summary>
    private long Bankruptcy(SimulatedAccount account, Position position)
    {
        InstrumentSlot slot = position.Slot;
        MarginTotals totals = floor.Wallets.Totals(account);
        double rate = floor.Wallets.UsdRate(slot.Terms.SettleCoin);
        double size = FixedPoint.ToDouble(position.Quantity);
        double needed = MarginModel.Of(position, openBuyPremium: 0).Maintenance * rate;
        double share = totals.Maintenance > 0 && rate > 0
            ? totals.Balance * (needed / totals.Maintenance) / rate
            : 0;
        double fee = slot.Terms.IsOption ? 0 : Math.Sign(size) * (double)account.Settings.Fees.FutureTaker;
        double price = slot.IsInverseFuture
            ? (1 + fee) / Math.Max((1 / slot.Mark) + (share / size), 1e-12)
            : (slot.Mark - (share / size)) / (1 - fee);
        long tick = slot.Terms.Tick.Raw;
        double ticks = Math.Clamp(price * FixedPoint.Scale / tick, 1, slot.Listed.Listing.PriceMax.Raw / tick);
        return (long)(size > 0 ? Math.Ceiling(ticks) : Math.Floor(ticks)) * tick;
    }

    private void Deleverage(InstrumentSlot slot, AccountOrder order)
    {
        long price = order.BankruptcyPrice;
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
