using TradingAgent.Engine.Market;
using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;

namespace TradingAgent.Engine;

/// <summary>Reading the engine from its own thread; nothing here changes state.</summary>
public sealed partial class TradingEngine
{
    /// <summary>Orders of ours that are not finished.</summary>
    public int LiveOrders => _orders.Alive.Length;

    /// <summary>The account as a whole.</summary>
    public EngineStatus Status()
    {
        double equity = EquityUsd();
        return new EngineStatus
        {
            At = _clock.Now,
            Sequence = LastSequence,
            Mode = _loss.Mode,
            IsDraining = _permit.IsDraining,
            EquityUsd = equity,
            PnlUsd = _loss.PnlUsd,
            DayPnlUsd = _loss.DayPnlUsd,
            DrawdownUsd = _loss.DrawdownUsd,
            RealisedUsd = _cash.RealisedUsd(),
            FeesUsd = _cash.FeesUsd(),
            LiveOrders = _orders.Alive.Length,
            UnknownOrders = _tracker.UnknownCount,
            GreeksUpdates = _greeks.Updates,
            LimitBreaches = _reporter.Breaches,
            RollingPnlUsd = _loss.RollingPnlUsd,
            Breaches = BreachList.Of(_loss.Breaches),
            Limits = _loss.Figures() with
            {
                VenueEquityUsd = _equity.VenueEquityUsd(_cash),
                MarginRatio = _margin.Ratio,
                LiquidationDistance = _margin.Distance(),
            },
        };
    }

    /// <summary>One underlying; a spot of 0 means it is not priced.</summary>
    public EngineStatus.UnderlyingStatus StatusOf(UnderlyingId underlying)
    {
        ref readonly UnderlyingRisk risk = ref _greeks[underlying];
        BandShape shape = _bands[underlying];
        double band = Math.Max(shape.Below, shape.Above);
        return new EngineStatus.UnderlyingStatus
        {
            Delta = risk.Delta,
            SmileDelta = risk.SmileDelta,
            Gamma = risk.Gamma,
            VegaPerVolPoint = risk.VegaPerVolPoint,
            ThetaPerDay = risk.ThetaPerDay,
            Target = _targets[underlying],
            Band = band,
            OuterBand = band * _parameters[Kernel.ParameterId.BandTolerance, underlying],
            Spot = risk.Spot,
            OptionValueUsd = risk.OptionValueUsd,
            Legs = risk.Legs,
            LegsNotGood = risk.LegsNotGood,
            Mode = _loss.ModeOf(underlying),
            DayPnlUsd = _loss.Results.DayOf(underlying, OpenUsdOf(underlying)),
        };
    }

    /// <summary>
    /// Worst loss of an underlying over price, volatility and time, USD; NaN while no grid is asked for or trusted.
    /// </summary>
    public double WorstLossOf(UnderlyingId underlying) =>
        _scenarios.IsOn && _scenarios.IsUsable ? _scenarios.Loss(underlying, 0) : double.NaN;

    /// <summary>
    /// How the target in force came about, empty where no policy speaks, and what the risk budget makes of its orders.
    /// </summary>
    public ScalingTrace TraceOf(UnderlyingId underlying) => _traces[underlying];

    /// <summary>What is configured of policies.</summary>
    public PolicyTable Policies => _scaling.Policies;

    /// <summary>What a configured policy did on an underlying.</summary>
    public PolicyTally PolicyTallyOf(int slot, UnderlyingId underlying) => _scaling.Pipeline.Tally(slot, underlying);

    /// <summary>The perpetual whose price is the underlying's; none before one is listed.</summary>
    public InstrumentId ReferenceOf(UnderlyingId underlying) => _curve.Reference(underlying);

    /// <summary>Our count of a position.</summary>
    public NetQuantity PositionOf(InstrumentId instrument) => _positions[instrument].Quantity;

    /// <summary>
    /// The wallets of all venues as we count them: each one's last word, moved by our own bookings since.
    /// </summary>
    public decimal WalletOf(CurrencyId currency) => _cash[currency].Wallet;

    /// <summary>The same at one venue.</summary>
    public decimal WalletOf(VenueId venue, CurrencyId currency) => _cash.WalletAt(venue, currency);

    /// <summary>
    /// How the volatility of an option's expiry changes along its fitted smile at its strike; false without a smile
    /// that is young enough and reaches so far. Deltas use it where SmileDelta says so.
    /// </summary>
    public bool TrySmileSlope(InstrumentId instrument, out SmileSlope slope)
    {
        slope = default;
        return _listings.IsListed(instrument) && _listings.Terms(instrument).IsOption
            && _surface.TrySlope(
                _curve.SlotOf(instrument), _listings.Terms(instrument).Strike.ToDouble(), out slope);
    }

    /// <summary>True while the id belongs to an instrument; false once that was retired.</summary>
    public bool IsListed(InstrumentId instrument) => _listings.IsListed(instrument);
}
