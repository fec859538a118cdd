using Microsoft.Extensions.Logging;

namespace TradingAgent.Venues.CryptoExchangeNet.Calls;

/// <summary>
/// The library's log as ours: one line for what failed, without the stack behind it unless somebody debugs, and without
/// its numbers, which are other events' in our table. What a failure means is told by whoever asked.
/// </summary>
internal sealed class LibraryLog(ILoggerFactory loggers) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new Line(loggers.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    /// <summary>They belong to whoever gave them.</summary>
    public void Dispose()
    {
    }

    private sealed class Line(ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => logger.Log(
                logLevel, default, state, logger.IsEnabled(LogLevel.Debug) ? exception : null, formatter);
    }
}
