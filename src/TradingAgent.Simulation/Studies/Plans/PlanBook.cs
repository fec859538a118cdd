namespace TradingAgent.Simulation.Studies.Plans;

/// <summary>What an instrument's book shows: its ladder where it has one, else a touch around a middle.</summary>
internal static class PlanBook
{
    /// <summary>Touch of the book.</summary>
    /// <param name="one">The instrument.</param>
    /// <param name="middle">Where its middle is when it has no ladder.</param>
    /// <param name="usual">Size of a touch without a ladder.</param>
    public static (Price Bid, Quantity BidSize, Price Ask, Quantity AskSize) Touch(
        PlanInstrument one, decimal middle, decimal usual)
    {
        if (one.Bids.Count > 0)
            return (
                Price.From(one.Bids[0].Price), Quantity.From(one.Bids[0].Size), Price.From(one.Asks[0].Price),
                Quantity.From(one.Asks[0].Size));
        decimal half = Math.Max(one.Tick, (one.Spread ?? (2 * one.Tick)) / 2);
        decimal bid = Math.Max(0, Math.Floor((middle - half) / one.Tick) * one.Tick);
        decimal ask = Math.Ceiling((middle + half) / one.Tick) * one.Tick;
        return (Price.From(bid), Quantity.From(usual), Price.From(ask), Quantity.From(usual));
    }

    /// <summary>Middle of the ladder; null without one.</summary>
    public static decimal? Middle(PlanInstrument one) =>
        one.Bids.Count == 0 ? null : (one.Bids[0].Price + one.Asks[0].Price) / 2;

    /// <summary>Sizes within 5, 10, 25 and 50 basis points of the middle; false without a ladder.</summary>
    public static bool TryDepth(PlanInstrument one, out DepthSummaryChanged depth)
    {
        depth = default;
        if (Middle(one) is not { } middle) return false;
        depth = new DepthSummaryChanged(
            Within(one.Bids, middle, 5), Within(one.Bids, middle, 10), Within(one.Bids, middle, 25),
            Within(one.Bids, middle, 50), Within(one.Asks, middle, 5), Within(one.Asks, middle, 10),
            Within(one.Asks, middle, 25), Within(one.Asks, middle, 50));
        return true;
    }

    /// <summary>What is wrong with its ladder.</summary>
    public static IEnumerable<string> Problems(string at, PlanInstrument one)
    {
        if (one.Bids.Count == 0 != (one.Asks.Count == 0))
            yield return $"{at}.{(one.Bids.Count == 0 ? "bids" : "asks")}: must be given beside the other side.";
        if (one.Bids.Count > 0 && one.Spread is not null)
            yield return $"{at}.spread: is what bids and asks say already; leave it out.";
        if (one.Bids.Count > 0 && one.Asks.Count > 0 && one.Bids[0].Price >= one.Asks[0].Price)
            yield return $"{at}.bids[0].price: is {one.Bids[0].Price}, not below the best ask {one.Asks[0].Price}.";
        foreach (string problem in Problems($"{at}.bids", one.Bids, falls: true)) yield return problem;
        foreach (string problem in Problems($"{at}.asks", one.Asks, falls: false)) yield return problem;
    }

    private static IEnumerable<string> Problems(string at, IReadOnlyList<PlanLevel> levels, bool falls)
    {
        for (int i = 0; i < levels.Count; i++)
        {
            if (levels[i].Price <= 0) yield return $"{at}[{i}].price: is {levels[i].Price}, and must be above 0.";
            if (levels[i].Size <= 0) yield return $"{at}[{i}].size: is {levels[i].Size}, and must be above 0.";
            if (i > 0 && (falls ? levels[i].Price >= levels[i - 1].Price : levels[i].Price <= levels[i - 1].Price))
                yield return $"{at}[{i}].price: levels go away from the middle; this one does not.";
        }
    }

    private static Quantity Within(IReadOnlyList<PlanLevel> levels, decimal middle, decimal basisPoints) =>
        Quantity.From(levels.Where(level => Math.Abs(level.Price - middle) <= middle * basisPoints / 10_000)
            .Sum(level => level.Size));
}
