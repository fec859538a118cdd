using Microsoft.Extensions.Logging;

namespace TradingAgent.Runtime.Live;

public sealed partial class LiveRuntime
{
    [LoggerMessage(2001, LogLevel.Information,
        "Run {Epoch} begins at event {Sequence}: {Replayed} events replayed, state hash {StateHash}")]
    private partial void LogRecovered(uint epoch, long sequence, long replayed, string stateHash);

    [LoggerMessage(2002, LogLevel.Warning, "{Note}")]
    private partial void LogNote(string note);

    [LoggerMessage(2003, LogLevel.Information, "{Venue} lists {Count} instruments in scope; {Skipped} left out")]
    private partial void LogCatalogue(VenueId venue, int count, int skipped);

    [LoggerMessage(2004, LogLevel.Error, "{Venue} gave up: {Reason}")]
    private partial void LogVenueFailed(VenueId venue, string reason);

    [LoggerMessage(2005, LogLevel.Warning, "{Venue} could not report its state: {Reason}; the engine will ask again")]
    private partial void LogReportFailed(VenueId venue, string reason);

    [LoggerMessage(2006, LogLevel.Information, "Trading enabled")]
    private partial void LogEnabled();

    [LoggerMessage(2007, LogLevel.Information, "Stopping: {Open} orders of ours may be open")]
    private partial void LogStopping(int open);

    [LoggerMessage(2008, LogLevel.Information, "{Venue}: {Open} orders of ours are open after cancelling")]
    private partial void LogCancelled(VenueId venue, int open);

    [LoggerMessage(2009, LogLevel.Error, "{Venue} could not be asked to cancel: {Reason}. Look at its open orders")]
    private partial void LogCancelFailed(VenueId venue, string reason);

    [LoggerMessage(2010, LogLevel.Information, "Run {Epoch} ended in good order at event {Sequence}")]
    private partial void LogEnded(uint epoch, long sequence);

    [LoggerMessage(2011, LogLevel.Warning, "Run {Epoch} ended without a final checkpoint; the next start recovers")]
    private partial void LogEndedRoughly(uint epoch);

    [LoggerMessage(2012, LogLevel.Critical, "KILLED: {Reason}")]
    private partial void LogKilled(string reason, Exception? cause);
}
