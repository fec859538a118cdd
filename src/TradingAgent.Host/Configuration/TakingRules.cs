using TradingAgent.Engine.Kernel;

namespace TradingAgent.Host.Configuration;

/// <summary>
/// Where no order can rest, what the engine wants resting would be refused over and over while nothing is hedged. So
/// such a venue is traded only by a configuration whose every hedge begins by taking: without patience, and at the edge
/// of the band.
/// </summary>
internal static class TakingRules
{
    private static readonly (ParameterId Id, double Wanted)[] TakesAtOnce =
    [
        (ParameterId.PassiveFor, 0), (ParameterId.ImproveFor, 0), (ParameterId.TakeAtBands, 1),
        (ParameterId.BandTolerance, 1),
        // Nothing rests that could be changed, and it must not be larger than the patience.
        (ParameterId.RequoteIntervalMin, 0),
    ];

    public static IEnumerable<ConfigurationError> Check(AgentOptions options)
    {
        ScopeOptions scope = options.Scope;
        bool isTraded = options.Venues.HasHyperLiquid && scope.Counted.Any(Fits) && scope.Tradable.Any(Fits);
        if (!isTraded) yield break;
        ConfiguredParameters parameters = ConfiguredParameters.Read(options);
        string[] wanted =
        [
            .. from coin in scope.Underlyings
               from rule in TakesAtOnce
               where parameters.Value(rule.Id, coin) != rule.Wanted
               let owner = parameters.OwnValue(rule.Id, coin) is null ? null : coin
               select $"{ConfiguredParameters.PathOf(rule.Id, owner)} {rule.Wanted:0}",
        ];
        if (wanted.Length == 0) yield break;
        yield return new(
            "Scope.Tradable", $"has {scope.Tradable.First(Fits)}, which lets {VenuesOptions.HyperLiquidName} be " +
            "traded, where no order can rest. Leave it out to watch that venue and count what is held there; or, " +
            $"where hedging by taking alone is meant, set {string.Join(", ", wanted.Distinct())}.");
    }

    private static bool Fits(string pattern) =>
        pattern == "*" || pattern.StartsWith(VenuesOptions.HyperLiquidName + ":", StringComparison.Ordinal);
}
