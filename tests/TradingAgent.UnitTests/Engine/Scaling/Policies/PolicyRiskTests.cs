using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling.Policies;

/// <summary>More risk is never more size, nothing to gain is no size, and what is missing is named.</summary>
public sealed class PolicyRiskTests
{
    private const double Target = 1.5;
    private const int Worlds = 200;

    /// <summary>What more risk is for a policy.</summary>
    public static TheoryData<string, Risk> Riskier { get; } = new()
    {
        { "volatility-target", Risk.Volatility }, { "kelly", Risk.Volatility }, { "martingale", Risk.Range },
        { "anti-martingale", Risk.Range }, { "pyramid", Risk.Range }, { "scale-out", Risk.Volatility },
        { "volatility", Risk.Volatility }, { "drawdown-control", Risk.Equity }, { "inverse-variance", Risk.Variance },
        { "correlation", Risk.Variance }, { "liquidity", Risk.Volatility }, { "liquidity", Risk.Depth },
        { "liquidity", Risk.Volume }, { "tolerances", Risk.Greeks },
        { "participation", Risk.Depth }, { "loss-per-trade", Risk.Range }, { "loss-per-trade", Risk.Equity },
    };

    /// <summary>The parameter without which there is nothing to size.</summary>
    public static TheoryData<string, string> NoEdge { get; } = new()
    {
        { "volatility-target", "TargetVolatility" }, { "kelly", "Drift" }, { "martingale", "FirstStake" },
        { "anti-martingale", "FirstStake" }, { "linear", "Goal" }, { "pyramid", "Risk" }, { "scale-out", "Quantity" },
        { "mean-reversion", "LeverageMax" },
    };

    public static TheoryData<string, PolicyInput> Missing { get; } = new()
    {
        { "volatility-target", PolicyInput.Spot }, { "volatility-target", PolicyInput.Equity },
        { "volatility-target", PolicyInput.Volatility }, { "kelly", PolicyInput.Spot }, { "kelly", PolicyInput.Equity },
        { "kelly", PolicyInput.Volatility }, { "martingale", PolicyInput.Spot }, { "martingale", PolicyInput.Bars },
        { "anti-martingale", PolicyInput.Spot }, { "anti-martingale", PolicyInput.Bars },
        { "linear", PolicyInput.Spot },
        { "pyramid", PolicyInput.Spot }, { "pyramid", PolicyInput.Equity }, { "pyramid", PolicyInput.Bars },
        { "pyramid", PolicyInput.Costs }, { "vega-tolerance", PolicyInput.Costs },
        { "scale-out", PolicyInput.Spot }, { "scale-out", PolicyInput.Bars }, { "mean-reversion", PolicyInput.Spot },
        { "mean-reversion", PolicyInput.Equity }, { "mean-reversion", PolicyInput.Bars },
        { "drawdown-control", PolicyInput.Equity }, { "volatility", PolicyInput.Volatility },
        { "inverse-variance", PolicyInput.Covariance }, { "correlation", PolicyInput.Spot },
        { "correlation", PolicyInput.Equity }, { "correlation", PolicyInput.Covariance },
        { "liquidity", PolicyInput.Depth }, { "liquidity", PolicyInput.Volume },
        { "liquidity", PolicyInput.Volatility }, { "delta-band", PolicyInput.Costs },
        { "delta-band", PolicyInput.Greeks }, { "gamma-scalp", PolicyInput.Greeks },
        { "gamma-scalp", PolicyInput.Volatility }, { "vega-tolerance", PolicyInput.Greeks },
        { "greeks-hedge", PolicyInput.Greeks }, { "greeks-hedge", PolicyInput.Volatility },
        { "greeks-hedge", PolicyInput.Costs }, { "tolerances", PolicyInput.Greeks },
        { "scenario-loss", PolicyInput.Scenarios }, { "scenario-loss", PolicyInput.Equity },
        { "participation", PolicyInput.Depth }, { "participation", PolicyInput.Volume },
        { "participation", PolicyInput.Volatility }, { "cost-benefit", PolicyInput.Volatility },
        { "cost-benefit", PolicyInput.Costs }, { "cost-benefit", PolicyInput.Volume },
        { "loss-per-trade", PolicyInput.Spot }, { "loss-per-trade", PolicyInput.Equity },
        { "loss-per-trade", PolicyInput.Bars },
    };

