using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Sizing;

namespace TradingAgent.Engine.Scaling.Policies.Exposure;

/// <summary>
/// The size that makes capital grow fastest, and only a fraction of it: μ/σ² of a drift, p/loss - q/gain of odds,
/// Σ⁻¹μ of several underlyings at once, or what would have grown fastest over the agent's own last trades. The edge is
/// shrunk for how little evidence there is of it, the fraction kept where the chance of a drawdown is tolerable, and
/// no edge gives exactly zero.
/// </summary>
internal sealed class KellySizing : IPolicy
{
    private const int FormAt = 0;
    private const int DriftAt = 1;
    private const int WinAt = 2;
    private const int GainAt = 3;
    private const int LossAt = 4;
    private const int SourceAt = 5;
    private const int FractionAt = 6;
    private const int EvidenceAt = 7;
    private const int DrawdownShareAt = 8;
    private const int DrawdownChanceAt = 9;
    private const int LeverageMaxAt = 10;
    private const int WorstLossAt = 11;
    private const int ShortAt = 12;
    private const int TradesMinAt = 13;
    private const int BufferAt = 14;
    private const int CapitalAt = 15;
    private const int DirectionAt = 16;

    /// <summary>Trades without a loss would grow fastest with all there is and more: no more is said.</summary>
    private const double FullMax = 1e3;

    public PolicyDefinition Definition { get; } = new(
        2, "kelly", PolicyStage.Exposure, "Sizes by edge over variance, a cautious fraction of what grows fastest.",
        [
            new("Form", "0 drift, 1 odds, 2 realised trades, 3 portfolio", 0, 3, 0,
                "Where the edge comes from: a yearly drift, odds of one trade, the agent's own closed trades net of " +
                "fees, or the drifts of all its underlyings with their covariance."),
            new("Drift", "per year, above the riskless rate", -10, 10, 0, "Expected return of holding the coin."),
            new("WinProbability", "share", 0, 1, 0.5, "Of one trade."),
            new("Gain", "share of the stake", 0, 100, 1, "Of a trade that wins."),
            new("Loss", "share of the stake", 0.000001, 1, 1, "Of a trade that loses."),
            PolicyWords.VolatilitySource,
            new("Fraction", "of full Kelly", 0.01, 1, 0.25, "A quarter to a half is usual; twice full Kelly ruins."),
            new("Evidence", "years, or trades for odds", 0, 1e6, 1,
                "How much history the edge was estimated from; 0 takes it as known."),
            new("DrawdownShare", "share of the capital", 0.01, 0.99, 0.5, "The level that is to be avoided."),
            new("DrawdownChance", "probability", 0.0001, 1, 1,
                "Of ever being at that level; 1 does not ask."),
            new("LeverageMax", "multiple of the capital", 0, 20, 1, "Cap of the position."),
            new("WorstLoss", "share", 0, 1, 0.5, "Worst modelled loss of the position: the cap is one over it."),
            new("AllowShort", "0 no, 1 yes", 0, 1, 0, "Whether a negative edge is sold."),
            new("TradesMin", "trades", 6, 1e6, 30, "Fewer realised trades give no size."),
            new("Buffer", "share", 0, 0.99, 0.1, "Deviation of the position from the wanted one that is left alone."),
            PolicyWords.Capital,
            PolicyWords.DirectionOrSignal,
        ],
        ["full Kelly", "confidence", "fraction", "leverage", "volatility", "trades"]);

