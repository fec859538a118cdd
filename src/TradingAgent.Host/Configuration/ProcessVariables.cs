using System.Collections;

namespace TradingAgent.Host.Configuration;

/// <summary>The environment variables of this process.</summary>
internal static class ProcessVariables
{
    public static IReadOnlyDictionary<string, string> Read()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        return variables;
    }
}
