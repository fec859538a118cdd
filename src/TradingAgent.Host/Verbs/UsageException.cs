namespace TradingAgent.Host.Verbs;

/// <summary>The command line cannot be understood; the message says what, where and what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
