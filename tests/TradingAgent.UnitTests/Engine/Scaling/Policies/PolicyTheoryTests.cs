using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling.Policies;

/// <summary>What holds of every policy there is, with any values in any market.</summary>
public sealed class PolicyTheoryTests
{
    private const int Worlds = 60;
    private const int Steps = 40;

    public static TheoryData<string> All { get; } = [.. PolicyList.All.Select(policy => policy.Name)];

    /// <summary>
    /// Prices in eighths of a dollar and positions in quarters of a coin: who knows no unit decides the same. Powers of
    /// two, so that no rounding hides a unit or makes one up.
    /// </summary>
    [Theory]
    [MemberData(nameof(All))]
    public void A_policy_knows_no_unit_of_money_and_no_size_of_position(string policy)
    {
        int told = 0;
        ForEachWorld(policy, 1, (market, values, target) =>
        {
            var plain = new TheoryBench(policy, values);
            var other = new TheoryBench(policy, values, money: 8, size: 4);
            for (int step = 0; step < Steps; step++)
            {
                double wanted = target * market.Random.Between(-2, 2);
                Proposal one = plain.Ask(market, wanted);
                Proposal two = other.Ask(market, wanted);
                Assert.Equal((one.Rule, one.Missing), (two.Rule, two.Missing));
                AssertNear(plain.Decided(one), other.Decided(two));
                if (one.HasValue && one.Value != 0) told++;
                market.Step();
            }
        });
        Assert.True(told > 20, $"{policy} had something to say {told} times only");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_that_leaves_a_policy_is_not_finite_whatever_comes_in(string policy)
    {
        double[] poison =
        [
            double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -1, 1e300, -1e300, 5e-324, double.MaxValue,
        ];
        ForEachWorld(policy, 2, (market, values, target) =>
        {
            var bench = new TheoryBench(policy, values);
            for (int step = 0; step < Steps; step++)
            {
                ScalingView was = market.Bitcoin;
                int doses = market.Random.Below(4);
                for (int i = 0; i < doses; i++) Poison(ref market.Bitcoin, market.Random, market.Random.Of(poison));
                if (market.Random.OnceIn(4)) Poison(ref market.Ether, market.Random, market.Random.Of(poison));
                Proposal proposal = bench.Ask(market, target * market.Random.Between(-2, 2));
                Assert.True(double.IsFinite(proposal.Value), $"{policy} said {proposal.Value}");
                Assert.Equal(proposal.HasValue, proposal.Missing == PolicyInput.None);
                Assert.Equal(proposal.Missing != PolicyInput.None, proposal.Rule == PolicyRule.MissingInput);
                if (proposal.HasValue)
                    Assert.All(bench.Decided(proposal), number => Assert.True(double.IsFinite(number), policy));
                else Assert.Equal(0, bench.Plan.Count);
                market.Bitcoin = was;
                market.Step();
            }
        });
    }

    /// <summary>After bad numbers have passed through, a policy that hears good ones again has its say again.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void A_policy_gets_over_what_was_not_finite(string policy)
    {
        ForEachWorld(policy, 3, (market, values, target) =>
        {
            var bench = new TheoryBench(policy, values);
            foreach (double bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            {
                for (int field = 0; field < Fields; field++)
                {
                    ScalingView was = market.Bitcoin;
                    Set(ref market.Bitcoin, field, bad);
                    bench.Ask(market, target);
                    market.Bitcoin = was;
                }
            }
            bool speaks = false;
            for (int step = 0; step < 200 && !speaks; step++)
            {
                speaks = bench.Ask(market, target).HasValue;
                market.Step();
            }
            Assert.True(speaks, $"{policy} is silent for ever");
        });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_policy_goes_beyond_its_caps(string policy)
    {
        ForEachWorld(policy, 4, (market, values, target) =>
        {
            var bench = new TheoryBench(policy, values);
            for (int step = 0; step < Steps; step++)
            {
                double wanted = target * market.Random.Between(-2, 2);
                Proposal proposal = bench.Ask(market, wanted);
                if (proposal.HasValue) PolicyCaps.Check(bench, market, wanted, proposal);
                if (proposal.HasValue && bench.Definition.Stage == PolicyStage.Constraint)
                    market.Bitcoin.Target = proposal.Value;
                market.Step();
            }
        });
    }

    private static void ForEachWorld(string policy, ulong kind, Action<TheoryMarket, double[], double> play)
    {
        for (int world = 0; world < Worlds; world++)
        {
            ulong seed = (kind * 1000) + (ulong)world;
            double[] values = TheoryBench.Invent(policy, new SeededRandom(seed));
            play(new TheoryMarket(seed + 500), values, 2);
        }
    }

    private static void AssertNear(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (double.IsNaN(expected[i])) Assert.True(double.IsNaN(actual[i]));
            else Assert.Equal(expected[i], actual[i], 1e-7 * (1e-3 + Math.Abs(expected[i])));
        }
    }

    private const int Fields = 30;

    private static void Poison(ref ScalingView view, SeededRandom random, double value) =>
        Set(ref view, random.Below(Fields), value);

    private static void Set(ref ScalingView view, int field, double value)
    {
        switch (field)
        {
            case 0: view.Spot = value; break;
            case 1: view.BarOpen = value; break;
            case 2: view.BarHigh = value; break;
            case 3: view.BarLow = value; break;
            case 4: view.BarClose = value; break;
            case 5: view.TrueRange = value; break;
            case 6: view.Delta = value; break;
            case 7: view.Gamma = value; break;
            case 8: view.VegaPerVolPoint = value; break;
            case 9: view.ThetaPerDay = value; break;
            case 10: view.EquityUsd = value; break;
            case 11: view.EquityPeakUsd = value; break;
            case 12: view.PaidInUsd = value; break;
            case 13: view.HalfSpread = value; break;
            case 14: view.MakerRate = value; break;
            case 15: view.TakerRate = value; break;
            case 16: view.DepthBid = value; break;
            case 17: view.DepthAsk = value; break;
            case 18: view.VolumePerDay = value; break;
            case 19: view.FundingScore = value; break;
            case 20: view.OpenInterestChange = value; break;
            case 21: view.PriceChange = value; break;
            case 22: view.LiquidationPressure = value; break;
            case 23: view.Scenarios.LinearUsd = value; break;
            case 24: view.Scenarios.OthersLossUsd = value; break;
            case 25: view.Scenarios.Options[3] = value; break;
            case 26: view.Target = value; break;
            case 27: view.Covariance[0] = value; break;
            case 28: view.Covariance[1] = value; break;
            default:
                for (int i = 0; i < 7; i++) view.Volatility[i] = value;
                break;
        }
    }
}
