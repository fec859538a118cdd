using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Limits;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Orders;
using TradingAgent.Engine.Positions;
using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling;

namespace TradingAgent.Engine.Execution;

/// <summary>
/// Carries each underlying's delta adjustment to the market: one campaign, one instrument, one order at a time. What
/// may
/// still fill of other orders in the same direction is taken off first, so nothing is hedged twice.
/// </summary>
internal sealed partial class HedgeDesk
{
    private readonly EngineClock _clock;
    private readonly EngineParameters _parameters;
    private readonly Listings _listings;
    private readonly MarketState _market;
    private readonly PositionLedger _positions;
    private readonly PortfolioGreeks _greeks;
    private readonly TradingPermit _permit;
    private readonly LossGuard _loss;
    private readonly OpenExposure _open;
    private readonly OrderTracker _tracker;
    private readonly OrderDesk _desk;
    private readonly HedgeSelector _selector;
    private readonly TargetBook _targets;
    private readonly BandBook _bands;
    private readonly LadderDesk _ladder;
    private readonly Reporter _reporter;
    private readonly SessionTally _tally;
    private readonly Campaign[] _campaigns = new Campaign[UnderlyingId.Capacity];

    public HedgeDesk(
        EngineClock clock, EngineParameters parameters, Listings listings, MarketState market, PositionLedger positions,
        PortfolioGreeks greeks, TradingPermit permit, LossGuard loss, OpenExposure open, OrderTracker tracker,
        OrderDesk desk, HedgeSelector selector, TargetBook targets, BandBook bands,
        LadderDesk ladder, Reporter reporter, SessionTally tally)
    {
        (_clock, _parameters, _listings, _market, _positions) = (clock, parameters, listings, market, positions);
        (_greeks, _permit, _loss, _open) = (greeks, permit, loss, open);
        (_tracker, _desk, _selector, _targets) = (tracker, desk, selector, targets);
        (_bands, _ladder, _reporter, _tally) = (bands, ladder, reporter, tally);
    }

    public ref readonly Campaign this[UnderlyingId underlying] => ref _campaigns[underlying.Index];

    /// <summary>Decides and acts for one underlying.</summary>
    public void Work(UnderlyingId underlying)
    {
        ref Campaign campaign = ref _campaigns[underlying.Index];
        DeltaAdjustment adjustment = Decide(underlying, campaign);
        if (LeavesAnew(ref campaign, adjustment)) adjustment = Decide(underlying, campaign);
        ref readonly UnderlyingRisk risk = ref _greeks[underlying];
        if (risk.Spot > 0)
        {
            double error = risk.Delta - _targets[underlying];
            _tally.OnRisk(underlying, error, adjustment.OuterBand, _clock.Now);
        }
        InstrumentId held = InstrumentId.None;
        if (_permit.MustFlatten(underlying)) adjustment = FlattenOne(underlying, adjustment, out held);
        else if (!_permit.MayHedge(underlying))
        {
            Stop(underlying, ref campaign);
            campaign.Goal = 0;
            return;
        }
        if (!adjustment.IsWanted) Rest(underlying, ref campaign, adjustment);
        else if (campaign.IsActive != 0 && !held.IsNone && campaign.Instrument != held) Stop(underlying, ref campaign);
        else if (campaign.IsActive != 0 || TryStart(underlying, ref campaign, adjustment, held))
        {
            campaign.Goal = adjustment.Goal;
            Carry(underlying, ref campaign, adjustment);
        }
    }

    /// <summary>Books a fill against its campaign.</summary>
    public void OnFill(UnderlyingId underlying, double delta, double price, double feeUsd)
    {
        ref Campaign campaign = ref _campaigns[underlying.Index];
        if (campaign.IsActive == 0) return;
        campaign.FilledDelta += delta;
        campaign.FilledUsd += delta * price;
        campaign.CostsUsd += feeUsd;
        campaign.ProgressAt = _clock.Now;
        campaign.Stage = CampaignStage.Passive;
    }

    /// <summary>
    /// Books funding against the campaign, for its fills' part of the position: what it bought back of a short one that
    /// receives is funding given up.
    /// </summary>
    /// <param name="underlying">Whose campaign.</param>
    /// <param name="instrument">What pays.</param>
    /// <param name="receivedUsd">USD for all that is held of it.</param>
    /// <param name="held">Delta of that, coins.</param>
    public void OnFunding(UnderlyingId underlying, InstrumentId instrument, double receivedUsd, double held)
    {
        ref Campaign campaign = ref _campaigns[underlying.Index];
        if (campaign.IsActive == 0 || campaign.Instrument != instrument || held == 0) return;
        campaign.CostsUsd -= receivedUsd * campaign.FilledDelta / held;
    }

