using TradingAgent.Engine.Scaling.Policies;
using TradingAgent.Host.Configuration;
using TradingAgent.Runtime.Live;
using Xunit;

namespace TradingAgent.UnitTests.Host.Configuration;

/// <summary>Scaling that contradicts itself is refused before anything starts, with the path of the key.</summary>
public sealed class ContradictionTests
{
    [Theory]
    // Two owners of one thing.
    [InlineData("[1].Policy", """{ "Policy": "delta-band" }, { "Policy": "gamma-scalp" }""")]
    [InlineData("[1].Policy", """{ "Policy": "delta-band" }, { "Policy": "delta-band" }""")]
    [InlineData("[1].Policy", """{ "Policy": "vega-tolerance", "Tolerance": 1 }, { "Policy": "greeks-hedge" }""")]
    // A floor above a cap.
    [InlineData("[0].FactorMin", """{ "Policy": "volatility", "FactorMin": 0.9, "FactorMax": 0.5 }""")]
    [InlineData("[0].FactorMin", """{ "Policy": "factors", "FactorMin": 0.9, "FactorMax": 0.5 }""")]
    [InlineData("[0].WidthMax", """{ "Policy": "delta-band", "Width": 2, "WidthMax": 1 }""")]
    [InlineData("[0].WidthMax", """{ "Policy": "gamma-scalp", "Tolerance": 2, "WidthMax": 1 }""")]
    [InlineData("[0].DeltaSoft", """{ "Policy": "tolerances", "DeltaSoft": 9, "DeltaHard": 3 }""")]
    [InlineData("[0].VegaSoft", """{ "Policy": "tolerances", "VegaSoft": 9, "DeltaHard": 3 }""")]
    [InlineData("[0].Hard", """{ "Policy": "vega-tolerance", "Tolerance": 9, "Hard": 3 }""")]
    [InlineData("[0].StopScore", """{ "Policy": "mean-reversion", "FullScore": 3, "StopScore": 2 }""")]
    [InlineData("[0].FullScore", """{ "Policy": "mean-reversion", "EntryScore": 3 }""")]
    [InlineData("[0].AddRanges", """{ "Policy": "pyramid", "AddRanges": 5, "StopRanges": 2 }""")]
    [InlineData("[0].Target1", """{ "Policy": "scale-out", "Quantity": 1, "Target1": 3 }""")]
    [InlineData("[0].Share1", """{ "Policy": "scale-out", "Quantity": 1, "Share1": 0.9 }""")]
    // What must be said and is not.
    [InlineData("[0].LossCap", """{ "Policy": "martingale" }, { "Policy": "scenario-loss" }""")]
    [InlineData("[0].Policy", """{ "Policy": "martingale", "LossCap": 1 }""")]
    [InlineData("[0].Policy", """
        { "Policy": "martingale", "LossCap": 1 }, { "Policy": "scenario-loss", "Underlyings": ["BTC"] }
        """)]
    [InlineData("[0].LossCap", """{ "Policy": "anti-martingale" }""")]
    [InlineData("[0].Goal", """{ "Policy": "linear", "Step": 1 }""")]
    [InlineData("[0].Tolerance", """{ "Policy": "vega-tolerance" }""")]
    // What would do nothing.
    [InlineData("[0].LossMax", """{ "Policy": "scenario-loss", "LossShare": 0 }""")]
    [InlineData("[0].LossMax", """{ "Policy": "loss-per-trade", "LossShare": 0 }""")]
    [InlineData("[0].DepthShare", """{ "Policy": "participation", "DepthShare": 0, "VolumeShare": 0 }""")]
    [InlineData("[0].Move", """{ "Policy": "gamma-scalp", "Move": 0 }""")]
    [InlineData("[0].Multiplier", """
        { "Policy": "martingale", "LossCap": 1, "Multiplier": 1 }, { "Policy": "scenario-loss" }
        """)]
    [InlineData("[0].ImpactMax", """{ "Policy": "liquidity", "Impact": 0 }""")]
    // Numbers that are none, and numbers that cannot be.
    [InlineData("[0].Drift", """{ "Policy": "kelly", "Drift": 1e999 }""")]
    [InlineData("[0].Drift", """{ "Policy": "kelly", "Drift": "NaN" }""")]
    [InlineData("[0].Fraction", """{ "Policy": "kelly", "Fraction": 2 }""")]
    [InlineData("[0].BTC.Fraction", """{ "Policy": "kelly", "BTC": { "Fraction": 2 } }""")]
    [InlineData("[0].Weight", """{ "Policy": "volatility", "Weight": 2 }""")]
    [InlineData("[0].Weight", """{ "Policy": "anti-martingale", "LossCap": 1, "Weight": 1.5 }""")]
    [InlineData("[0].Underlyings", """{ "Policy": "kelly", "Underlyings": ["SOL"] }""")]
    public void A_contradiction_is_refused_with_the_path_of_its_key(string where, string policies)
    {
        IReadOnlyList<string> errors = Errors(policies);
        Assert.NotEmpty(errors);
        Assert.Equal(errors.Distinct(), errors);
        Assert.All(errors, error => Assert.StartsWith($"Scaling.Policies{where}: ", error));
    }

