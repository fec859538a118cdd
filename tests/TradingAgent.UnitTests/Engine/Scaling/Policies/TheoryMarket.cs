using TradingAgent.Engine.Risk;
using TradingAgent.Engine.Scaling;
using TradingAgent.TestKit.Engine;

namespace TradingAgent.UnitTests.Engine.Scaling.Policies;

/// <summary>
/// A random market of two coins, step by step, in dollars and coins; everything a policy may ask is known.
/// </summary>
internal sealed class TheoryMarket
{
    private readonly SeededRandom _random;
    private readonly ScalingView[] _views = new ScalingView[UnderlyingId.Capacity];
    private readonly LegCandidate[] _candidates = new LegCandidate[3];

    public TheoryMarket(ulong seed)
    {
        _random = new SeededRandom(seed);
        Begin(ref _views[SmallMarket.Bitcoin.Index], 100_000, place: 0);
        Begin(ref _views[SmallMarket.Ether.Index], 4_000, place: 1);
        for (int i = 0; i < _candidates.Length; i++)
            _candidates[i] = new LegCandidate
            {
                Instrument = new InstrumentId(20 + i),
                Unit = new UnitRisk(0.2 + (0.2 * i), 2e-5, 60 + (20 * i), -50),
                CostUsd = 20 + (10 * i),
                SizeMax = 64,
                Lot = 0.125,
                Years = 0.05 * (i + 1),
            };
    }

    /// <summary>Bitcoin's, which a test may change.</summary>
    public ref ScalingView Bitcoin => ref _views[SmallMarket.Bitcoin.Index];

    /// <summary>Ether's.</summary>
    public ref ScalingView Ether => ref _views[SmallMarket.Ether.Index];

    public SeededRandom Random => _random;

    /// <summary>Time passes, prices move, and with them everything else.</summary>
    public void Step()
    {
        double seconds = _random.Between(1, 3600);
        double equity = Bitcoin.EquityUsd * _random.Between(0.98, 1.02);
        foreach (int index in new[] { SmallMarket.Bitcoin.Index, SmallMarket.Ether.Index })
        {
            ref ScalingView view = ref _views[index];
            view.Now += Duration.FromSeconds(seconds);
            view.Spot *= _random.Between(0.97, 1.03);
            view.BarClose = view.Spot;
            view.Bars++;
            view.EquityUsd = equity;
            view.EquityPeakUsd = Math.Max(view.EquityPeakUsd, equity);
            Vary(ref view);
        }
    }

    public ScalingView[] ViewsIn(double money, double size)
    {
        var views = new ScalingView[_views.Length];
        for (int i = 0; i < views.Length; i++)
        {
            ScalingView view = _views[i];
            if (view.Now.IsNone) continue;
            (view.Spot, view.TrueRange) = (view.Spot * money, view.TrueRange * money);
            (view.BarOpen, view.BarHigh) = (view.BarOpen * money, view.BarHigh * money);
            (view.BarLow, view.BarClose) = (view.BarLow * money, view.BarClose * money);
            (view.Delta, view.Target) = (view.Delta * size, view.Target * size);
            (view.DepthBid, view.DepthAsk) = (view.DepthBid * size, view.DepthAsk * size);
            view.VolumePerDay *= size;
            view.Gamma *= size / money;
            view.VegaPerVolPoint *= money * size;
            view.ThetaPerDay *= money * size;
            view.EquityUsd *= money * size;
            view.EquityPeakUsd *= money * size;
            view.PaidInUsd *= money * size;
            for (int j = 0; j < ScenarioAxes.Moves; j++) view.Scenarios.Options[j] *= money * size;
            view.Scenarios.LinearUsd *= money * size;
            view.Scenarios.OthersLossUsd *= money * size;
            views[i] = view;
        }
        return views;
    }

    public LegCandidate[] CandidatesIn(double money, double size) =>
    [
        .. _candidates.Select(candidate => candidate with
        {
            Unit = new UnitRisk(
                candidate.Unit.Delta, candidate.Unit.Gamma / money, candidate.Unit.VegaPerVolPoint * money,
                candidate.Unit.ThetaPerDay * money),
            CostUsd = candidate.CostUsd * money,
            SizeMax = candidate.SizeMax * size,
            Lot = candidate.Lot * size,
        }),
    ];

    private void Begin(ref ScalingView view, double price, int place)
    {
        view.Now = SmallMarket.Start;
        (view.Spot, view.BarOpen, view.BarHigh, view.BarLow, view.BarClose) = (price, price, price, price, price);
        (view.BarSeconds, view.IsPriced, view.Legs, view.CovarianceIndex) = (60, 1, 4, place);
        (view.EquityUsd, view.EquityPeakUsd) = (1_000_000, 1_000_000);
        view.Scenarios.AgeSeconds = 1;
        for (int i = 0; i < 100; i++) view.Trades.Add(_random.Between(-0.9, 1.1));
        Vary(ref view);
    }

    private void Vary(ref ScalingView view)
    {
        double coins = 200_000 / view.Spot;
        view.TrueRange = view.Spot * _random.Between(0.0005, 0.02);
        for (int i = 0; i < 7; i++) view.Volatility[i] = _random.Between(0.15, 1.2);
        view.Delta = coins * _random.Between(-2, 2);
        view.Gamma = coins / view.Spot * _random.Between(-5, 5);
        view.VegaPerVolPoint = _random.Between(-8_000, 8_000);
        view.ThetaPerDay = _random.Between(-9_000, 9_000);
        view.HalfSpread = _random.Between(1e-6, 5e-5);
        (view.MakerRate, view.TakerRate) = (_random.Between(-0.0001, 0.0003), _random.Between(0.0003, 0.0006));
        view.DepthBid = coins * _random.Between(0.1, 20);
        view.DepthAsk = coins * _random.Between(0.1, 20);
        view.VolumePerDay = coins * _random.Between(100, 5_000);
        view.FundingScore = _random.Between(-4, 4);
        view.OpenInterestChange = _random.Between(-0.1, 0.1);
        view.PriceChange = _random.Between(-0.05, 0.05);
        view.LiquidationPressure = _random.Between(-30, 30);
        for (int i = 0; i < ScenarioAxes.Moves; i++)
            view.Scenarios.Options[i] = -Math.Abs(ScenarioAxes.PriceMoves[i]) * _random.Between(0, 400_000);
        view.Scenarios.LinearUsd = _random.Between(-300_000, 300_000);
        view.Scenarios.OthersLossUsd = _random.Between(0, 50_000);
        view.Scenarios.Others = _random.Between(0, 2) < 1 ? 0 : 1;
        // Both rows hold the same covariance, which must be one for every pair of variances.
        view.Covariance[view.CovarianceIndex] = _random.Between(0.25, 1);
        view.Covariance[1 - view.CovarianceIndex] = 0.1;
    }
}
