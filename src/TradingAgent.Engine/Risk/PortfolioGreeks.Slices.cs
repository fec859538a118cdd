using TradingAgent.Quant.Maths;

namespace TradingAgent.Engine.Risk;

/// <summary>Reading single legs; nothing here changes state.</summary>
internal sealed partial class PortfolioGreeks
{
    public int GroupCount => _groupCount;

    /// <summary>The legs of a group; false when they are another underlying's or have no forward.</summary>
    public bool TrySlice(int group, UnderlyingId underlying, out LegSlice slice)
    {
        slice = default;
        ref readonly LegGroup at = ref _groups[group];
        double forward = _curve.Forward(at.Slot);
        double spot = _curve.Spot(underlying);
        if (at.Underlying != underlying.Index || forward <= 0 || spot <= 0) return false;
        long left = Math.Max(0, (_curve.Slot(at.Slot).Expiry - _clock.Now).Nanoseconds);
        slice = new LegSlice
        {
            Forward = forward,
            Years = YearFraction.FromNanoseconds(left),
            Ratio = forward / spot,
            Open = OpenShareOf(at),
            Slot = at.Slot,
            Strikes = _legs.Strikes.AsSpan(at.First, at.Count),
            Sigmas = _legs.Sigmas.AsSpan(at.First, at.Count),
            Sides = _legs.Sides.AsSpan(at.First, at.Count),
            Held = _legs.Counted.AsSpan(at.First, at.Count),
            Deltas = _legs.Deltas.AsSpan(at.First, at.Count),
            Gammas = _legs.Gammas.AsSpan(at.First, at.Count),
            Vegas = _legs.Vegas.AsSpan(at.First, at.Count),
        };
        return true;
    }
}
