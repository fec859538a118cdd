using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.Matching;

namespace TradingAgent.Exchange;

/// <content>What can be read. Nothing here changes anything.</content>
public sealed partial class SimulatedExchange
{
    /// <summary>
    /// Everything trading or being delivered, in order of listing. Changes as instruments come and go.
    /// </summary>
    public IReadOnlyList<ListedInstrument> Instruments => _floor.Listed;

    /// <summary>One more than the largest instrument id so far.</summary>
    public int InstrumentCapacity => _floor.SlotCount;

    /// <summary>Finds a listing, closed ones included.</summary>
    public ListedInstrument? Find(string symbol) => _floor.Find(symbol);

    /// <summary>
    /// Finds a listing, closed ones included. Tickers, books and positions exist only until it is closed.
    /// </summary>
    public ListedInstrument? Find(InstrumentId instrument) => _floor.FindListed(instrument);

    /// <summary>The exchange's own name for an account.</summary>
    public string NameOf(AccountId account) => _floor[account].Settings.Name;

    /// <summary>The fee schedule of an account.</summary>
    public FeeSchedule FeesOf(AccountId account) => _floor[account].Settings.Fees;

    public bool RefusesOutsideBand(AccountId account) => _floor[account].RefusesOutsideBand;

    /// <summary>Spot index in USD; 0 when the source has not said it.</summary>
    public double Index(UnderlyingId underlying) => _floor.Underlyings[underlying.Index]?.Index ?? 0;

    /// <summary>Mark price; 0 when there is none or the instrument is gone.</summary>
    public double Mark(InstrumentId instrument) => _floor.Find(instrument)?.Mark ?? 0;

    /// <summary>USD per coin as used for wallets.</summary>
    public double UsdRate(CurrencyId currency) => _floor.Wallets.UsdRate(currency);

    /// <summary>Fees taken from all accounts so far.</summary>
    public decimal FeesCollected(CurrencyId currency) => _floor.FeesCollected[currency.Index];

    /// <summary>
    /// Copies the best levels of a side, best first; returns how many there were room and levels for.
    /// </summary>
    public int CopyDepth(InstrumentId instrument, Side side, Span<BookLevel> destination) =>
        _floor[instrument].Book.CopyLevels(side, destination);

    public int LevelCount(InstrumentId instrument, Side side) => _floor[instrument].Book.LevelCount(side);

    /// <summary>The change counter at the last book change or trade of the instrument.</summary>
    public long Sequence(InstrumentId instrument) => _floor[instrument].Sequence;

    /// <summary>Highest price to buy and lowest to sell at; zero when there is no mark.</summary>
    public (Price BuyMax, Price SellMin) PriceBand(InstrumentId instrument) => (
        new Price(OrderRules.Band(_floor[instrument], Side.Buy)),
        new Price(OrderRules.Band(_floor[instrument], Side.Sell)));

    /// <summary>The last public trades, newest first.</summary>
    public IReadOnlyList<TradePrint> RecentTrades(InstrumentId instrument, int limit) =>
        _floor[instrument].Tape.Newest(limit);

    /// <summary>Past funding settlements of one perpetual, oldest first.</summary>
    public IReadOnlyList<FundingSettlement> FundingHistory(InstrumentId instrument) =>
        [.. _floor.Fundings.ToArray().Where(row => row.Instrument == instrument)];

    /// <summary>Past deliveries, oldest first; the instrument of a row may be closed by now.</summary>
    public IReadOnlyList<DeliverySettlement> Deliveries() => _floor.Deliveries.ToArray();

    /// <summary>The public state of an instrument.</summary>
    public void ReadTicker(InstrumentId instrument, out TickerSnapshot ticker)
    {
        InstrumentSlot slot = _floor[instrument];
        TradeTape.DaySummary day = slot.Tape.Day(Now);
        long bid = slot.Book.Best(Side.Buy);
        long ask = slot.Book.Best(Side.Sell);
        bool isOption = slot.Terms.IsOption;
        int funding = slot.Listed.Listing.FundingIntervalMinutes;
        ticker = new TickerSnapshot
        {
            Instrument = instrument,
            BidPrice = new Price(bid),
            BidQuantity = new Quantity(bid == 0 ? 0 : slot.Book.QuantityAt(Side.Buy, bid)),
            AskPrice = new Price(ask),
            AskQuantity = new Quantity(ask == 0 ? 0 : slot.Book.QuantityAt(Side.Sell, ask)),
            LastPrice = new Price(slot.Tape.LastPrice),
            TickDirection = slot.Tape.TickDirection,
            MarkPrice = slot.Mark,
            IndexPrice = slot.Underlying.Index,
            OpenInterest = new Quantity(slot.BackgroundInterest + (slot.AccountInterest / 2)),
            FundingRate = slot.FundingRate,
            NextFundingTime = funding > 0 ? SettlementDesk.NextFunding(Now, funding) : Timestamp.None,
            HighPrice24h = new Price(day.High),
            LowPrice24h = new Price(day.Low),
            PreviousPrice24h = new Price(day.Before),
            PreviousPrice1h = new Price(day.HourBefore),
            Volume24h = day.Volume,
            Turnover24h = day.Turnover,
            TradeCount24h = day.Trades,
            FirstTrade24h = day.FirstTrade,
            VolumeTotal = slot.Tape.VolumeTotal,
            TurnoverTotal = slot.Tape.TurnoverTotal,
            UnderlyingPrice = slot.Forward,
            MarkVolatility = slot.Volatility,
            BidVolatility = isOption ? OptionPricer.VolatilityOf(slot, FixedPoint.ToDouble(bid), Now) : 0,
            AskVolatility = isOption ? OptionPricer.VolatilityOf(slot, FixedPoint.ToDouble(ask), Now) : 0,
            Greeks = slot.Greeks,
            PredictedDeliveryPrice = PredictedDelivery(slot),
            UpdateCount = slot.UpdateCount,
            Sequence = slot.Sequence,
        };
    }

