namespace TradingAgent.Host.Verbs;

/// <summary>Where a verb writes: answers to one stream, complaints to the other.</summary>
internal interface IVerbConsole
{
    /// <summary>The answer the user asked for.</summary>
    void Say(string line);

    /// <summary>What went wrong.</summary>
    void Complain(string line);
}