    public Proposal Propose(in PolicyContext context)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        double capital = PolicyWords.CapitalOf(values[CapitalAt], view);
        if (!(capital > 0)) return Proposal.None(PolicyWords.MissingOf(view));
        Figure full = FullKelly(context, out Figure confidence, out PolicyInput needs);
        double sigma = view.VolatilityBy(values[SourceAt]);
        bool isRealised = values[FormAt] == 2;
        // The outcomes themselves say what keeps their drawdown tolerable; elsewhere a smaller fraction does.
        double fraction = isRealised ? values[FractionAt] : Math.Min(values[FractionAt], FractionFor(values));
        double leverage = !isRealised ? values[LeverageMaxAt]
            : Math.Min(values[LeverageMaxAt], context.Memory<Memory>().Trades.Tolerable);
        var limits = new KellyLimits(fraction, leverage, values[WorstLossAt], values[ShortAt] != 0);
        BoundedSize size = limits.Apply(full, confidence);
        if (!size.HasValue)
            return Proposal.None(needs, full.Value, confidence.Value, fraction, double.NaN, sigma, view.Trades.Count);
        double coins = size.Value * capital / view.Spot * SideOf(context);
        if (!double.IsFinite(coins)) return Proposal.None(PolicyInput.FiniteResult, full.Value, confidence.Value);
        ref Memory memory = ref context.Memory<Memory>();
        bool holds = Math.Sign(coins) == Math.Sign(memory.Coins)
            && Math.Abs(coins - memory.Coins) <= values[BufferAt] * Math.Abs(memory.Coins);
        if (!holds) memory.Coins = coins;
        PolicyRule rule = holds && coins != memory.Coins ? PolicyRule.Held : PolicyWords.RuleOf(size.Bound);
        // A price that rises may not take what is left alone beyond the cap.
        double most = limits.LeverageMost * capital / view.Spot;
        if (Math.Abs(memory.Coins) > most)
            (memory.Coins, rule) = (Math.CopySign(most, memory.Coins), PolicyRule.Capped);
        return Proposal.Of(
            memory.Coins, rule, full.Value, confidence.Value, fraction, size.Value, sigma, view.Trades.Count);
    }

    /// <summary>A drift has its own sign; odds need a side.</summary>
    private static int SideOf(in PolicyContext context)
    {
        ReadOnlySpan<double> values = context.Parameters;
        return values[FormAt] is 0 or 3 ? 1 : PolicyWords.SideOf(values[DirectionAt], context.Target);
    }

    private static double FractionFor(ReadOnlySpan<double> values)
    {
        if (values[DrawdownChanceAt] >= 1) return 1;
        Figure kept = ContinuousKelly.FractionForDrawdown(values[DrawdownShareAt], values[DrawdownChanceAt]);
        return kept.HasValue ? kept.Value : 0;
    }

    private static Figure FullKelly(in PolicyContext context, out Figure confidence, out PolicyInput needs)
    {
        ref readonly ScalingView view = ref context.View;
        ReadOnlySpan<double> values = context.Parameters;
        confidence = Figure.Of(1);
        needs = PolicyInput.Trades;
        switch (values[FormAt])
        {
            case 1:
                confidence = Confidence(OddsSharpe(values), values[EvidenceAt]);
                return BinaryKelly.Fraction(values[WinAt], values[GainAt], values[LossAt]);
            case 2:
                return context.Memory<Memory>().Trades.Of(view.Trades, values, out confidence);
            case 3:
                needs = PolicyInput.Covariance;
                return OfPortfolio(context, out confidence);
            default:
                needs = PolicyInput.Volatility;
                double sigma = view.VolatilityBy(values[SourceAt]);
                if (double.IsNaN(sigma)) return Figure.None(FigureStatus.WarmingUp);
                confidence = Confidence(ContinuousKelly.Sharpe(values[DriftAt], 0, sigma), values[EvidenceAt]);
                return ContinuousKelly.Leverage(values[DriftAt], 0, sigma);
        }
    }

    private static Figure Confidence(Figure sharpe, double periods)
    {
        if (periods <= 0 || !sharpe.HasValue) return sharpe.HasValue ? Figure.Of(1) : sharpe;
        return EdgeShrinkage.KnownCovariance(sharpe.Value, periods);
    }

    /// <summary>Mean over deviation of one bet with the configured odds.</summary>
    private static Figure OddsSharpe(ReadOnlySpan<double> values)
    {
        double p = values[WinAt], q = 1 - p;
        double mean = (p * values[GainAt]) - (q * values[LossAt]);
        double spread = (values[GainAt] + values[LossAt]) * Math.Sqrt(p * q);
        return spread > 0 ? Figure.Of(mean / spread) : Figure.Of(0);
    }

    /// <summary>This underlying's leverage in Σ⁻¹μ over all underlyings the policy speaks on.</summary>
    private static Figure OfPortfolio(in PolicyContext context, out Figure confidence)
    {
        confidence = Figure.None(FigureStatus.WarmingUp);
        Span<int> members = stackalloc int[PortfolioKelly.AssetsMax];
        Span<double> drifts = stackalloc double[PortfolioKelly.AssetsMax];
        int count = 0, self = -1;
        for (int i = 1; i < UnderlyingId.Capacity && count < members.Length; i++)
        {
            var other = new UnderlyingId((byte)i);
            if (!context.AppliesTo(other)) continue;
            if (other == context.Underlying) self = count;
            drifts[count] = context.ParametersOf(other)[DriftAt];
            members[count++] = i;
        }
        Span<double> covariance = stackalloc double[PortfolioKelly.AssetsMax * PortfolioKelly.AssetsMax];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                int place = context.All[members[j]].CovarianceIndex;
                bool known = context.All[members[i]].Spot > 0 && context.All[members[j]].Spot > 0 && place >= 0;
                if (!known) return Figure.None(FigureStatus.Missing);
                covariance[(i * count) + j] = context.All[members[i]].Covariance[place];
            }
        }
        Span<double> leverages = stackalloc double[PortfolioKelly.AssetsMax];
        PortfolioKelly best = PortfolioKelly.Solve(drifts[..count], covariance[..(count * count)], 0, leverages);
        if (best.Status != FigureStatus.Ok || self < 0) return Figure.None(best.Status);
        double evidence = context.Parameters[EvidenceAt];
        confidence = evidence <= 0 ? Figure.Of(1) : EdgeShrinkage.KnownCovariance(best.Sharpe, evidence, count);
        return Figure.Of(leverages[self]);
    }

    private struct Memory
    {
        /// <summary>Coins held for it, signed.</summary>
        public double Coins;

        public RealisedEdge Trades;
    }

    /// <summary>What the realised trades say, worked out anew when one closes or the question changes.</summary>
    private struct RealisedEdge
    {
        /// <summary>Largest part of capital whose drawdown is tolerable over the last trades.</summary>
        public double Tolerable;

        private double _full;
        private double _confidence;
        private double _share;
        private double _chance;
        private double _most;
        private long _count;

        public Figure Of(in RealisedTrades trades, ReadOnlySpan<double> values, out Figure confidence)
        {
            confidence = Figure.None(FigureStatus.WarmingUp);
            long least = (long)values[TradesMinAt];
            if (trades.Count < least) return confidence;
            bool isKnown = trades.Count == _count && values[DrawdownShareAt] == _share
                && values[DrawdownChanceAt] == _chance && values[LeverageMaxAt] == _most;
            if (!isKnown)
            {
                (_share, _chance) = (values[DrawdownShareAt], values[DrawdownChanceAt]);
                (_most, _count) = (values[LeverageMaxAt], trades.Count);
                _full = trades.Fraction(least, FullMax).Value;
                _confidence = trades.Confidence.Value;
                Tolerable = _chance >= 1 ? _most : trades.Fraction(least, _most, _share, _chance).Value;
            }
            confidence = Figure.Of(_confidence);
            return Figure.Of(_full);
        }
    }
}
