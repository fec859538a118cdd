using Microsoft.Extensions.Logging;
using TradingAgent.Host.Observability;
using TradingAgent.Runtime.Safety;

namespace TradingAgent.Host.Control;

/// <summary>The sentinel's log lines.</summary>
internal static partial class SentinelLog
{
    [LoggerMessage(LogEvents.SentinelWatching, LogLevel.Information,
        "Sentinel watches {Folder}: silence of {Silence} fires")]
    public static partial void Watching(ILogger log, string folder, TimeSpan silence);

    [LoggerMessage(LogEvents.SentinelSees, LogLevel.Information,
        "Sentinel sees run {Epoch}: {State} at event {Sequence}")]
    public static partial void Sees(ILogger log, uint epoch, HeartbeatState state, long sequence);

    [LoggerMessage(LogEvents.SentinelFiring, LogLevel.Critical,
        "Sentinel FIRES: run {Epoch} was last heard of at event {Sequence}, {State}")]
    public static partial void Firing(ILogger log, uint epoch, long sequence, HeartbeatState state);

    [LoggerMessage(LogEvents.SentinelDone, LogLevel.Warning,
        "Sentinel is done: {Open} orders of the agent are open, {Flattened} positions were closed")]
    public static partial void Done(ILogger log, int open, int flattened);

    [LoggerMessage(LogEvents.SentinelFailed, LogLevel.Error, "Sentinel could not finish and tries again: {Reason}")]
    public static partial void Failed(ILogger log, string reason);

    [LoggerMessage(LogEvents.SentinelCalledOff, LogLevel.Warning,
        "Sentinel called off: the agent gave a sign of life at the last moment")]
    public static partial void CalledOff(ILogger log);
}
