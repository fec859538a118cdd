using TradingAgent.Engine.Scaling;
using TradingAgent.Engine.Scaling.Policies;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling.Policies;

/// <summary>The cap of every policy: what no answer of it may go beyond.</summary>
internal static class PolicyCaps
{
    /// <summary>Rounding.</summary>
    private const double Hair = 1 + 1e-9;

    public static void Check(TheoryBench bench, TheoryMarket market, double wanted, in Proposal proposal)
    {
        switch (bench.Definition.Stage)
        {
            case PolicyStage.Exposure:
                Assert.InRange(Math.Abs(proposal.Value), 0, ExposureMost(bench, market, proposal) * Hair);
                break;
            case PolicyStage.Modulator:
                (double low, double high) = FactorRange(bench);
                Assert.InRange(proposal.Value, low, high * Hair);
                break;
            case PolicyStage.Neutraliser:
                CheckNeutraliser(bench, proposal);
                break;
            default:
                CheckConstraint(bench, market, wanted, proposal.Value);
                break;
        }
    }

    private static double ExposureMost(TheoryBench bench, TheoryMarket market, in Proposal proposal)
    {
        double capital = bench.Definition.Parameters.Any(parameter => parameter.Name == "CapitalShare")
            ? bench["CapitalShare"] * market.Bitcoin.EquityUsd / market.Bitcoin.Spot : double.NaN;
        switch (bench.Definition.Name)
        {
            case "volatility-target":
            case "mean-reversion":
                return bench["LeverageMax"] * capital;
            case "kelly":
                double tail = bench["WorstLoss"] > 0 ? 1 / bench["WorstLoss"] : double.MaxValue;
                return Math.Min(bench["LeverageMax"], tail) * capital;
            case "martingale":
            case "anti-martingale":
                // What was lost and what the stake may lose at its stop, on top of a gap, is within the cap.
                Assert.InRange(proposal.Inputs[1], 0, bench["FirstStake"] * Power(bench) * Hair);
                return proposal.Inputs[1];
            case "linear":
                return Math.Abs(bench["Goal"]);
            case "pyramid":
                Assert.InRange(proposal.Inputs[3], 0, (proposal.Inputs[4] * Hair) + 1e-6);
                return bench["QuantityMax"] * (1 + bench["AddsMax"]);
            case "scale-out":
                return bench["Quantity"];
            default:
                throw new InvalidOperationException($"What is the cap of {bench.Definition.Name}?");
        }
    }

    private static double Power(TheoryBench bench)
    {
        double most = 1;
        for (int step = 1; step < bench["StepsMax"]; step++) most *= bench["Multiplier"];
        return most;
    }

    private static (double Low, double High) FactorRange(TheoryBench bench) => bench.Definition.Name switch
    {
        "volatility" => (bench["FactorMin"], bench["FactorMax"]),
        // Where no factor speaks it is neutral, which is one.
        "factors" => (Math.Min(1, bench["FactorMin"]), Math.Max(1, bench["FactorMax"])),
        "inverse-variance" => (0, bench["FactorMax"]),
        "drawdown-control" or "liquidity" or "correlation" => (0, 1),
        string other => throw new InvalidOperationException($"What is the cap of {other}?"),
    };

    private static void CheckNeutraliser(TheoryBench bench, in Proposal proposal)
    {
        switch (bench.Definition.Name)
        {
            case "delta-band":
                double most = Math.Max(bench["Width"], bench["WidthMax"]);
                BandShape shape = bench.Shape!.Value;
                Assert.InRange(proposal.Value, 0, most * Hair);
                // A skew moves width from one side to the other.
                Assert.InRange(shape.Below + shape.Above, 0, 2 * most * Hair);
                Assert.InRange(Math.Min(shape.Below, shape.Above), 0, most * Hair);
                Assert.InRange(shape.InnerShare, 0, 1);
                Assert.InRange(shape.HedgeRatio, 0, 1);
                break;
            case "gamma-scalp":
                Assert.InRange(proposal.Value, 0, bench["WidthMax"]);
                break;
            case "vega-tolerance":
            case "greeks-hedge":
                for (int i = 0; i < bench.Plan.Count; i++)
                    Assert.InRange(Math.Abs(bench.Plan.Wanted[i].Quantity), 0, bench["SizeMax"] * Hair);
                break;
            default:
                throw new InvalidOperationException($"What is the cap of {bench.Definition.Name}?");
        }
    }

    private static void CheckConstraint(TheoryBench bench, TheoryMarket market, double wanted, double after)
    {
        double held = market.Bitcoin.Target;
        switch (bench.Definition.Name)
        {
            case "cost-benefit":
                Assert.True(after == wanted || after == held);
                break;
            case "participation":
                Assert.InRange(after, Math.Min(Math.Min(held, wanted), 0), Math.Max(Math.Max(held, wanted), 0));
                break;
            default:
                Assert.True(after == 0 || Math.Sign(after) == Math.Sign(wanted), $"{wanted} became {after}");
                Assert.InRange(Math.Abs(after), 0, Math.Abs(wanted) * Hair);
                break;
        }
    }
}
