using Microsoft.Extensions.Logging;

namespace TradingAgent.Venues.Bybit;

public sealed partial class BybitVenue
{
    [LoggerMessage(EventId = LogEvents.VenuePlan, Level = LogLevel.Information,
        Message = "Bybit: {Connections} market connections for {Topics} topics")]
    private static partial void LogPlan(ILogger logger, int connections, int topics);

    [LoggerMessage(EventId = LogEvents.VenueRecoveryFailed, Level = LogLevel.Error,
        Message = "Bybit: the account could not be recovered after a reconnect ({Reason}); trying again")]
    private static partial void LogRecoveryFailed(ILogger logger, string reason);

    [LoggerMessage(EventId = LogEvents.VenueAskFailed, Level = LogLevel.Warning,
        Message = "Bybit: {What} failed ({Reason}); it will be asked for again")]
    private static partial void LogAskFailed(ILogger logger, string what, string reason);

    [LoggerMessage(EventId = LogEvents.VenueNoFees, Level = LogLevel.Warning,
        Message = "Bybit: {Count} instruments have no fee rate; their trades cost what the configuration says")]
    private static partial void LogNoFees(ILogger logger, int count);

    [LoggerMessage(EventId = LogEvents.VenueKilled, Level = LogLevel.Critical,
        Message = "Bybit: kill path: {Left} orders are still open")]
    private static partial void LogKilled(ILogger logger, int left);
}
