using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Matching;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;
using TradingAgent.Simulation.Storm.Market;

namespace TradingAgent.Simulation.Storm;

/// <summary>
/// What is so, read off the exchange and never off the engine: positions, cash, open orders, delta, profit and loss.
/// </summary>
internal sealed class StormTruth
{
    private readonly SimulatedExchange _exchange;
    private readonly IReadOnlyList<AccountId> _accounts;
    private readonly AccountId _account;
    private readonly StormMarket _market;
    private readonly StormTruth? _whole;
    private readonly HashSet<ClientOrderId> _crossedInFlight = [];
    private bool _wasLiquidated;

    /// <param name="exchange">Where everything is so.</param>
    /// <param name="accounts">The agent's, one a venue; the second holds the other venue's perpetual.</param>
    /// <param name="market">What is traded.</param>
    /// <param name="whole">
    /// The first venue's truth, which counts what happens at any of them; null for it itself. Positions, delta and
    /// profit are of all accounts, orders of one.
    /// </param>
    public StormTruth(
        SimulatedExchange exchange, IReadOnlyList<AccountId> accounts, StormMarket market, StormTruth? whole = null)
    {
        (_exchange, _accounts, _market, _whole) = (exchange, accounts, market, whole);
        _account = accounts[whole is null ? 0 : 1];
    }

    public SimulatedExchange Exchange => _exchange;

    public AccountId Account => _account;

    public InstrumentId Linear => _market.Linear;

    public InstrumentId Inverse => _market.Inverse;

    /// <summary>The other venue's perpetual, or none.</summary>
    public InstrumentId Away => _market.Away;

    /// <summary>The linear perpetuals of all venues, coins.</summary>
    public double LinearHeld => PositionIn(Linear).ToDouble() + AwayHeld;

    public double Spot => _market.Spot;

    /// <summary>Orders that were accepted, fills of ours, and fills of ours that took.</summary>
    public long Accepted { get; private set; }

    public long Fills { get; private set; }

    /// <summary>When an execution or an order last changed anything.</summary>
    public Timestamp ChangedAt { get; private set; }

    /// <summary>Value of executions that nobody was told, USD: the agent cannot know what they cost.</summary>
    public double LostUsd { get; private set; }

    /// <summary>
    /// True once a venue liquidated an account: its losses are then not the agent's, and its positions go one by one.
    /// </summary>
    public bool WasLiquidated => _wasLiquidated || _whole is { WasLiquidated: true };

    /// <summary>Hears executions, for whoever judges them.</summary>
    public Action<ExecutionSnapshot>? OnExecution { get; set; }

    /// <summary>Hears changes of our orders, with our own id.</summary>
    public Action<OrderSnapshot, ClientOrderId>? OnOrderChanged { get; set; }

    public void OnExecuted(ExecutionSnapshot execution)
    {
        ChangedAt = execution.Time;
        if (execution.Type == ExecutionType.Trade) Fills++;
        if (execution.Type == ExecutionType.Liquidation) _wasLiquidated = true;
        _whole?.OnExecuted(execution);
        OnExecution?.Invoke(execution);
    }

    public void OnOrder(OrderSnapshot order, ClientOrderId id)
    {
        ChangedAt = order.UpdatedAt;
        Count(order);
        _whole?.Count(order);
        OnOrderChanged?.Invoke(order, id);
    }

    private void Count(in OrderSnapshot order)
    {
        ChangedAt = order.UpdatedAt;
        if (order.Status == OrderStatus.New && order.Filled.IsZero && order.CreatedAt == order.UpdatedAt) Accepted++;
    }

    public void OnLost(in EngineEvent change)
    {
        if (change.Kind != EventKind.OrderFilled) return;
        double size = change.Filled.Quantity.ToDouble();
        LostUsd += change.Instrument == Inverse ? size : size * change.Filled.Price.ToDouble();
        _whole?.OnLost(change);
    }

    public void OnMarketCrossed(ClientOrderId order) => _crossedInFlight.Add(order);

    /// <summary>True when the market was made to cross this order's amend while it was on its way.</summary>
    public bool WasCrossedInFlight(ClientOrderId order) => _crossedInFlight.Contains(order);

