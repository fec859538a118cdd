using System.Globalization;
using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Live;

namespace TradingAgent.Host.Configuration;

/// <summary>
/// What only the venue's list of instruments shows: a no-trade band into which not one lot fits would be traded from
/// one side to the other for ever. Looked at when the instruments are first known, and at every new configuration.
/// </summary>
internal static class BandRules
{
    private static readonly (string Policy, string Width)[] Owners =
        [("delta-band", "Width"), ("gamma-scalp", "Tolerance")];

    /// <summary>
    /// The configuration as parameters of what is listed. Refused the first time, before anything is traded; what is
    /// listed or delisted later stops no running agent.
    /// </summary>
    public static Func<InstrumentTable, IReadOnlyList<ParameterValue>> Mapping(AgentOptions options)
    {
        bool isChecked = false;
        return instruments =>
        {
            if (!isChecked) Require(options, instruments);
            isChecked = true;
            return EngineParametersMapper.Map(options, instruments);
        };
    }

    /// <exception cref="ConfigurationException">A band is narrower than a lot.</exception>
    public static void Require(AgentOptions options, InstrumentTable instruments)
    {
        IReadOnlyList<ConfigurationError> errors = Check(options, instruments);
        if (errors.Count > 0) throw new ConfigurationException("with the lots of the venue", errors);
    }

    /// <summary>Every band that is narrower than the smallest lot it could be hedged with.</summary>
    public static IReadOnlyList<ConfigurationError> Check(AgentOptions options, InstrumentTable instruments)
    {
        var errors = new List<ConfigurationError>();
        ConfiguredParameters parameters = ConfiguredParameters.Read(options);
        IReadOnlyList<ConfiguredPolicy> policies = ConfiguredPolicies.Read(options).List;
        foreach (string coin in options.Scope.Underlyings)
        {
            if (SmallestLot(options.Scope, instruments, coin) is not { } lot) continue;
            bool isOwned = false;
            for (int slot = 0; slot < policies.Count; slot++)
            {
                if (WidthAt(policies[slot], coin) is not { } at) continue;
                isOwned = true;
                Say($"{ConfiguredPolicies.Path}[{slot}].{at.Name}", at.Width, lot, coin);
            }
            if (!isOwned)
                Say(
                    ConfiguredParameters.PathOf(
                        ParameterId.BandDelta,
                        parameters.OwnValue(ParameterId.BandDelta, coin) is null ? null : coin),
                    parameters.Value(ParameterId.BandDelta, coin), lot, coin);
        }
        return errors;

        void Say(string path, double width, double lot, string coin)
        {
            if (2 * width >= lot) return;
            errors.Add(new(path, string.Create(
                CultureInfo.InvariantCulture,
                $"is {width}: the band, {2 * width} wide, is narrower than the smallest lot of {coin}, which is " +
                $"{lot}.")));
        }
    }

    private static (string Name, double Width)? WidthAt(ConfiguredPolicy policy, string coin)
    {
        foreach ((string owner, string name) in Owners)
        {
            if (policy.Definition.Name != owner || !policy.Underlyings.Contains(coin)) continue;
            int at = policy.Definition.Parameters.Select(parameter => parameter.Name).ToList().IndexOf(name);
            return (name, policy.Values[coin][at]);
        }
        return null;
    }

    /// <summary>Coins; null without a tradable future whose lot is in coins.</summary>
    private static double? SmallestLot(ScopeOptions scope, InstrumentTable instruments, string coin)
    {
        double? least = null;
        foreach (Instrument instrument in instruments.All)
        {
            InstrumentTerms terms = instrument.Terms;
            bool counts = terms.IsFuture && !terms.IsInverse && terms.BaseCoin.Code == coin
                && ScopeRules.IsTradable(scope, instrument);
            if (!counts) continue;
            double lot = terms.Lot.ToDouble() * terms.Multiplier.ToDouble();
            if (least is null || lot < least) least = lot;
        }
        return least;
    }
}
