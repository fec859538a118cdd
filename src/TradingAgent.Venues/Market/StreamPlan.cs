namespace TradingAgent.Venues.Market;

/// <summary>What one market connection subscribes.</summary>
/// <typeparam name="TRoad">What tells one of the venue's stream addresses from another.</typeparam>
/// <param name="Road">Which address.</param>
/// <param name="Topics">In the order in which they are asked for.</param>
internal sealed record StreamPlan<TRoad>(TRoad Road, IReadOnlyList<string> Topics)
    where TRoad : struct, Enum
{
    /// <summary>Cuts a road's topics so that each connection stays within the limits.</summary>
    public static IEnumerable<StreamPlan<TRoad>> Cut(TRoad road, IEnumerable<string> topics, PlanLimits limits)
    {
        List<string> current = [];
        int characters = 0;
        foreach (string topic in topics)
        {
            if (characters + PlanLimits.CharactersOf(topic) > limits.Characters || current.Count == limits.Topics)
            {
                yield return new StreamPlan<TRoad>(road, current);
                current = [];
                characters = 0;
            }
            current.Add(topic);
            characters += PlanLimits.CharactersOf(topic);
        }
        if (current.Count > 0) yield return new StreamPlan<TRoad>(road, current);
    }
}
