using Microsoft.Extensions.Logging;
using TradingAgent.Host.Observability;
using TradingAgent.Runtime.Safety;

namespace TradingAgent.Host.Control;

/// <summary>The sentinel's log lines.</summary>
internal static partial class SentinelLog
{
    [LoggerMessage(LogEvents.SentinelWatching, LogLevel.Information,
        "Sentinel watches {Folder}: silence of {Silence} fires at {Venues}")]
    public static partial void Watching(ILogger log, string folder, TimeSpan silence, string venues);

    [LoggerMessage(LogEvents.SentinelSees, LogLevel.Information,
        "Sentinel sees run {Epoch}: {State} at event {Sequence}")]
    public static partial void Sees(ILogger log, uint epoch, HeartbeatState state, long sequence);

    [LoggerMessage(LogEvents.SentinelFiring, LogLevel.Critical,
        "Sentinel FIRES: run {Epoch} was last heard of at event {Sequence}, {State}")]
    public static partial void Firing(ILogger log, uint epoch, long sequence, HeartbeatState state);

    [LoggerMessage(LogEvents.SentinelCancelled, LogLevel.Warning,
        "Sentinel at {Venue}: {Open} orders of the agent are open")]
    public static partial void Cancelled(ILogger log, string venue, int open);

    [LoggerMessage(LogEvents.SentinelFlat, LogLevel.Warning,
        "Sentinel at {Venue}: flat after {Orders} closing orders")]
    public static partial void Flat(ILogger log, string venue, int orders);

    [LoggerMessage(LogEvents.SentinelNotFlat, LogLevel.Critical,
        "Sentinel at {Venue} gave up closing after {Seconds} s and {Orders} closing orders; STILL HELD: {Left}")]
    public static partial void NotFlat(ILogger log, string venue, double seconds, int orders, string left);

    [LoggerMessage(LogEvents.SentinelLeaves, LogLevel.Warning,
        "Sentinel closes futures of native clients alone: what is held at {Venue} will be left")]
    public static partial void Leaves(ILogger log, string venue);

    [LoggerMessage(LogEvents.SentinelDone, LogLevel.Warning,
        "Sentinel is done: {Open} orders of the agent are open, {Orders} closing orders were taken, {Left} positions "
            + "are left")]
    public static partial void Done(ILogger log, int open, int orders, int left);

    [LoggerMessage(LogEvents.SentinelFailed, LogLevel.Error,
        "Sentinel could not finish at {Venue} and tries again: {Reason}")]
    public static partial void Failed(ILogger log, string venue, string reason);

    [LoggerMessage(LogEvents.SentinelUnmarked, LogLevel.Error,
        "Sentinel could not leave its mark in {Folder}, so that an agent that was suspended will not know: {Reason}")]
    public static partial void Unmarked(ILogger log, string folder, string reason);

    [LoggerMessage(LogEvents.SentinelCalledOff, LogLevel.Warning,
        "Sentinel called off: the agent gave a sign of life at the last moment")]
    public static partial void CalledOff(ILogger log);
}
