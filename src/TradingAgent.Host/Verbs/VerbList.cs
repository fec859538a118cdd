namespace TradingAgent.Host.Verbs;

/// <summary>The one list of verbs; the first is what no verb means.</summary>
internal static class VerbList
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        RunVerb.Create(),
        ExchangeVerb.Create(),
        CheckVerb.Create(),
        PriceVerb.Create(),
        ReplayVerb.Create(),
        VerifyVerb.Create(),
        StormVerb.Create(),
        ConfigVerb.Create(),
        HealthVerb.Create(),
    ];
}
