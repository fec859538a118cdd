using TradingAgent.Engine.Kernel;
using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Surface;

namespace TradingAgent.Engine.Market;

/// <summary>
/// One fitted smile for each expiry at each venue, as journaled events bring them. A smile moves with the forward: the
/// volatility of a strike is that of its ln K/F. A refused fit replaces nothing, so that the smile before it ages out.
/// </summary>
internal sealed class VolatilitySurface
{
    private const double VolatilityMax = 20;
    private readonly SmileView[] _smiles = new SmileView[ForwardCurve.SlotsMax];
    private readonly EngineClock _clock;
    private readonly EngineParameters _parameters;
    private readonly ForwardCurve _curve;
    private readonly Reporter _reporter;

    public VolatilitySurface(EngineClock clock, EngineParameters parameters, ForwardCurve curve, Reporter reporter) =>
        (_clock, _parameters, _curve, _reporter) = (clock, parameters, curve, reporter);

    /// <summary>The smile of a slot, whatever its age.</summary>
    public ref readonly SmileView this[int slot] => ref _smiles[slot];

    /// <summary>Takes a fit; the slot whose smile it replaced, or 0. Refusals are told when they begin.</summary>
    public int OnFitted(VenueId venue, in SurfaceFitted fitted)
    {
        int slot = _curve.Find(fitted.Underlying, fitted.Expiry, venue);
        if (slot == 0) return 0;
        ref SmileView smile = ref _smiles[slot];
        if (!IsOf(smile, _curve.Slot(slot)))
        {
            smile = new SmileView
            {
                Expiry = fitted.Expiry,
                Underlying = fitted.Underlying.Index,
                Venue = venue.Index,
            };
        }
        var before = (SurfaceStatus)smile.LastStatus;
        smile.LastStatus = (int)fitted.Status;
        if (fitted.Status != SurfaceStatus.Fitted)
        {
            if (fitted.Status != before && fitted.Status > SurfaceStatus.TooFewQuotes)
                _reporter.Alarm(fitted.Underlying, AlarmKind.SurfaceRefused, fitted.Worst, 0);
            return 0;
        }
        (smile.A, smile.B, smile.Rho, smile.M, smile.Sigma) =
            (fitted.A, fitted.B, fitted.Rho, fitted.M, fitted.Sigma);
        (smile.YearFraction, smile.Reach, smile.At) = (fitted.YearFraction, fitted.Reach, _clock.Now);
        (smile.ErrorVolPoints, smile.Quotes) = (fitted.ErrorVolPoints, fitted.Quotes);
        return slot;
    }

    /// <summary>The volatility of a strike; false without a smile that is young enough and reaches so far.</summary>
    public bool TryVolatility(int slot, double strike, out double volatility)
    {
        volatility = 0;
        if (!TryPlace(slot, strike, out double k, out SviSlice slice)) return false;
        Figure sigma = slice.ImpliedVolatility(k, _smiles[slot].YearFraction);
        volatility = sigma.Value;
        return sigma.HasValue && volatility is > 0 and <= VolatilityMax;
    }

    /// <summary>The smile's slope at a strike; false where <see cref="TryVolatility"/> says so.</summary>
    public bool TrySlope(int slot, double strike, out SmileSlope slope)
    {
        slope = default;
        if (!TryPlace(slot, strike, out double k, out SviSlice slice)) return false;
        Figure perLogStrike = slice.VolatilitySlope(k, _smiles[slot].YearFraction);
        slope = new SmileSlope(perLogStrike.Value / strike, -perLogStrike.Value / _curve.Forward(slot));
        return perLogStrike.HasValue;
    }

    public void Save(ref SnapshotWriter writer) =>
        writer.Write<SmileView>(_smiles.AsSpan(0, _curve.SlotCount));

    public void Load(ref SnapshotReader reader) => reader.Read(_smiles.AsSpan(0, _curve.SlotCount));

    private bool TryPlace(int slot, double strike, out double k, out SviSlice slice)
    {
        (k, slice) = (0, default);
        ref readonly SmileView smile = ref _smiles[slot];
        if (smile.At.IsNone || _clock.Age(smile.At) > _parameters.Milliseconds(ParameterId.SurfaceAgeMax))
            return false;
        ref readonly ExpirySlot expiry = ref _curve.Slot(slot);
        if (!IsOf(smile, expiry)) return false;
        double forward = _curve.Forward(slot);
        if (!(forward > 0 && strike > 0)) return false;
        k = Elementary.LogRatio(strike, forward);
        slice = new SviSlice(smile.A, smile.B, smile.Rho, smile.M, smile.Sigma);
        return Math.Abs(k) <= smile.Reach;
    }

    /// <summary>Slots are used again when an expiry is gone.</summary>
    private static bool IsOf(in SmileView smile, in ExpirySlot slot) =>
        smile.Expiry == slot.Expiry && smile.Underlying == slot.Underlying && smile.Venue == slot.Venue;
}
