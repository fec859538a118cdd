namespace TradingAgent.Runtime.Journal;

/// <summary>The data folder cannot be used; the message says why and what to do.</summary>
/// <param name="message">What, where and what to do.</param>
public sealed class DataFolderException(string message) : Exception(message);
