using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Scaling;

/// <summary>Mean reversion: sized against the deviation, gated by half-life, out when the regime breaks.</summary>
public sealed class MeanRevertingTests
{
    private const string Name = "mean-reversion";

    [Fact]
    public void Too_few_bars_propose_nothing()
    {
        var bench = new PolicyBench(Name);
        for (int i = 0; i < 20; i++) Assert.Equal(PolicyInput.Bars, bench.AfterBar(100_000 + i).Missing);
    }

    [Fact]
    public void A_reverting_price_is_sold_high_and_bought_low_within_the_full_size()
    {
        var bench = new PolicyBench(Name, ("CapitalShare", 1), ("LeverageMax", 0.5), ("HalfLivesHeldMax", 100));
        int sized = 0;
        foreach (double price in Reverting(400))
        {
            Proposal proposal = bench.AfterBar(price);
            if (!proposal.HasValue) continue;
            Assert.True(Math.Abs(proposal.Value) <= proposal.Inputs[3] + 1e-12);
            if (proposal.Value == 0) continue;
            sized++;
            Assert.Equal(-Math.Sign(proposal.Inputs[0]), Math.Sign(proposal.Value));
            double expected = Math.Min(1, Math.Abs(proposal.Inputs[0]) / 2.5) * proposal.Inputs[3];
            Assert.Equal(expected, Math.Abs(proposal.Value), 9);
        }
        Assert.True(sized > 50, $"{sized} bars were sized");
    }

    [Fact]
    public void A_trend_does_not_revert_and_is_not_traded()
    {
        var bench = new PolicyBench(Name);
        for (int i = 0; i < 200; i++)
        {
            Proposal proposal = bench.AfterBar(100_000 * Math.Exp(0.001 * i));
            if (proposal.HasValue) Assert.Equal(0, proposal.Value);
        }
    }

    [Fact]
    public void Beyond_the_stop_score_it_is_out_until_the_score_is_back_inside_the_entry()
    {
        var bench = new PolicyBench(Name, ("StopScore", 3), ("FullScore", 2), ("HalfLifeMax", 1000));
        foreach (double price in Reverting(150)) bench.AfterBar(price);
        Proposal broken = bench.AfterBar(115_000);
        Assert.Equal((0, PolicyRule.RegimeBroken), (broken.Value, broken.Rule));
        Proposal still = bench.AfterBar(103_500);
        if (Math.Abs(still.Inputs[0]) >= 1) Assert.Equal(0, still.Value);
        Proposal back = bench.AfterBar(100_000);
        Assert.True(Math.Abs(back.Inputs[0]) < 1, "the score is inside the entry again");
        Assert.Equal(PolicyRule.NoSignal, back.Rule);
    }

    [Fact]
    public void Held_too_long_it_gives_up()
    {
        var bench = new PolicyBench(Name, ("HalfLivesHeldMax", 0.5));
        bool timedOut = false;
        foreach (double price in Reverting(600)) timedOut |= bench.AfterBar(price).Rule == PolicyRule.TimedOut;
        Assert.True(timedOut);
    }

    /// <summary>A discrete Ornstein-Uhlenbeck path around 100,000 with a half-life of about seven bars.</summary>
    private static IEnumerable<double> Reverting(int bars)
    {
        var random = new SeededRandom(3);
        double level = 0;
        for (int i = 0; i < bars; i++)
        {
            level = (0.9 * level) + random.Between(-1e-3, 1e-3);
            yield return 100_000 * Math.Exp(level);
        }
    }
}
