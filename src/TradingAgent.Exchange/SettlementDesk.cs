using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Quant.Options;

namespace TradingAgent.Exchange;

/// <summary>
/// What the venue does by itself on a grid of seconds: liquidation, and every half hour funding and delivery.
/// </summary>
internal sealed class SettlementDesk
{
    private const long SecondNanoseconds = 1_000_000_000;
    private const long SettleSeconds = 1800;
    /// <summary>The delivery price is the average index over this time.</summary>
    public static readonly Duration Averaging = new(SettlementAverage.UsualWindow);

    private readonly ExchangeFloor _floor;
    private readonly FillDesk _fills;
    private readonly OrderDesk _orders;
    private readonly MarketDesk _market;
    private readonly LiquidationDesk _liquidation;

    public SettlementDesk(
        ExchangeFloor floor, FillDesk fills, OrderDesk orders, MarketDesk market, LiquidationDesk liquidation)
    {
        _floor = floor;
        _fills = fills;
        _orders = orders;
        _market = market;
        _liquidation = liquidation;
        NextDue = new Timestamp((floor.Now.Nanoseconds / SecondNanoseconds * SecondNanoseconds) + SecondNanoseconds);
    }

    public Timestamp NextDue { get; private set; }

    /// <summary>
    /// The first funding moment after a time: 00:00, 08:00 and 16:00 UTC unless the interval is another.
    /// </summary>
    public static Timestamp NextFunding(Timestamp now, int intervalMinutes)
    {
        long interval = intervalMinutes * 60L * SecondNanoseconds;
        return new Timestamp(((now.Nanoseconds / interval) + 1) * interval);
    }

    public void Step()
    {
        long second = NextDue.Nanoseconds / SecondNanoseconds;
        NextDue += new Duration(SecondNanoseconds);
        if (second % SettleSeconds == 0) SettleHalfHour(second);
        for (int i = 1; i < _floor.Accounts.Count; i++) _liquidation.Check(_floor.Accounts[i]);
    }

    private void SettleHalfHour(long second)
    {
        for (int i = 1; i < _floor.SlotCount; i++)
        {
            InstrumentSlot? slot = _floor.Find(new InstrumentId(i));
            if (slot is null) continue;
            int minutes = slot.Listed.Listing.FundingIntervalMinutes;
            if (minutes > 0 && second % (minutes * 60L) == 0) Fund(slot);
            if (slot.Listed.Status == InstrumentStatus.Delivering) _floor.Close(slot);
            else if (!slot.Terms.IsPerpetual && slot.Terms.Expiry <= _floor.Now) Deliver(slot);
        }
        foreach (UnderlyingSlot? underlying in _floor.Underlyings) underlying?.StartAverage(_floor.Now);
    }

    private void Fund(InstrumentSlot slot)
    {
        decimal paid = 0;
        for (int i = 1; i < _floor.Accounts.Count; i++)
        {
            SimulatedAccount account = _floor.Accounts[i];
            Position? position = account.FindPosition(slot.Id);
            if (position is null || position.Quantity == 0) continue;
            decimal value = slot.Value(Math.Abs(position.Quantity), FixedPoint.FromDecimal((decimal)slot.Mark));
            decimal payment = decimal.Round(
                Math.Sign(position.Quantity) * value * slot.FundingRate, 8, MidpointRounding.AwayFromZero);
            paid += payment;
            Pay(account, position, value, payment);
        }
        _floor.Market.Book(new LedgerEntry { Currency = slot.Terms.SettleCoin, Funding = paid }, paid);
        var settlement = new FundingSettlement(slot.Id, slot.FundingRate, _floor.Now, slot.Mark);
        _floor.Fundings.Add(settlement);
        _floor.Out.OnFundingSettled(settlement);
    }

    private void Pay(SimulatedAccount account, Position position, decimal value, decimal payment)
    {
        InstrumentSlot slot = position.Slot;
        Side side = position.Quantity > 0 ? Side.Buy : Side.Sell;
        var price = new Price(FixedPoint.FromDecimal((decimal)slot.Mark));
        Record(account, position, ExecutionType.Funding, side, price, value, payment, slot.FundingRate, 0);
        position.CurrentRealised -= payment;
        position.CumulativeRealised -= payment;
        account.Book(
            Entry(position, LedgerKind.Settlement, side, price) with
            {
                Funding = -payment,
                FeeRate = slot.FundingRate,
            },
            -payment);
        _fills.Tell(account, position);
    }

