using TradingAgent.Simulation.Studies.Verdicts;
using Xunit;

namespace TradingAgent.UnitTests.Simulation.Studies;

/// <summary>The named studies in small form.</summary>
public sealed class VerdictTests
{
    [Fact]
    public void Volatility_targeting_lands_within_a_tenth_of_its_target_by_every_estimate()
    {
        StudyVerdict verdict = StudyList.Run(VolatilityStudy.Name, new StudyRequest { Seed = 1, Days = 30, Pairs = 2 });
        Assert.True(verdict.Passed, string.Join('\n', verdict.Findings));
        Assert.Equal(7 * 3, verdict.Findings.Count);
    }

    [Fact]
    public void A_cost_aware_band_beats_the_clock_at_the_same_cost()
    {
        StudyVerdict verdict =
            StudyList.Run(HedgingStudy.Name, new StudyRequest { Seed = 1, Days = 21, Pairs = 2 });
        Assert.True(verdict.Passed, string.Join('\n', verdict.Findings));
    }

    [Fact]
    public void An_unknown_study_is_an_error() =>
        Assert.Throws<ArgumentException>(() => StudyList.Run("x", new StudyRequest()));
}
