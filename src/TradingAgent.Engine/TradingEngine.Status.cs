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
        double futuresOpen = 0;
        double options = 0;
        for (int i = 1; i < UnderlyingId.Capacity; i++)
        {
            ref readonly UnderlyingRisk risk = ref _greeks[new UnderlyingId((byte)i)];
            futuresOpen += risk.FuturesOpenUsd;
            options += risk.OptionValueUsd;
        }
        return new EngineStatus
        {
            At = _clock.Now,
            Mode = _loss.Mode,
            IsDraining = _permit.IsDraining,
            EquityUsd = _cash.WalletUsd() + futuresOpen + options,
            PnlUsd = _loss.PnlUsd,
            DayPnlUsd = _loss.DayPnlUsd,
            DrawdownUsd = _loss.DrawdownUsd,
            RealisedUsd = _cash.RealisedUsd(),
            FeesUsd = _cash.FeesUsd(),
            LiveOrders = _orders.Alive.Length,
            UnknownOrders = _tracker.UnknownCount,
            GreeksUpdates = _greeks.Updates,
            LimitBreaches = _reporter.Breaches,
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
        };
    }

    /// <summary>How the target in force came about; empty where no policy speaks.</summary>
    public ScalingTrace TraceOf(UnderlyingId underlying) => _scaling.Pipeline.Trace(underlying);

    /// <summary>What is configured of policies.</summary>
    public PolicyTable Policies => _scaling.Policies;

    /// <summary>What a configured policy did on an underlying.</summary>
    public PolicyTally PolicyTallyOf(int slot, UnderlyingId underlying) => _scaling.Pipeline.Tally(slot, underlying);

    /// <summary>Our count of a position.</summary>
    public NetQuantity PositionOf(InstrumentId instrument) => _positions[instrument].Quantity;

    /// <summary>The wallet as we count it: the venue's last word, moved by our own bookings since.</summary>
    public decimal WalletOf(CurrencyId currency) => _cash[currency].Wallet;

    /// <summary>
    /// How the volatility of an option's expiry changes along its fitted smile at its strike; false without a smile
    /// that is young enough and reaches so far. For smile-aware deltas: the hedges do not use it.
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