    private void Deliver(InstrumentSlot slot)
    {
        decimal price = decimal.Round((decimal)slot.Underlying.Average(_floor.Now), 8);
        slot.Listed.Status = InstrumentStatus.Delivering;
        slot.Listed.DeliveryPrice = price;
        _market.ClearDepth(slot.Id, Side.Buy);
        _market.ClearDepth(slot.Id, Side.Sell);
        var everything = new CancelFilter { Instrument = slot.Id };
        Position? opposite = _floor.Market.FindPosition(slot.Id);
        decimal marketCash = slot.Terms.IsOption ? 0 : -(opposite?.Cost ?? 0);
        for (int i = 1; i < _floor.Accounts.Count; i++)
        {
            SimulatedAccount account = _floor.Accounts[i];
            _orders.CancelAll(account, everything, CancelReason.Delivery);
            Position? position = account.FindPosition(slot.Id);
            if (position is null) continue;
            marketCash -= position.Quantity == 0 ? 0 : Deliver(account, position, price);
            account.Close(position);
        }
        if (opposite is not null)
        {
            _floor.Market.Book(new LedgerEntry { Currency = slot.Terms.SettleCoin, CashFlow = marketCash }, marketCash);
            _floor.Market.Close(opposite);
        }
        _floor.Out.OnInstrumentChanged(slot.Listed);
        var settlement = new DeliverySettlement(slot.Id, price, _floor.Now);
        _floor.Deliveries.Add(settlement);
        _floor.Out.OnDelivered(settlement);
    }

    /// <summary>Settles one position in cash; returns what it was paid beyond its cost, before the fee.</summary>
    private decimal Deliver(SimulatedAccount account, Position position, decimal price)
    {
        InstrumentSlot slot = position.Slot;
        long quantity = position.Quantity;
        Side side = quantity > 0 ? Side.Sell : Side.Buy;
        decimal cost = position.Cost;
        decimal value = slot.Terms.IsOption
            ? Payoff(slot, Math.Abs(quantity), price)
            : slot.Value(Math.Abs(quantity), FixedPoint.FromDecimal(price));
        decimal fee = DeliveryFee(slot, account.Settings.Fees, Math.Abs(quantity), price, value);
        decimal realised = position.Apply(-quantity, value, out _);
        decimal cash = slot.Terms.IsOption ? Math.Sign(quantity) * value : realised;
        _floor.FeesCollected[slot.Terms.SettleCoin.Index] += fee;
        position.CumulativeRealised += realised - fee;
        var at = new Price(FixedPoint.FromDecimal(price));
        Record(
            account, position, ExecutionType.Delivery, side, at, value, fee, slot.Listed.Listing.DeliveryFeeRate,
            Math.Abs(quantity), realised);
        account.Book(
            Entry(position, LedgerKind.Delivery, side, at) with
            {
                Quantity = new NetQuantity(-quantity),
                CashFlow = cash,
                Fee = fee,
                FeeRate = slot.Listed.Listing.DeliveryFeeRate,
            },
            realised - fee);
        _fills.Tell(account, position);
        return slot.Terms.IsOption ? cash : cash + cost;
    }

    private static decimal Payoff(InstrumentSlot slot, long quantity, decimal price)
    {
        decimal strike = slot.Terms.Strike.ToDecimal();
        decimal gain = slot.Terms.OptionSide == OptionSide.Call ? price - strike : strike - price;
        decimal usd = Math.Max(gain, 0) * FixedPoint.ToDecimal(quantity);
        return decimal.Round(slot.Terms.IsInverse ? usd / price : usd, 8, MidpointRounding.AwayFromZero);
    }

    private static decimal DeliveryFee(
        InstrumentSlot slot, FeeSchedule fees, long quantity, decimal price, decimal value)
    {
        decimal rate = slot.Listed.Listing.DeliveryFeeRate;
        decimal fee = rate * value;
        if (slot.Terms.IsOption)
        {
            decimal notional = FixedPoint.ToDecimal(quantity) * (slot.Terms.IsInverse ? 1 : price);
            fee = Math.Min(rate * notional, fees.DeliveryPayoffCap * value);
        }
        return decimal.Ceiling(fee * FixedPoint.Scale) / FixedPoint.Scale;
    }

    private LedgerEntry Entry(Position position, LedgerKind kind, Side side, Price price) => new()
    {
        Kind = kind,
        Currency = position.Slot.Terms.SettleCoin,
        Instrument = position.Slot.Id,
        Side = side,
        Quantity = new NetQuantity(position.Quantity),
        Price = price,
        ClientId = "",
        Time = _floor.Now,
    };

    private void Record(
        SimulatedAccount account,
        Position position,
        ExecutionType type,
        Side side,
        Price price,
        decimal value,
        decimal fee,
        decimal rate,
        long closed,
        decimal realised = 0)
    {
        InstrumentSlot slot = position.Slot;
        position.UpdatedAt = _floor.Now;
        position.Sequence = _floor.NextSequence();
        var row = new ExecutionSnapshot
        {
            Account = account.Id,
            Id = _floor.NextExecution(),
            ClientId = "",
            Instrument = slot.Id,
            Type = type,
            Side = side,
            OrderKind = OrderKind.Market,
            Price = price,
            Quantity = new Quantity(closed > 0 ? closed : Math.Abs(position.Quantity)),
            Value = value,
            Fee = fee,
            FeeRate = rate,
            FeeCurrency = slot.Terms.SettleCoin,
            Closed = new Quantity(closed),
            RealisedPnl = realised,
            MarkPrice = slot.Mark,
            IndexPrice = slot.Underlying.Index,
            UnderlyingPrice = slot.Terms.IsOption ? slot.Forward : 0,
            Time = _floor.Now,
            Sequence = position.Sequence,
        };
        account.Executions.Add(row);
        _floor.Out.OnExecution(row);
    }
}
