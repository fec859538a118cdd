using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;

namespace TradingAgent.Exchange;

/// <summary>Books fills: position, cash, fee, execution row, and the rows that tell the account.</summary>
internal sealed class FillDesk(ExchangeFloor floor)
{
    /// <summary>Books an account's side of a trade.</summary>
    public void Book(
        InstrumentSlot slot, AccountOrder order, long price, long quantity, bool isMaker, ExecutionType type)
    {
        SimulatedAccount account = floor.Accounts[order.Account.Index];
        Position position = account.PositionIn(slot);
        decimal value = slot.Value(quantity, price);
        decimal rate = type == ExecutionType.Deleverage ? 0 : account.Settings.Fees.Rate(slot.Terms.IsOption, isMaker);
        decimal fee = Fee(slot, account.Settings.Fees, rate, value, quantity);
        order.Filled += quantity;
        order.FilledValue += value;
        order.Fee += fee;
        order.Sequence = floor.NextSequence();
        order.UpdatedAt = floor.Now;
        ReduceOpen(position, order.Side, quantity);
        long execution = floor.NextExecution();
        decimal realised = Apply(
            account, slot, order.Side, price, quantity, value, fee, rate, type, execution, order, out long closed);
        if (closed > 0) order.ClosedPnl += realised - decimal.Round(fee * closed / quantity, 8);
        ExecutionSnapshot row = Row(slot, account, order, price, quantity, isMaker, type) with
        {
            Id = execution,
            Value = value,
            Fee = fee,
            FeeRate = rate,
            Closed = new Quantity(closed),
            RealisedPnl = realised,
            Sequence = order.Sequence,
        };
        account.Executions.Add(row);
        floor.Out.OnExecution(row);
    }

    /// <summary>Books the market's side of a trade with an account: position and cash, nothing else.</summary>
    public void BookMarket(InstrumentSlot slot, Side side, long price, long quantity) =>
        Apply(
            floor.Market, slot, side, price, quantity, slot.Value(quantity, price), 0, 0, ExecutionType.Trade, 0, null,
            out _);

    /// <summary>Tells the account its position and wallet as they stand.</summary>
    public void Tell(SimulatedAccount account, Position position)
    {
        if (account.IsMarket) return;
        floor.Out.OnPositionChanged(Snapshot(account, position));
        floor.Out.OnWalletChanged(account.Id);
    }

    /// <summary>The position's row at the marks of the moment.</summary>
    public PositionSnapshot Snapshot(SimulatedAccount account, Position position)
    {
        InstrumentSlot slot = position.Slot;
        PositionMargin margin = MarginModel.Of(position, openBuyPremium: 0);
        return new PositionSnapshot
        {
            Account = account.Id,
            Instrument = slot.Id,
            Quantity = new NetQuantity(position.Quantity),
            AveragePrice = position.AveragePrice(),
            EntryValue = Math.Abs(position.Cost),
            MarkPrice = slot.Mark,
            UnrealisedPnl = position.UnrealisedPnl(),
            CurrentRealisedPnl = position.CurrentRealised,
            CumulativeRealisedPnl = position.CumulativeRealised,
            InitialMargin = margin.Position,
            OrderMargin = margin.Orders,
            MaintenanceMargin = margin.Maintenance,
            Leverage = position.Leverage,
            Greeks = slot.Terms.IsOption ? slot.Greeks * FixedPoint.ToDouble(position.Quantity) : default,
            TakeProfit = position.TakeProfit?.Trigger.Price ?? default,
            StopLoss = position.StopLoss?.Trigger.Price ?? default,
            TrailingStop = new Price(position.Trailing?.TrailingBy ?? 0),
            CreatedAt = position.CreatedAt,
            UpdatedAt = position.UpdatedAt,
            Sequence = position.Sequence,
        };
    }

    private decimal Apply(
        SimulatedAccount account,
        InstrumentSlot slot,
        Side side,
        long price,
        long quantity,
        decimal value,
        decimal fee,
        decimal rate,
        ExecutionType type,
        long execution,
        AccountOrder? order,
        out long closed)
    {
        Position position = account.PositionIn(slot);
        long signed = side == Side.Buy ? quantity : -quantity;
        long before = Math.Abs(position.Quantity);
        if (position.Quantity == 0) position.CreatedAt = floor.Now;
        decimal realised = position.Apply(signed, value, out closed);
        slot.AccountInterest += Math.Abs(position.Quantity) - before;
        position.CurrentRealised += realised - fee;
        position.CumulativeRealised += realised - fee;
        position.UpdatedAt = floor.Now;
        position.Sequence = order?.Sequence ?? 0;
        decimal cash = slot.Terms.IsOption ? -Math.Sign(signed) * value : realised;
        floor.FeesCollected[slot.Terms.SettleCoin.Index] += fee;
        account.Book(
            new LedgerEntry
            {
                Kind = KindOf(type),
                Currency = slot.Terms.SettleCoin,
                Instrument = slot.Id,
                Side = side,
                Quantity = new NetQuantity(signed),
                Price = new Price(price),
                Fee = fee,
                FeeRate = rate,
                CashFlow = cash,
                Execution = execution,
                Order = order?.Id ?? OrderId.None,
                ClientId = order?.ClientId ?? "",
                Time = floor.Now,
            },
            realised - fee);
        return realised;
    }

    private static LedgerKind KindOf(ExecutionType type) => type switch
    {
        ExecutionType.Liquidation => LedgerKind.Liquidation,
        ExecutionType.Deleverage => LedgerKind.Deleverage,
        _ => LedgerKind.Trade,
    };

    private static decimal Fee(InstrumentSlot slot, FeeSchedule fees, decimal rate, decimal value, long quantity)
    {
        decimal fee = value * rate;
        if (slot.Terms.IsOption)
        {
            decimal index = slot.Terms.IsInverse ? 1m : (decimal)slot.Underlying.Index;
            decimal byIndex = rate * index * FixedPoint.ToDecimal(quantity);
            fee = Math.Min(byIndex, fees.OptionPremiumCap * value);
        }
        return decimal.Round(fee, 8, MidpointRounding.AwayFromZero);
    }

    private static void ReduceOpen(Position position, Side side, long quantity)
    {
        if (side == Side.Buy) position.OpenBuys -= quantity;
        else position.OpenSells -= quantity;
    }

    private ExecutionSnapshot Row(
        InstrumentSlot slot,
        SimulatedAccount account,
        AccountOrder order,
        long price,
        long quantity,
        bool isMaker,
        ExecutionType type) => new()
        {
            Account = account.Id,
            Order = order.Id,
            ClientId = order.ClientId,
            Instrument = slot.Id,
            Type = type,
            Side = order.Side,
            IsMaker = isMaker,
            OrderKind = order.Kind,
            OrderPrice = new Price(order.Price),
            OrderQuantity = new Quantity(order.Quantity),
            Leaves = new Quantity(order.Leaves),
            Price = new Price(price),
            Quantity = new Quantity(quantity),
            FeeCurrency = order.FeeCurrency,
            MarkPrice = slot.Mark,
            IndexPrice = slot.Underlying.Index,
            UnderlyingPrice = slot.Terms.IsOption ? slot.Forward : 0,
            MarkVolatility = slot.Volatility,
            TradeVolatility = OptionPricer.VolatilityOf(slot, FixedPoint.ToDouble(price), floor.Now),
            Purpose = order.Purpose,
            Origin = order.Origin,
            BankruptcyPrice = order.Origin == OrderOrigin.Liquidation ? new Price(order.BankruptcyPrice) : default,
            Time = floor.Now,
        };
}
