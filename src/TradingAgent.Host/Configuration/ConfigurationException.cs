namespace TradingAgent.Host.Configuration;

/// <summary>The configuration cannot be used; carries everything that is wrong, not only the first.</summary>
internal sealed class ConfigurationException(string source, IReadOnlyList<ConfigurationError> errors) : Exception(
    $"The configuration ({source}) has {(errors.Count == 1 ? "1 error" : errors.Count + " errors")}; " +
    "nothing was started.\n" +
    string.Join('\n', errors.Select(error => "  " + error)))
{
    public IReadOnlyList<ConfigurationError> Errors { get; } = errors;
}
