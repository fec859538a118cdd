namespace TradingAgent.Host.Configuration;

/// <summary>Fetches secrets from environment variables or files; configuration holds only their names.</summary>
internal static class SecretSource
{
    /// <param name="path">The setting, for the message.</param>
    /// <exception cref="ConfigurationException">The variable is not set or empty; the file is missing or
    /// empty.</exception>
    public static Secret Read(
        string path, string variable, string file, IReadOnlyDictionary<string, string> variables)
    {
        string? text;
        if (variable.Length > 0)
        {
            text = variables.GetValueOrDefault(variable);
            if (string.IsNullOrWhiteSpace(text))
                throw Missing(path + "Variable", $"the variable {variable} is not set.");
        }
        else
        {
            text = File.Exists(file) ? File.ReadAllText(file) : null;
            if (string.IsNullOrWhiteSpace(text))
                throw Missing(path + "File", $"the file {file} is missing or empty.");
        }
        return new Secret(text.Trim());
    }

    private static ConfigurationException Missing(string path, string problem) =>
        new("secrets", [new ConfigurationError(path, problem)]);
}
