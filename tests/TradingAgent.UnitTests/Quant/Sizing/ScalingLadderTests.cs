using CsCheck;
using TradingAgent.Quant.Figures;
using TradingAgent.Quant.Sizing;
using Xunit;

namespace TradingAgent.UnitTests.Quant.Sizing;

public sealed class ScalingLadderTests
{
    private static readonly PyramidRules Turtle = new(2, 0.75, 3, 50, 200);

    [Fact]
    public void Steps_never_cross_the_target_and_end_inside_the_band() => Gen.Select(
        Gen.Double[-50, 50], Gen.Double[0.01, 3], Gen.Double[0, 2], Gen.Int[1, 5]).Sample((error, step, spare, most) =>
    {
        var scaling = new LinearScaling(step, step + spare, 0.5 * step, most);
        double turnover = 0, left = error;
        var started = false;
        for (var i = 0; i < 100_000; i++)
        {
            var change = scaling.Change(left, started);
            if (change.Value == 0)
                break;
            started = true;
            Assert.True(Math.Abs(change.Value) <= (most * step) + 1e-9);
            Assert.True(change.Value * left < 0);
            var next = left + change.Value;
            Assert.True(next * left >= -1e-6 * step * step, $"{left} to {next}");
            turnover += Math.Abs(change.Value);
            left = next;
        }

        Assert.True(turnover <= Math.Abs(error) + 1e-6);
        Assert.True(Math.Abs(left) <= scaling.OuterBand + 1e-9);
        Assert.Equal(0, scaling.Change(left, false).Value);
    });

    [Fact]
    public void Clips_of_linear_scaling_are_named()
    {
        var scaling = new LinearScaling(0.5, 1, 0.25, 2);
        Assert.Equal(SizeBound.Band, scaling.Change(-0.9, false).Bound);
        Assert.Equal(new BoundedSize(FigureStatus.Ok, -1, -3, SizeBound.Speed), scaling.Change(3, false));
        Assert.Equal(0.5, scaling.Change(-0.7, true).Value);
        Assert.Equal(FigureStatus.OutOfRange, (scaling with { InnerBand = 2 }).Change(3, false).Status);
        Assert.Equal(FigureStatus.NotFinite, scaling.Change(double.NaN, false).Status);
    }

    [Fact]
    public void A_pyramid_never_risks_more_than_its_first_unit() => Gen.Select(
        Gen.Bool, Gen.Double[-80, 120].Array[40], Gen.Double[0.3, 1]).Sample((isLong, moves, ratio) =>
    {
        var rules = Turtle with { AddRatio = ratio };
        var side = isLong ? 1 : -1;
        var pyramid = new Pyramid();
        double price = 60000, stop = double.NegativeInfinity;
        pyramid.Fill(side, price, rules.FirstQuantity, rules);
        Assert.Equal(rules.RiskBudget, pyramid.RiskAtStop.Value, 1e-6);
        foreach (var move in moves)
        {
            price += side * move;
            if (pyramid.IsStopped(price))
                break;
            if (pyramid.NextAdd(price, rules) is { Value: > 0 } add)
                pyramid.Fill(side, price, add.Value, rules);
            Assert.True(pyramid.RiskAtStop.Value <= rules.RiskBudget + 1e-6);
            Assert.True(side * pyramid.Stop.Value >= stop - 1e-9);
            stop = side * pyramid.Stop.Value;
            Assert.False(pyramid.IsStopped(price));
            Assert.InRange(pyramid.Units, 1, rules.AddsMax + 1);
        }
    });

    [Fact]
    public void A_pyramid_by_hand()
    {
        var pyramid = new Pyramid();
        Assert.Equal(2, pyramid.NextAdd(1000, Turtle).Value);
        pyramid.Fill(1, 1000, 2, Turtle);
        Assert.Equal(800, pyramid.Stop.Value);
        Assert.Equal(SizeBound.Band, pyramid.NextAdd(1049, Turtle).Bound);
        Assert.Equal(1.5, pyramid.NextAdd(1050, Turtle).Value);
        pyramid.Fill(1, 1050, 1.5, Turtle);
        Assert.Equal(3575 / 3.5, pyramid.AverageEntry.Value, 1e-9);
        Assert.Equal((3575 - 400) / 3.5, pyramid.Stop.Value, 1e-9);
        Assert.Equal(400, pyramid.RiskAtStop.Value, 1e-9);
        Assert.Equal(FigureStatus.OutOfRange, pyramid.Fill(-1, 1050, 1, Turtle));
        pyramid.Fill(1, 1100, 1.125, Turtle);
        pyramid.Fill(1, 1150, 0.84375, Turtle);
        Assert.Equal(SizeBound.Exhausted, pyramid.NextAdd(1300, Turtle).Bound);
        Assert.Equal(FigureStatus.OutOfRange, (Turtle with { AddRatio = 1.1 }).Check());
    }

    [Fact]
    public void Targets_are_taken_once_whatever_is_asked_again()
    {
        ExitTarget[] targets = [new(100, 0.5), new(200, 0.3)];
        var ladder = new ExitLadder();
        Assert.Equal(1, ladder.Keep(50, targets, 0, 0).Value);
        Assert.Equal(0.5, ladder.Keep(120, targets, 0, 0).Value);
        Assert.Equal(0.5, ladder.Keep(120, targets, 0, 0).Value);
        Assert.Equal(0.5, ladder.Keep(20, targets, 0, 0).Value);
        Assert.Equal(0.2, ladder.Keep(205, targets, 150, 0).Value, 1e-15);
        Assert.Equal(0, ladder.Keep(55, targets, 150, 0).Value);
        Assert.Equal(0, ladder.Keep(300, targets, 0, 0).Value);
    }

    [Fact]
    public void Uncertainty_brings_exits_nearer_and_lets_go()
    {
        ExitTarget[] targets = [new(100, 0.5)];
        Assert.Equal(1, default(ExitLadder).Keep(60, targets, 0, 0).Value);
        Assert.Equal(0.25, default(ExitLadder).Keep(60, targets, 0, 0.5).Value);
        Assert.Equal(FigureStatus.OutOfRange, default(ExitLadder).Keep(60, targets, 0, 1.5).Status);
        ExitTarget[] tooMuch = [new(100, 0.7), new(200, 0.7)];
        Assert.Equal(FigureStatus.OutOfRange, default(ExitLadder).Keep(60, tooMuch, 0, 0).Status);
        Assert.Equal(0.25, ExitLadder.ReachProbability(3, 1).Value);
    }
}
