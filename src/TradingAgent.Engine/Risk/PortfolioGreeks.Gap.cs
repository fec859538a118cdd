using TradingAgent.Engine.Kernel;
using TradingAgent.Quant.Maths;
using TradingAgent.Quant.Options;

namespace TradingAgent.Engine.Risk;

/// <summary>
/// After a jump the price is new and the volatilities are not: a delta of both together belongs to no market.
/// </summary>
internal sealed partial class PortfolioGreeks
{
    private const double SigmaLeast = 0.01;

    /// <summary>
    /// Where legs have volatilities that the venue said at a price further than <c>GapMove</c> from this one, their
    /// delta counts as an interval: what it would be if all of them were higher, or lower, by <c>GapVolatility</c>
    /// for each unit of relative move. It closes as the tickers arrive.
    /// </summary>
    private void AddGap(ref UnderlyingRisk risk, UnderlyingId underlying, bool inUsd)
    {
        double least = _parameters[ParameterId.GapMove, underlying];
        if (least <= 0) return;
        double perMove = _parameters[ParameterId.GapVolatility, underlying];
        (double up, double down, double furthest) = (0, 0, 0);
        for (int group = 0; group < _groupCount; group++)
        {
            ref readonly LegGroup at = ref _groups[group];
            double forward = _curve.Forward(at.Slot);
            if (at.Underlying != underlying.Index || forward <= 0) continue;
            long left = (_curve.Slot(at.Slot).Expiry - _clock.Now).Nanoseconds;
            if (left <= 0) continue;
            bool isNet = at.Inverse != 0 && !inUsd;
            double open = OpenShareOf(at);
            for (int leg = at.First; leg < at.First + at.Count; leg++)
            {
                double seen = _legs.Seen[leg];
                double move = Math.Abs((forward / seen) - 1);
                // Not seen is infinite; a smile's volatility follows the forward by itself.
                bool isBehind = move > least && seen > 0 && _legs.Quality[leg] != LegQuality.Surface;
                if (!isBehind || _legs.Counted[leg] == 0) continue;
                risk.LegsBehind++;
                furthest = Math.Max(furthest, move);
                double years = YearFraction.FromNanoseconds(left);
                double size = _legs.Counted[leg] * open * (forward / risk.Spot);
                double now = DeltaAt(leg, forward, years, 0, isNet);
                up += size * (DeltaAt(leg, forward, years, perMove * move, isNet) - now);
                down += size * (DeltaAt(leg, forward, years, -perMove * move, isNet) - now);
            }
        }
        if (risk.LegsBehind == 0) return;
        risk.UncertainBelow += Math.Min(0, Math.Min(up, down));
        risk.UncertainAbove += Math.Max(0, Math.Max(up, down));
        if (_risk[underlying.Index].LegsBehind == 0)
            _reporter.Alarm(underlying, AlarmKind.VolatilityBehindPrice, furthest, least);
    }

    /// <summary>Delta of one coin of a leg at another volatility, less its price in coins where that counts.</summary>
    private double DeltaAt(int leg, double forward, double years, double shift, bool isNet)
    {
        double sigma = Math.Max(SigmaLeast, _legs.Sigmas[leg] + shift);
        OptionGreeks greeks = Black76.Evaluate(_legs.Sides[leg] > 0, forward, _legs.Strikes[leg], years, sigma);
        return isNet ? greeks.Delta - (greeks.Price / forward) : greeks.Delta;
    }
}
