using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Replay;
using TradingAgent.Venues.Setup;

namespace TradingAgent.Host.Composition;

/// <summary>What an earlier run in a data folder believed it held when it ended.</summary>
internal static class EarlierRun
{
    /// <returns>A venue's positions by its symbol; null when no run was recorded there, or only demos.</returns>
    public static IReadOnlyDictionary<string, NetQuantity>? Positions(string folder, VenueId venue)
    {
        if (!Directory.Exists(Path.Combine(folder, "journal")) || DemoFolder.IsDemo(folder)) return null;
        using DataFolder data = DataFolder.ForReading(folder);
        var core = new TradingCore(new EngineLimits());
        var replay = new SessionReplay(data, core);
        replay.Run(null, null);
        var held = new Dictionary<string, NetQuantity>(StringComparer.Ordinal);
        foreach (Instrument instrument in replay.Instruments.All)
        {
            NetQuantity position = core.Engine.PositionOf(instrument.Id);
            if (!position.IsZero && instrument.Terms.Venue == venue) held[instrument.Symbol] = position;
        }
        return held;
    }

    /// <summary>
    /// Holds the venue's list against it. Nothing of anything held and no money left means that the testnet was wiped.
    /// </summary>
    /// <param name="held">What the earlier run held.</param>
    /// <param name="venue">What the venue lists.</param>
    /// <param name="equityUsd">The account's worth; null when not told.</param>
    /// <param name="isTestnet">Testnets are wiped from time to time, others are not.</param>
    public static CheckRow Compare(
        IReadOnlyDictionary<string, NetQuantity> held,
        IReadOnlyDictionary<string, NetQuantity> venue,
        decimal? equityUsd,
        bool isTestnet)
    {
        string[] differences = [.. held.Keys.Union(venue.Keys, StringComparer.Ordinal)
            .Where(symbol => held.GetValueOrDefault(symbol) != venue.GetValueOrDefault(symbol))
            .Select(symbol => $"{symbol} {held.GetValueOrDefault(symbol)} in the journal, "
                + $"{venue.GetValueOrDefault(symbol)} at the venue")];
        if (differences.Length == 0)
            return new("earlier run", CheckState.Right, $"the journal and the venue agree on {held.Count} positions");
        string list = string.Join("; ", differences.Take(5));
        if (isTestnet && venue.Count == 0 && held.Count > 0 && equityUsd is 0)
            return new("earlier run", CheckState.Wrong,
                $"the testnet was wiped: the journal holds {held.Count} positions and the account is empty ({list})",
                "ask for test funds, and start with another data folder (--data) or move this one away");
        return new("earlier run", CheckState.Note, list, "the next start adopts what the venue lists, and says so");
    }
}
