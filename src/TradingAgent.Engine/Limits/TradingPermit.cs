using TradingAgent.Engine.Kernel;
using TradingAgent.Engine.Market;
using TradingAgent.Engine.Positions;
using TradingAgent.Engine.Risk;

namespace TradingAgent.Engine.Limits;

/// <summary>Whether the agent may trade at all, and whether it may take new risk on an underlying.</summary>
internal sealed class TradingPermit
{
    private readonly EngineParameters _parameters;
    private readonly LossGuard _loss;
    private readonly CashLedger _cash;
    private readonly PortfolioGreeks _greeks;
    private readonly ForwardCurve _curve;
    private readonly Listings _listings;
    private readonly MarketGuard _marketGuard;
    private readonly StreamGuard _streams;
    private readonly MarginGuard _margin;
    private readonly UnderlyingSet[] _mismatched = new UnderlyingSet[VenueId.Capacity];
    private int _enabled;
    private int _draining;

    public TradingPermit(
        EngineParameters parameters, LossGuard loss, CashLedger cash, PortfolioGreeks greeks, ForwardCurve curve,
        Listings listings, MarketGuard marketGuard, StreamGuard streams, MarginGuard margin)
    {
        _margin = margin;
        (_parameters, _loss, _cash, _greeks) = (parameters, loss, cash, greeks);
        (_curve, _listings, _marketGuard, _streams) = (curve, listings, marketGuard, streams);
    }

    /// <summary>The shell said that everything is connected.</summary>
    public bool IsEnabled => _enabled != 0 && _draining == 0;

    public bool IsDraining => _draining != 0;

    /// <summary>What is left to do in an underlying's mode: true when delta is still hedged.</summary>
    public bool MayHedge(UnderlyingId underlying)
    {
        TradingMode mode = _loss.ModeOf(underlying);
        return IsEnabled && (mode < TradingMode.Flatten || (mode == TradingMode.Halted && OnHalt == 1));
    }

    /// <summary>True when traded positions of the underlying are to be worked towards zero.</summary>
    public bool MustFlatten(UnderlyingId underlying)
    {
        TradingMode mode = _loss.ModeOf(underlying);
        return IsEnabled && (mode == TradingMode.Flatten || (mode == TradingMode.Halted && OnHalt == 2));
    }

    private int OnHalt => (int)_parameters[ParameterId.OnHalt];

    public void Enable() => _enabled = 1;

    public void Drain() => _draining = 1;

    /// <summary>
    /// The underlyings of which a venue last reported a position other than ours, not adopted yet: what is held is in
    /// doubt until a second report says the same, or agrees.
    /// </summary>
    public void Mismatched(VenueId venue, UnderlyingSet underlyings) => _mismatched[venue.Index] = underlyings;

    /// <summary>A new process may not trade before it is enabled.</summary>
    public void StartRun()
    {
        Array.Clear(_mismatched);
        _enabled = 0;
        _draining = 0;
    }

    /// <summary>Why no new risk may be taken with an instrument now; None when it may.</summary>
    public Refusal NewRiskBar(in InstrumentTerms terms)
    {
        (UnderlyingId underlying, CurrencyId settle) = (terms.Underlying, terms.SettleCoin);
        if (_margin.IsTight(terms.Venue)) return Refusal.VenueMargin;
        if (_loss.ModeOf(underlying) >= TradingMode.ReduceOnly) return Refusal.Mode;
        if (_loss.LacksEquity(underlying)) return Refusal.EquityUnknown;
        if (_marketGuard.Bars(underlying)) return Refusal.MarketDiverged;
        foreach (UnderlyingSet mismatched in _mismatched)
            if (mismatched.Contains(underlying)) return Refusal.PositionMismatch;
        ref readonly UnderlyingRisk risk = ref _greeks[underlying];
        if (!risk.IsPriced || risk.LegsNotGood > 0) return Refusal.LegQuality;
        if (IsBlind(underlying, risk.Legs)) return Refusal.StaleStream;
        if (settle.IsDollarLike)
        {
            double rate = _cash[settle].UsdPerUnit;
            if (!(Math.Abs(rate - 1) <= _parameters[ParameterId.StablecoinBand])) return Refusal.LegQuality;
        }
        return Refusal.None;
    }

    /// <summary>A stream that the underlying's price, or those of its legs, come by has gone silent.</summary>
    private bool IsBlind(UnderlyingId underlying, int legs)
    {
        InstrumentId reference = _curve.Reference(underlying);
        if (reference.IsNone) return false;
        ref readonly InstrumentTerms terms = ref _listings.Terms(reference);
        bool isBlind = _streams.IsStale(terms.Venue, StreamGuard.StreamOf(terms));
        for (int i = 1; i < VenueId.Capacity && legs > 0; i++)
            isBlind |= _streams.IsStale(new VenueId((byte)i), VenueStream.OptionMarket);
        return isBlind;
    }

    public void Save(ref SnapshotWriter writer)
    {
        writer.Write(_enabled);
        writer.Write(_draining);
        writer.Write<UnderlyingSet>(_mismatched);
    }

    public void Load(ref SnapshotReader reader)
    {
        _enabled = reader.Read<int>();
        _draining = reader.Read<int>();
        reader.Read<UnderlyingSet>(_mismatched);
    }
}
