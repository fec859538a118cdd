namespace TradingAgent.Host.Verbs;

/// <summary>The one list of verbs; the first is what no verb means.</summary>
internal static class VerbList
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        RunVerb.Create(),
        ExchangeVerb.Create(),
        CheckVerb.Create(),
        SimulateVerb.Create(),
        PriceVerb.Create(),
        ReplayVerb.Create(),
        VerifyVerb.Create(),
        ExplainVerb.Create(),
        PlanVerb.Create(),
        StormVerb.Create(),
        ConfigVerb.Create(),
        HealthVerb.Create(),
        .. OperatorVerbs.All,
        SentinelVerb.Create(),
    ];
}
