namespace TradingAgent.Venues.Market;

/// <summary>What one market connection may carry.</summary>
/// <param name="Topics">Topics at most.</param>
/// <param name="Characters">Characters of all topics, their quotes and commas included.</param>
internal readonly record struct PlanLimits(int Topics, int Characters)
{
    /// <summary>What a topic adds to a connection's characters.</summary>
    public static int CharactersOf(string topic) => topic.Length + 3;
}