    [Theory]
    [MemberData(nameof(Riskier))]
    public void More_risk_is_never_more_size(string policy, Risk risk)
    {
        int smaller = 0;
        for (ulong seed = 1; seed <= Worlds; seed++)
        {
            double[] values = With(policy, TheoryBench.Invent(policy, new SeededRandom(seed)), OfRisk(policy, risk));
            var calm = new TheoryMarket(seed);
            var loud = new TheoryMarket(seed);
            (TheoryBench one, TheoryBench two) = (new TheoryBench(policy, values), new TheoryBench(policy, values));
            calm.Bitcoin.Target = loud.Bitcoin.Target = 0;
            if (risk is Risk.Equity or Risk.Volatility)
            {
                // Both have seen the same peak, or entered in the same market.
                one.Ask(calm, Target);
                two.Ask(loud, Target);
            }
            Worsen(ref loud.Bitcoin, risk);
            Proposal before = one.Ask(calm, Target);
            Proposal after = two.Ask(loud, Target);
            Assert.Equal(before.Missing, after.Missing);
            Assert.True(
                Math.Abs(after.Value) <= (Math.Abs(before.Value) * (1 + 1e-9)) + 1e-12,
                $"{policy}, seed {seed}: {before.Value} became {after.Value} ({before.Rule}, {after.Rule})");
            if (Math.Abs(after.Value) < Math.Abs(before.Value) * (1 - 1e-6)) smaller++;
        }
        Assert.True(smaller > Worlds / 20, $"{policy} was smaller {smaller} times only: is the risk looked at?");
    }

