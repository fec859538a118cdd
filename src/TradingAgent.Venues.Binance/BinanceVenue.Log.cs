using Microsoft.Extensions.Logging;

namespace TradingAgent.Venues.Binance;

public sealed partial class BinanceVenue
{
    [LoggerMessage(EventId = LogEvents.BinancePlan, Level = LogLevel.Information,
        Message = "{Venue}: {Connections} market connections for {Streams} streams")]
    private static partial void LogPlan(ILogger logger, VenueId venue, int connections, int streams);

    [LoggerMessage(EventId = LogEvents.BinanceRecoveryFailed, Level = LogLevel.Error,
        Message = "{Venue}: the account could not be recovered after a reconnect ({Reason}); trying again")]
    private static partial void LogRecoveryFailed(ILogger logger, VenueId venue, string reason);

    [LoggerMessage(EventId = LogEvents.BinanceAskFailed, Level = LogLevel.Warning,
        Message = "{Venue}: {What} failed ({Reason}); it will be asked for again")]
    private static partial void LogAskFailed(ILogger logger, VenueId venue, string what, string reason);

    [LoggerMessage(EventId = LogEvents.BinanceNoFees, Level = LogLevel.Warning,
        Message = "{Venue}: {Count} instruments have no fee rate; their trades cost what the configuration says")]
    private static partial void LogNoFees(ILogger logger, VenueId venue, int count);

    [LoggerMessage(EventId = LogEvents.BinanceKilled, Level = LogLevel.Critical,
        Message = "{Venue}: kill path: {Left} orders are still open")]
    private static partial void LogKilled(ILogger logger, VenueId venue, int left);
}
