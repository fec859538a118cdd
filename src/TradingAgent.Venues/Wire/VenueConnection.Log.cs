using Microsoft.Extensions.Logging;

namespace TradingAgent.Venues.Wire;

public sealed partial class VenueConnection
{
    [LoggerMessage(EventId = LogEvents.ConnectionOpen, Level = LogLevel.Information, Message = "{Connection}: open")]
    private static partial void LogOpen(ILogger logger, string connection);

    [LoggerMessage(EventId = LogEvents.ConnectionClosed, Message = "{Connection}: closed: {Reason}")]
    private static partial void LogClosed(ILogger logger, LogLevel level, string connection, string reason);

    [LoggerMessage(EventId = LogEvents.ConnectionNoConnection, Level = LogLevel.Warning,
        Message = "{Connection}: could not connect to {Host}: {Reason}; trying again by itself")]
    private static partial void LogNoConnection(ILogger logger, string connection, string host, string reason);

    [LoggerMessage(EventId = LogEvents.ConnectionStale, Level = LogLevel.Warning,
        Message = "{Connection}: no data for {Seconds:0} s; the stream is stale")]
    private static partial void LogStale(ILogger logger, string connection, double seconds);
}