    [Theory]
    [MemberData(nameof(NoEdge))]
    public void Where_there_is_nothing_to_gain_the_size_is_exactly_zero(string policy, string parameter)
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            double[] values = With(
                policy, TheoryBench.Invent(policy, new SeededRandom(seed)), [(parameter, 0.0), ("Form", 0.0)]);
            var bench = new TheoryBench(policy, values);
            var market = new TheoryMarket(seed);
            for (int step = 0; step < 60; step++)
            {
                Assert.Equal(0.0, bench.Ask(market, Target).Value);
                market.Step();
            }
        }
    }

    /// <summary>Zero within any limit: no policy behind the exposures makes a position.</summary>
    [Fact]
    public void Behind_the_exposures_no_policy_makes_a_position_out_of_none()
    {
        foreach (PolicyDefinition definition in PolicyList.All.Where(one => one.Stage == PolicyStage.Constraint))
        {
            for (ulong seed = 1; seed <= 30; seed++)
            {
                var bench = new TheoryBench(
                    definition.Name, TheoryBench.Invent(definition.Name, new SeededRandom(seed)));
                var market = new TheoryMarket(seed);
                market.Bitcoin.Target = 0;
                Assert.Equal(0.0, bench.Ask(market, 0).Value);
            }
        }
    }

    [Fact]
    public void A_narrower_taste_for_risk_is_a_narrower_band()
    {
        for (ulong seed = 1; seed <= Worlds; seed++)
        {
            double[] values =
                With("delta-band", TheoryBench.Invent("delta-band", new SeededRandom(seed)), [("Delta", 0)]);
            double[] shy = With("delta-band", values, [("RiskAversion", values[3] * 8)]);
            var market = new TheoryMarket(seed);
            double bold = new TheoryBench("delta-band", values).Ask(market, Target).Value;
            Assert.InRange(new TheoryBench("delta-band", shy).Ask(market, Target).Value, 0, bold);
        }
    }

    [Theory]
    [MemberData(nameof(Missing))]
    public void A_policy_that_lacks_an_input_proposes_nothing_and_names_it(string policy, PolicyInput input)
    {
        // Whatever else is configured: at least these make the policy need it.
        (string, double)[] needs = policy switch
        {
            "kelly" => [("Form", 0), ("Drift", 0.3)],
            "liquidity" => [("DepthMax", 1), ("VolumeMax", 1), ("ImpactMax", 0.01), ("Impact", 1)],
            "participation" => [("DepthShare", 1e-6), ("VolumeShare", 1e-6), ("Impact", 1), ("Reductions", 0)],
            "delta-band" => [("Kind", 1), ("Cost", 0), ("Delta", 0)],
            "gamma-scalp" => [("Move", 0.25), ("DeltaMove", 0), ("Every", 0), ("LongGammaOnly", 0)],
            "scenario-loss" or "loss-per-trade" => [("LossShare", 0.1), ("Stop", 0)],
            "cost-benefit" => [("Impact", 1)],
            "vega-tolerance" => [("Tolerance", 0)],
            _ => [],
        };
        for (ulong seed = 1; seed <= 30; seed++)
        {
            double[] values = With(policy, TheoryBench.Invent(policy, new SeededRandom(seed)), needs);
            var bench = new TheoryBench(policy, values);
            var market = new TheoryMarket(seed);
            market.Bitcoin.Target = 0;
            TakeAway(ref market.Bitcoin, input);
            for (int step = 0; step < 3; step++)
            {
                Proposal proposal = bench.Ask(market, Target);
                Assert.Equal((PolicyRule.MissingInput, input), (proposal.Rule, proposal.Missing));
                Assert.Equal(0, bench.Plan.Count);
                Assert.Null(bench.Shape);
            }
        }
    }

    /// <summary>A table that forgets a policy would prove nothing of it.</summary>
    [Fact]
    public void Every_policy_is_in_the_table_of_inputs_but_the_one_to_which_missing_is_neutral() => Assert.Equal(
        ["factors"],
        PolicyList.All.Select(policy => policy.Name).Except(Missing.Select(row => row.Data.Item1)).Order());

    private static double[] With(string policy, double[] values, (string Name, double Value)[] own)
    {
        List<string> names = [.. PolicyList.Find(policy)!.Parameters.Select(parameter => parameter.Name)];
        double[] all = [.. values];
        foreach ((string name, double value) in own)
            if (names.Contains(name)) all[names.IndexOf(name)] = value;
        return all;
    }

    /// <summary>What makes the policy look at the risk at all.</summary>
    private static (string Name, double Value)[] OfRisk(string policy, Risk risk) => (policy, risk) switch
    {
        ("volatility-target", _) => [("Buffer", 0), ("ChangeMax", 0), ("VolatilityMin", 0.01), ("LeverageMax", 20)],
        ("kelly", _) => [("Form", 0), ("Drift", 0.1), ("Buffer", 0), ("LeverageMax", 20), ("WorstLoss", 0)],
        ("scale-out", _) => [("ShockScale", 0.5), ("StopRanges", 0), ("HoldMax", 0), ("Direction", 0)],
        ("volatility", _) => [("FactorMax", 10)],
        ("martingale" or "anti-martingale", _) => [("Direction", 0), ("LossCap", 20)],
        ("liquidity", Risk.Volatility) => [("DepthMax", 0), ("VolumeMax", 0), ("ImpactMax", 0.0001), ("Impact", 1)],
        ("liquidity", Risk.Depth) => [("DepthMax", 0.5), ("VolumeMax", 0), ("ImpactMax", 0)],
        ("liquidity", Risk.Volume) => [("DepthMax", 0), ("VolumeMax", 0.001), ("ImpactMax", 0)],
        ("correlation", _) => [("RiskMax", 0.05), ("CapitalShare", 1)],
        ("participation", _) => [("DepthShare", 0.05), ("VolumeShare", 0), ("Reductions", 0)],
        ("loss-per-trade", Risk.Range) => [("LossShare", 0.01), ("Stop", 0)],
        ("loss-per-trade", _) => [("LossShare", 0.001), ("LossMax", 0)],
        ("pyramid", _) => [("Direction", 0), ("QuantityMax", 1e6)],
        // Of all coins together, more of one may be less: it may hedge another.
        ("tolerances", _) =>
        [
            ("GammaSoft", 1e-9), ("GammaHard", 1e-3), ("ShareAtHard", 0.2), ("TotalGammaHard", 0), ("TotalVegaHard", 0),
            ("TotalThetaHard", 0),
        ],
        _ => [],
    };

    private static void Worsen(ref ScalingView view, Risk risk)
    {
        switch (risk)
        {
            case Risk.Volatility:
                for (int i = 0; i < 7; i++) view.Volatility[i] *= 1.5;
                break;
            case Risk.Range: view.TrueRange *= 1.5; break;
            case Risk.Variance: view.Covariance[0] *= 1.5; break;
            case Risk.Equity: view.EquityUsd *= 0.97; break;
            case Risk.Greeks:
                (view.Gamma, view.VegaPerVolPoint) = (view.Gamma * 1.5, view.VegaPerVolPoint * 1.5);
                break;
            case Risk.Depth: (view.DepthBid, view.DepthAsk) = (view.DepthBid / 2, view.DepthAsk / 2); break;
            default: view.VolumePerDay /= 2; break;
        }
    }

    private static void TakeAway(ref ScalingView view, PolicyInput input)
    {
        switch (input)
        {
            case PolicyInput.Spot: view.Spot = 0; break;
            case PolicyInput.Equity: view.EquityUsd = double.NaN; break;
            case PolicyInput.Bars: (view.TrueRange, view.BarClose) = (double.NaN, 0); break;
            case PolicyInput.Greeks: view.IsPriced = 0; break;
            case PolicyInput.Costs:
                (view.HalfSpread, view.MakerRate, view.TakerRate) = (double.NaN, double.NaN, double.NaN);
                break;
            case PolicyInput.Depth: (view.DepthBid, view.DepthAsk) = (double.NaN, double.NaN); break;
            case PolicyInput.Volume: view.VolumePerDay = double.NaN; break;
            case PolicyInput.Covariance: (view.Covariance[0], view.Covariance[1]) = (double.NaN, double.NaN); break;
            case PolicyInput.Scenarios: view.Scenarios = TradingAgent.Engine.Risk.ScenarioFigures.Unknown; break;
            case PolicyInput.Volatility:
                for (int i = 0; i < 7; i++) view.Volatility[i] = double.NaN;
                break;
            default: throw new InvalidOperationException($"How is {input} taken away?");
        }
    }

    public enum Risk
    {
        Volatility, Range, Variance, Equity, Greeks, Depth, Volume,
    }
}