    /// <summary>Open orders, oldest first.</summary>
    public IReadOnlyList<OrderSnapshot> OpenOrders(AccountId account) =>
        [.. _floor[account].OpenOrders.Select(order => order.Snapshot())];

    /// <summary>Finished orders still remembered, oldest first.</summary>
    public IReadOnlyList<OrderSnapshot> RecentOrders(AccountId account) =>
        [.. _floor[account].Recent.Select(order => order.Snapshot())];

    /// <summary>An order, open or remembered.</summary>
    public bool TryFindOrder(AccountId account, in OrderKey key, out OrderSnapshot order)
    {
        AccountOrder? found = _floor[account].FindOrder(key);
        order = found?.Snapshot() ?? default;
        return found is not null;
    }

    /// <summary>Executions still remembered, oldest first.</summary>
    public IReadOnlyList<ExecutionSnapshot> Executions(AccountId account) => _floor[account].Executions.ToArray();

    /// <summary>Transaction log still remembered, oldest first.</summary>
    public IReadOnlyList<LedgerEntry> Ledger(AccountId account) => _floor[account].Ledger.ToArray();

    /// <summary>Positions that are not flat, in the order they were opened.</summary>
    public IReadOnlyList<PositionSnapshot> Positions(AccountId account)
    {
        SimulatedAccount holder = account == AccountId.Market ? _floor.Market : _floor[account];
        return [.. holder.Positions.Where(p => p.Quantity != 0).Select(p => _fills.Snapshot(holder, p))];
    }

    /// <summary>The size of a position and nothing else of it; zero where there is none.</summary>
    public NetQuantity Held(AccountId account, InstrumentId instrument) =>
        new(_floor[account].FindPosition(instrument)?.Quantity ?? 0);

    /// <summary>The position in one instrument, flat if there is none.</summary>
    public PositionSnapshot Position(AccountId account, InstrumentId instrument)
    {
        SimulatedAccount holder = _floor[account];
        Position? position = holder.FindPosition(instrument);
        if (position is not null) return _fills.Snapshot(holder, position);
        return new PositionSnapshot
        {
            Account = account,
            Instrument = instrument,
            Leverage = holder.Settings.Leverage,
            MarkPrice = _floor[instrument].Mark,
        };
    }

    /// <summary>
    /// The price at which a future or perpetual would be liquidated if nothing else moved; zero when there is none.
    /// </summary>
    public Price LiquidationPrice(AccountId account, InstrumentId instrument)
    {
        InstrumentSlot slot = _floor[instrument];
        Position? position = _floor[account].FindPosition(instrument);
        if (slot.Terms.IsOption || position is not { Quantity: not 0 } || slot.Mark <= 0) return Price.Zero;
        MarginTotals totals = _floor.Wallets.Totals(_floor[account]);
        double size = FixedPoint.ToDouble(position.Quantity);
        double usdPerDollar = slot.IsInverseFuture ? size / slot.Mark : size;
        double rate = MarginModel.MaintenanceRate(slot, Math.Abs(slot.ValueAtMark(size)));
        double slope = usdPerDollar - (Math.Abs(usdPerDollar) * rate);
        double price = slot.Mark - ((totals.Balance - totals.Maintenance) / slope);
        long tick = slot.Terms.Tick.Raw;
        double ticks = Math.Round(price * FixedPoint.Scale / tick);
        bool isReal = ticks >= 1 && ticks <= slot.Listed.Listing.PriceMax.Raw / tick;
        return isReal ? new Price((long)ticks * tick) : Price.Zero;
    }

    /// <summary>What an option would be worth at a volatility, on the tick; zero when it cannot be said.</summary>
    public Price PriceAtVolatility(InstrumentId instrument, double volatility)
    {
        InstrumentSlot slot = _floor[instrument];
        if (!slot.Terms.IsOption || slot.Forward <= 0 || !(volatility > 0 && volatility < 20)) return Price.Zero;
        double worth = OptionPricer.WorthAt(slot, volatility, Now);
        if (!(worth > 0)) return Price.Zero;
        long tick = slot.Terms.Tick.Raw;
        long ticks = Math.Max((long)Math.Round(worth * FixedPoint.Scale / tick), 1);
        return new Price(ticks * tick);
    }

    /// <summary>Cash of one currency, exact.</summary>
    public decimal Balance(AccountId account, CurrencyId currency) =>
        (account == AccountId.Market ? _floor.Market : _floor[account]).Balance(currency);

    /// <summary>The wallet at the marks of the moment.</summary>
    public WalletSnapshot Wallet(AccountId account) => _floor.Wallets.Read(_floor[account], Now);

    private double PredictedDelivery(InstrumentSlot slot)
    {
        bool averaging = !slot.Terms.IsPerpetual && slot.IsTrading
            && slot.Terms.Expiry - Now <= SettlementDesk.Averaging;
        return averaging ? slot.Underlying.Average(Now) : 0;
    }
}
