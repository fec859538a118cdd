using TradingAgent.Engine;

namespace TradingAgent.Host.Observability;

/// <summary>Our positions held against the venue's own list.</summary>
/// <param name="Compared">Instruments that either side holds.</param>
/// <param name="Match">True when all agree; null when the venue could not be asked.</param>
/// <param name="Differences">One line each.</param>
internal sealed record PositionCheck(int Compared, bool? Match, IReadOnlyList<string> Differences)
{
    public static PositionCheck NotAsked { get; } = new(0, null, []);

    /// <param name="engine">The engine; its thread has ended.</param>
    /// <param name="instruments">Every instrument known.</param>
    /// <param name="venue">Whose positions.</param>
    /// <param name="held">Open positions by the venue's symbol.</param>
    public static PositionCheck Compare(
        TradingEngine engine,
        InstrumentTable instruments,
        VenueId venue,
        IReadOnlyDictionary<string, NetQuantity> held)
    {
        var differences = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int compared = 0;
        foreach (Instrument instrument in instruments.All)
        {
            if (instrument.Terms.Venue != venue) continue;
            NetQuantity ours = engine.PositionOf(instrument.Id);
            NetQuantity theirs = held.GetValueOrDefault(instrument.Symbol);
            seen.Add(instrument.Symbol);
            if (ours.IsZero && theirs.IsZero) continue;
            compared++;
            if (ours != theirs) differences.Add($"{instrument}: {ours} here, {theirs} at the venue");
        }
        foreach ((string symbol, NetQuantity theirs) in held)
        {
            // A position outside the scope is not ours to know; it is said, and is no difference.
            if (!seen.Contains(symbol)) differences.Add($"{venue}:{symbol}: {theirs} at the venue, outside the scope");
        }
        bool match = differences.All(line => line.EndsWith("outside the scope", StringComparison.Ordinal));
        return new PositionCheck(compared, match, differences);
    }

    /// <summary>
    /// Several venues' checks as one: a difference at one is one of all, and one that could not be made leaves the
    /// whole open.
    /// </summary>
    public static PositionCheck Join(IReadOnlyList<PositionCheck> checks) => new(
        checks.Sum(check => check.Compared),
        checks.Any(check => check.Match == false) ? false : checks.Any(check => check.Match is null) ? null : true,
        [.. checks.SelectMany(check => check.Differences)]);
}
