namespace TradingAgent.Engine;

/// <summary>
/// The figures a human wants every few seconds, copied out of the engine by its own thread. A plain value: whoever
/// holds it holds a moment.
/// </summary>
public readonly record struct EngineStatus
{
    public Timestamp At { get; init; }

    /// <summary>The last event it knows of.</summary>
    public long Sequence { get; init; }

    public TradingMode Mode { get; init; }

    public bool IsDraining { get; init; }

    /// <summary>Wallets, futures' open P&amp;L and option value, USD.</summary>
    public double EquityUsd { get; init; }

    /// <summary>Since the engine began, fees and funding included, USD.</summary>
    public double PnlUsd { get; init; }

    /// <summary>Of this UTC day, USD.</summary>
    public double DayPnlUsd { get; init; }

    /// <summary>Of the last 24 hours, USD.</summary>
    public double RollingPnlUsd { get; init; }

    public double DrawdownUsd { get; init; }

    /// <summary>Since the engine began, fees not taken off, USD.</summary>
    public double RealisedUsd { get; init; }

    /// <summary>Paid since the engine began, USD.</summary>
    public double FeesUsd { get; init; }

    public int LiveOrders { get; init; }

    public int UnknownOrders { get; init; }

    public long GreeksUpdates { get; init; }

    public long LimitBreaches { get; init; }

    /// <summary>What is latched, oldest first.</summary>
    public BreachList Breaches { get; init; }

    /// <summary>The baselines and bounds of the limits.</summary>
    public LimitFigures Limits { get; init; }

    /// <summary>
    /// One underlying at a moment. Deltas in coins, gamma in coins per USD, vega in USD per vol point.
    /// </summary>
    public readonly record struct UnderlyingStatus
    {
        public double Delta { get; init; }

        /// <summary>The part of the delta that comes from fitted smiles.</summary>
        public double SmileDelta { get; init; }

        public double Gamma { get; init; }

        public double VegaPerVolPoint { get; init; }

        public double ThetaPerDay { get; init; }

        public double Target { get; init; }

        /// <summary>No-trade half width, coins.</summary>
        public double Band { get; init; }

        /// <summary>Outer half width, coins.</summary>
        public double OuterBand { get; init; }

        public double Spot { get; init; }

        public double OptionValueUsd { get; init; }

        public int Legs { get; init; }

        public int LegsNotGood { get; init; }

        /// <summary>The mode that holds for it.</summary>
        public TradingMode Mode { get; init; }

        /// <summary>What it earned this UTC day, USD.</summary>
        public double DayPnlUsd { get; init; }
    }
}
