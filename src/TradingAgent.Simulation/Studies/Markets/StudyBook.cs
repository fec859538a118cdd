namespace TradingAgent.Simulation.Studies.Markets;

/// <summary>
/// The study's own books, kept apart from the engine's and by another rule: cash moves by what is paid and received,
/// and equity is cash plus what is held at its mark. No average cost, no realised P&amp;L.
/// </summary>
public sealed class StudyBook
{
    private readonly decimal[] _cash;
    private readonly NetQuantity[] _held;
    private readonly int[] _coinOf;

    /// <param name="coins">How many coins there are.</param>
    /// <param name="instruments">How many instruments at once.</param>
    /// <param name="equityUsd">Dollars at first.</param>
    public StudyBook(int coins, int instruments, decimal equityUsd)
    {
        _cash = new decimal[coins];
        _held = new NetQuantity[instruments];
        _coinOf = new int[instruments];
        StartUsd = equityUsd;
    }

    public decimal StartUsd { get; }

    public decimal FeesUsd { get; private set; }

    /// <summary>What was paid beyond the mark, or saved where it is negative, by the agent's own trades.</summary>
    public double SpreadUsd { get; private set; }

    /// <summary>Value of the agent's own trades.</summary>
    public double TurnoverUsd { get; private set; }

    public decimal FundingUsd { get; private set; }

    public long Fills { get; private set; }

    public long MakerFills { get; private set; }

    /// <summary>What is held of an instrument.</summary>
    public NetQuantity this[InstrumentId id] => _held[id.Index];

    /// <summary>Cash that came in, or went out, through one coin's instruments; USD.</summary>
    public decimal CashOf(int coin) => _cash[coin];

    /// <summary>All the cash there is, USD.</summary>
    public decimal CashUsd => StartUsd + _cash.Sum();

    /// <summary>Largest id ever held, for whoever goes through them.</summary>
    public int Last { get; private set; }

    internal int CoinOf(InstrumentId id) => _coinOf[id.Index];

    internal void Trade(InstrumentId id, int coin, Side side, Quantity quantity, Price price, decimal fee)
    {
        NetQuantity signed = NetQuantity.Of(side, quantity);
        _held[id.Index] += signed;
        _coinOf[id.Index] = coin;
        _cash[coin] -= (signed.ToDecimal() * price.ToDecimal()) + fee;
        FeesUsd += fee;
        Last = Math.Max(Last, id.Index);
    }

    /// <summary>A trade was the agent's own: it counts as turnover and cost.</summary>
    internal void CountOwn(Side side, Quantity quantity, Price price, Price mark, bool isMaker)
    {
        double beyond = (price.ToDouble() - mark.ToDouble()) * (side == Side.Buy ? 1 : -1);
        SpreadUsd += beyond * quantity.ToDouble();
        TurnoverUsd += price.ToDouble() * quantity.ToDouble();
        Fills++;
        if (isMaker) MakerFills++;
    }

    internal void Fund(int coin, decimal received)
    {
        _cash[coin] += received;
        FundingUsd += received;
    }

    /// <summary>The contract is gone for cash, positive when received.</summary>
    internal void Deliver(InstrumentId id, int coin, decimal cash)
    {
        _held[id.Index] = NetQuantity.Zero;
        _cash[coin] += cash;
    }
}