    [Fact]
    public void Two_owners_on_two_coins_are_none_too_many() => Assert.Empty(Errors(
        """
        { "Policy": "delta-band", "Underlyings": ["BTC"] }, { "Policy": "gamma-scalp", "Underlyings": ["ETH"] }
        """));

    [Fact]
    public void A_martingale_with_a_cap_by_scenario_on_its_coins_or_on_the_account_is_allowed()
    {
        Assert.Empty(Errors("""{ "Policy": "martingale", "LossCap": 1 }, { "Policy": "scenario-loss" }"""));
        Assert.Empty(Errors(
            """
            { "Policy": "martingale", "LossCap": 1, "Underlyings": ["BTC"] },
            { "Policy": "scenario-loss", "Underlyings": ["BTC"] }
            """));
        Assert.Empty(Errors("""{ "Policy": "anti-martingale", "LossCap": 1 }"""));
        Assert.Empty(ConfigurationText.Errors(
            """
            {
              "Limits": { "ScenarioLossMax": 10000 },
              "Scaling": { "Policies": [ { "Policy": "martingale", "LossCap": 1 } ] }
            }
            """));
    }

    [Theory]
    [InlineData("Scaling.BandDelta", """ "BandDelta": 0.00049 """)]
    [InlineData("Scaling.BTC.BandDelta", """ "BTC": { "BandDelta": 0 } """)]
    [InlineData("Scaling.Policies[0].Width", """ "Policies": [ { "Policy": "delta-band", "Width": 0.0001 } ] """)]
    [InlineData("Scaling.Policies[0].Tolerance", """ "Policies": [ { "Policy": "gamma-scalp", "Tolerance": 0 } ] """)]
    public void A_band_narrower_than_the_smallest_lot_is_refused_with_the_path_of_its_key(string path, string scaling)
    {
        AgentOptions options = Options(scaling);
        ConfigurationError error = Assert.Single(BandRules.Check(options, Listed()));
        Assert.Equal(path, error.Path);
        Assert.Contains("narrower than the smallest lot of BTC, which is 0.001", error.Problem);
        Assert.Throws<ConfigurationException>(() => BandRules.Mapping(options)(Listed()));
    }

    [Theory]
    [InlineData(""" "BandDelta": 0.0005 """)]
    [InlineData(""" "Policies": [ { "Policy": "delta-band", "Width": 0.0005 } ] """)]
    // What owns the band says how wide it is.
    [InlineData(""" "BandDelta": 0, "Policies": [ { "Policy": "delta-band" } ] """)]
    public void A_band_of_one_lot_is_allowed(string scaling) =>
        Assert.Empty(BandRules.Check(Options(scaling), Listed()));

    [Fact]
    public void What_is_listed_later_refuses_nothing()
    {
        Func<InstrumentTable, IReadOnlyList<ParameterValue>> mapping =
            BandRules.Mapping(Options(""" "BandDelta": 0.0001 """));
        Assert.NotEmpty(mapping(new InstrumentTable()));
        Assert.NotEmpty(mapping(Listed()));
    }

    private static AgentOptions Options(string scaling) => ConfigurationText.Read(
        $$"""{ "Scope": { "Tradable": ["*"] }, "Scaling": { {{scaling}} } }""");

    private static IReadOnlyList<string> Errors(string policies) => ConfigurationText.Errors(
        $$"""{ "Scope": { "Underlyings": ["BTC", "ETH"] }, "Scaling": { "Policies": [ {{policies}} ] } }""");

    /// <summary>Two perpetuals and an inverse one, whose lot is in dollars.</summary>
    private static InstrumentTable Listed()
    {
        var instruments = new InstrumentTable();
        Add(1, "BTCUSDT", ContractKind.LinearPerpetual, 0.001m);
        Add(2, "BTCPERP", ContractKind.LinearPerpetual, 0.01m);
        Add(3, "BTCUSD", ContractKind.InversePerpetual, 1);
        return instruments;

        void Add(int id, string symbol, ContractKind kind, decimal lot) => instruments.Add(new Instrument(
            new InstrumentId(id), symbol, new InstrumentTerms
            {
                Kind = kind,
                Venue = VenueId.Bybit,
                BaseCoin = CurrencyId.Btc,
                Lot = Quantity.From(lot),
                Multiplier = Quantity.From(1),
            }));
    }
}