    public void Save(ref SnapshotWriter writer) => writer.Write<Campaign>(_campaigns);

    public void Load(ref SnapshotReader reader) => reader.Read<Campaign>(_campaigns);

    private DeltaAdjustment Decide(UnderlyingId underlying, in Campaign campaign)
    {
        ref readonly UnderlyingRisk risk = ref _greeks[underlying];
        return ScalingController.Decide(new ScalingInput
        {
            Delta = risk.Delta,
            UncertainBelow = risk.UncertainBelow,
            UncertainAbove = risk.UncertainAbove,
            Target = _targets[underlying],
            Spot = risk.Spot,
            Band = _bands[underlying],
            Tolerance = _parameters[ParameterId.BandTolerance, underlying],
            Step = _parameters[ParameterId.StepDelta, underlying],
            StepsMax = _parameters[ParameterId.StepsMax, underlying],
            Goal = campaign.Goal,
            IsWorking = campaign.IsActive != 0,
        });
    }

    /// <summary>An error that was inside the band on its way and leaves it again begins another way.</summary>
    private static bool LeavesAnew(ref Campaign campaign, in DeltaAdjustment adjustment)
    {
        bool isInside = Math.Abs(adjustment.Error) <= adjustment.Band;
        bool leaves = campaign.Goal != 0 && campaign.IsInside != 0 && !isInside;
        campaign.IsInside = isInside ? 1 : 0;
        if (leaves) campaign.Goal = 0;
        return leaves;
    }

    /// <summary>Begins a campaign on the instrument that must be reduced, or on the cheapest when none must.</summary>
    private bool TryStart(
        UnderlyingId underlying, ref Campaign campaign, in DeltaAdjustment adjustment, InstrumentId held)
    {
        Duration pause = _parameters.Milliseconds(ParameterId.IntervalMin, underlying);
        if (_clock.Age(campaign.DecidedAt) < pause)
            return Say(underlying, ref campaign, adjustment, DecisionRule.TooSoon);
        if (_loss.ModeOf(underlying) >= TradingMode.ReduceOnly && adjustment.Error == 0) return false;
        InstrumentId instrument = held.IsNone ? _selector.ChooseAloud(underlying, adjustment.Amount)
            : _selector.IsUsable(held) ? held : InstrumentId.None;
        if (instrument.IsNone) return Say(underlying, ref campaign, adjustment, DecisionRule.NoInstrument);
        campaign = new Campaign
        {
            Number = campaign.Number + 1,
            IsActive = 1,
            Instrument = instrument,
            Side = adjustment.Amount > 0 ? Side.Buy : Side.Sell,
            StartedAt = _clock.Now,
            ProgressAt = _clock.Now,
            DecidedAt = _clock.Now,
            ArrivalMid = _market.Quote(instrument).Mid,
            ToldRule = campaign.ToldRule,
        };
        Say(underlying, ref campaign, adjustment, adjustment.Rule);
        return true;
    }

    /// <summary>Nothing is wanted: the campaign is over and its order goes.</summary>
    private void Rest(UnderlyingId underlying, ref Campaign campaign, in DeltaAdjustment adjustment)
    {
        if (campaign.IsActive != 0)
        {
            campaign.IsActive = 0;
            campaign.DecidedAt = _clock.Now;
        }
        campaign.Goal = 0;
        if (!_ladder.Work(underlying, _bands[underlying]))
        {
            _desk.Release(underlying, options: false);
            _desk.CancelFutures(underlying, except: -1);
        }
        Say(underlying, ref campaign, adjustment, adjustment.Rule);
    }

    private void Stop(UnderlyingId underlying, ref Campaign campaign)
    {
        campaign.IsActive = 0;
        _desk.CancelFutures(underlying, except: -1);
    }

    /// <summary>Tells a rule when it is not the one told last; always false, so that callers can return it.</summary>
    private bool Say(
        UnderlyingId underlying, ref Campaign campaign, in DeltaAdjustment adjustment, DecisionRule rule)
    {
        if (campaign.ToldRule == rule) return false;
        campaign.ToldRule = rule;
        ref readonly UnderlyingRisk risk = ref _greeks[underlying];
        double inFlight = _open.Delta(underlying, Side.Buy, -1) + _open.Delta(underlying, Side.Sell, -1);
        _reporter.Decision(underlying, campaign.Instrument, new DecisionReport(
            risk.Delta, _targets[underlying], adjustment.OuterBand, risk.Gamma,
            adjustment.Amount, inFlight, rule));
        return false;
    }
}
