using Microsoft.Extensions.Logging;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using Xunit;

namespace TradingAgent.VenueConformance.CryptoExchangeNet;

/// <summary>
/// What the library logs is a line of ours: no stack to read through, no number that means another event.
/// </summary>
public sealed class LibraryLogTests
{
    [Theory]
    [InlineData(LogLevel.Information, false)]
    [InlineData(LogLevel.Debug, true)]
    public void A_failure_is_one_line_unless_somebody_debugs(LogLevel least, bool showsStack)
    {
        var kept = new Kept(least);
        ILogger logger = new LibraryLog(kept).CreateLogger("library");
        logger.Log(
            LogLevel.Warning, new EventId(4000, "Failed"), "refused", new IOException("refused"),
            static (state, _) => $"asked: {state}");
        Assert.Equal(("asked: refused", 0, showsStack), (kept.Text, kept.Id, kept.Error is not null));
    }

    private sealed class Kept(LogLevel least) : ILoggerFactory, ILogger
    {
        public string Text { get; private set; } = "";

        public int Id { get; private set; } = -1;

        public Exception? Error { get; private set; }

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            (Text, Id, Error) = (formatter(state, exception), eventId.Id, exception);
    }
}
