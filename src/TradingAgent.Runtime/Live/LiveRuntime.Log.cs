using Microsoft.Extensions.Logging;

namespace TradingAgent.Runtime.Live;

public sealed partial class LiveRuntime
{
    [LoggerMessage(LogEvents.Recovered, LogLevel.Information,
        "Run {Epoch} begins at event {Sequence}: {Replayed} events replayed, state hash {StateHash}")]
    private partial void LogRecovered(uint epoch, long sequence, long replayed, string stateHash);

    [LoggerMessage(LogEvents.Note, LogLevel.Warning, "{Note}")]
    private partial void LogNote(string note);

    [LoggerMessage(LogEvents.Catalogue, LogLevel.Information,
        "{Venue} lists {Count} instruments in scope; {Skipped} left out")]
    private partial void LogCatalogue(VenueId venue, int count, int skipped);

    [LoggerMessage(LogEvents.VenueFailed, LogLevel.Error, "{Venue} gave up: {Reason}")]
    private partial void LogVenueFailed(VenueId venue, string reason);

    [LoggerMessage(LogEvents.Missing, LogLevel.Error, "{Venue} does not answer, the run begins without it: {Reason}")]
    private partial void LogMissing(VenueId venue, string reason);

    [LoggerMessage(LogEvents.StillMissing, LogLevel.Warning,
        "{Venue} is missing; it is tried again in {Pause:0} s: {Reason}")]
    private partial void LogStillMissing(VenueId venue, double pause, string reason);

    [LoggerMessage(LogEvents.Answers, LogLevel.Information, "{Venue} answers: it joins the run")]
    private partial void LogAnswers(VenueId venue);

    [LoggerMessage(LogEvents.ReportFailed, LogLevel.Warning,
        "{Venue} could not report its state: {Reason}; the engine will ask again")]
    private partial void LogReportFailed(VenueId venue, string reason);

    [LoggerMessage(LogEvents.Enabled, LogLevel.Information, "Trading enabled")]
    private partial void LogEnabled();

    [LoggerMessage(LogEvents.Stopping, LogLevel.Information, "Stopping: {Open} orders of ours may be open")]
    private partial void LogStopping(int open);

    [LoggerMessage(LogEvents.Cancelled, LogLevel.Information,
        "{Venue}: {Open} orders of ours are open after cancelling")]
    private partial void LogCancelled(VenueId venue, int open);

    [LoggerMessage(LogEvents.Cleared, LogLevel.Information,
        "{Venue}: strangers' orders are cancelled too (Scope.StrangerOrders); {Open} orders are open")]
    private partial void LogCleared(VenueId venue, int open);

    [LoggerMessage(LogEvents.CancelFailed, LogLevel.Error,
        "{Venue} could not be asked to cancel: {Reason}. Look at its open orders")]
    private partial void LogCancelFailed(VenueId venue, string reason);

    [LoggerMessage(LogEvents.Ended, LogLevel.Information, "Run {Epoch} ended in good order at event {Sequence}")]
    private partial void LogEnded(uint epoch, long sequence);

    [LoggerMessage(LogEvents.EndedRoughly, LogLevel.Warning,
        "Run {Epoch} ended without a final checkpoint; the next start recovers")]
    private partial void LogEndedRoughly(uint epoch);

    [LoggerMessage(LogEvents.Killed, LogLevel.Critical, "KILLED: {Reason}")]
    private partial void LogKilled(string reason, Exception? cause);

    [LoggerMessage(LogEvents.TidyingFailed, LogLevel.Warning,
        "Old journal segments could not be compressed or removed: {Reason} Tried again with the next segment")]
    private partial void LogTidyingFailed(string reason);

    [LoggerMessage(EventId = LogEvents.SurfaceFitted, Message =
        "Smile of {Underlying} {Expiry:yyyy-MM-dd HH:mm} fitted to {Quotes} strikes, {Error:0.###} vol points error")]
    private partial void LogSurfaceFitted(
        LogLevel level, UnderlyingId underlying, DateTimeOffset expiry, int quotes, double error);

    [LoggerMessage(LogEvents.SurfaceRefused, LogLevel.Warning,
        "Smile of {Underlying} {Expiry:yyyy-MM-dd HH:mm} refused for {Status}: {Quotes} strikes, {Error:0.###} vol " +
        "points error, worst {Worst:0.######}. The one before it serves until it is too old")]
    private partial void LogSurfaceRefused(
        UnderlyingId underlying, DateTimeOffset expiry, SurfaceStatus status, int quotes, double error, double worst);

    [LoggerMessage(LogEvents.SurfacesFailed, LogLevel.Error,
        "Smiles could not be fitted: {Reason}. Tried again in a second")]
    private partial void LogSurfacesFailed(string reason);

    [LoggerMessage(LogEvents.SentinelWaits, LogLevel.Warning,
        "A sentinel is firing at this account; trading waits until it is done")]
    private partial void LogSentinelWaits();

    [LoggerMessage(LogEvents.SentinelFired, LogLevel.Warning,
        "Before this start {Mark}; what rested then was cancelled, and its mark goes when trading is enabled")]
    private partial void LogSentinelFired(string mark);

    [LoggerMessage(LogEvents.SentinelFires, LogLevel.Critical,
        "A sentinel fired although this agent lives: halted until an operator resumes «Operator»")]
    private partial void LogSentinelFires();
}
