using Microsoft.Extensions.Logging;

namespace TradingAgent.Venues.Binance.Market;

internal sealed partial class BinanceMarketProtocol
{
    [LoggerMessage(EventId = LogEvents.BinanceGap, Level = LogLevel.Warning,
        Message = "{Venue}: the book of {Symbol} has a gap; asking for a fresh one")]
    private static partial void LogGap(ILogger logger, VenueId venue, string symbol);

    [LoggerMessage(EventId = LogEvents.BinanceStreamRefused, Level = LogLevel.Error,
        Message = "{Venue} {Road}: the venue does not give {Stream}; check the symbol and the scope")]
    private static partial void LogRefused(ILogger logger, VenueId venue, StreamRoad road, string stream);

    [LoggerMessage(EventId = LogEvents.BinanceSilent, Level = LogLevel.Warning,
        Message = "{Venue} {Road}: {Count} streams are silent beyond their age, {Stream} for {Seconds:0} s; "
            + "subscribing them again")]
    private static partial void LogSilent(
        ILogger logger, VenueId venue, StreamRoad road, int count, string stream, double seconds);

    [LoggerMessage(EventId = LogEvents.BinanceGivenUp, Level = LogLevel.Error,
        Message = "{Venue} {Road}: {Stream} was acknowledged and never sent anything; check the symbol and the path. "
            + "It is asked again every fifteen minutes")]
    private static partial void LogGivenUp(ILogger logger, VenueId venue, StreamRoad road, string stream);

    [LoggerMessage(EventId = LogEvents.BinanceBadMarketFrame, Level = LogLevel.Warning,
        Message = "{Venue} {Road}: a frame could not be read ({Reason}); kept in quarantine, {Count} so far")]
    private static partial void LogBadFrame(
        ILogger logger, VenueId venue, StreamRoad road, string reason, long count);
}