    /// <summary>Net delta in coins, priced afresh: no quote, ticker or Greek of anybody's is between.</summary>
    public double Delta()
    {
        double delta = LinearHeld + (PositionIn(Inverse).ToDouble() / Spot);
        foreach ((InstrumentId id, Timestamp expiry, double strike, bool isCall) in _market.Chain)
        {
            NetQuantity held = PositionIn(id);
            if (held.IsZero) continue;
            long left = (expiry - _exchange.Now).Nanoseconds;
            double open = SettlementAverage.ShareOpen(left, SettlementAverage.UsualWindow);
            if (left > 0) delta += held.ToDouble() * open * Value(expiry, strike, isCall).Delta;
        }
        return delta;
    }

    /// <summary>The agent's clock lately.</summary>
    public ClockTrail AgentClock { get; } = new();

    /// <summary>
    /// Coins by which an agent whose clock is off errs about how much of the options that settle now still moves.
    /// </summary>
    public double SettlingDoubt()
    {
        const double window = SettlementAverage.UsualWindow / 1e9;
        double off = (_whole ?? this).AgentClock.Largest;
        double held = 0;
        foreach ((InstrumentId id, Timestamp expiry, _, _) in _market.Chain)
        {
            double left = (expiry - _exchange.Now).Seconds;
            if (left > -off && left < window + off) held += Math.Abs(PositionIn(id).ToDouble());
        }
        return held * Math.Min(1, off / window);
    }

    /// <summary>Delta in coins of one unit of a perpetual.</summary>
    public double UnitDelta(InstrumentId instrument) => instrument == Inverse ? 1 / Spot : 1;

    /// <summary>
    /// Profit and loss since the storm began, USD: realised, fees and funding of every coin, and what is open.
    /// Transfers and the price of the coins themselves are none of it. Options are valued as the market is, not at the
    /// venue's marks: those follow one by one, and half of them moved is nobody's loss.
    /// </summary>
    public double Pnl()
    {
        double sum = 0;
        foreach (AccountId account in _accounts)
        {
            foreach (CoinBalance coin in _exchange.Wallet(account).Coins)
                sum += (double)coin.CumulativeRealisedPnl * coin.UsdRate;
            foreach (PositionSnapshot position in _exchange.Positions(account))
                sum += position.UnrealisedPnl * (position.Instrument == Inverse ? Spot : 1);
        }
        foreach ((InstrumentId id, Timestamp expiry, double strike, bool isCall) in _market.Chain)
        {
            NetQuantity held = PositionIn(id);
            if (held.IsZero || expiry <= _exchange.Now) continue;
            sum += held.ToDouble() * (Value(expiry, strike, isCall).Price - _exchange.Mark(id));
        }
        return sum;
    }

    /// <summary>The perpetuals' part of it.</summary>
    public double FuturesPnl() =>
        FuturesPnl(Linear) + (FuturesPnl(Inverse) * Spot) + (Away.IsNone ? 0 : FuturesPnl(Away));

    public NetQuantity PositionIn(InstrumentId instrument) => _exchange.Held(HolderOf(instrument), instrument);

    /// <summary>The account that trades an instrument.</summary>
    private AccountId HolderOf(InstrumentId instrument) =>
        _accounts[!Away.IsNone && instrument == Away ? 1 : 0];

    private double AwayHeld => Away.IsNone ? 0 : PositionIn(Away).ToDouble();

    private OptionGreeks Value(Timestamp expiry, double strike, bool isCall) => Black76.Evaluate(
        isCall, _market.Forward, strike, YearFraction.FromNanoseconds((expiry - _exchange.Now).Nanoseconds),
        _market.VolatilityOf(strike));

    private double FuturesPnl(InstrumentId instrument)
    {
        PositionSnapshot position = _exchange.Position(HolderOf(instrument), instrument);
        return (double)position.CumulativeRealisedPnl + position.UnrealisedPnl;
    }

    /// <summary>What stands from the touch to a price on one side, ours included.</summary>
    public long StandingTo(InstrumentId instrument, Side side, Price price)
    {
        Span<BookLevel> levels = stackalloc BookLevel[32];
        int count = _exchange.CopyDepth(instrument, side, levels);
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            bool reaches = side == Side.Buy ? levels[i].Price >= price : levels[i].Price <= price;
            if (reaches) sum += levels[i].Quantity.Raw;
        }
        return sum;
    }

    public Price Touch(InstrumentId instrument, Side side)
    {
        var level = default(BookLevel);
        _exchange.CopyDepth(instrument, side, new Span<BookLevel>(ref level));
        return level.Price;
    }
}
