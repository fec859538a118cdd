using Microsoft.Extensions.Logging;

namespace TradingAgent.Venues.Bybit.Market;

internal sealed partial class BybitMarketProtocol
{
    [LoggerMessage(EventId = LogEvents.MarketGap, Level = LogLevel.Warning,
        Message = "Bybit {Category}: the book of {Symbol} has a gap; asking for a fresh one")]
    private static partial void LogGap(ILogger logger, string category, string symbol);

    [LoggerMessage(EventId = LogEvents.MarketRefused, Level = LogLevel.Error,
        Message = "Bybit {Category}: the venue does not give {Topic}; check the symbol and the scope")]
    private static partial void LogRefused(ILogger logger, string category, string topic);

    [LoggerMessage(EventId = LogEvents.MarketSilent, Level = LogLevel.Warning,
        Message = "Bybit {Category}: {Count} topics are silent beyond their age, {Topic} for {Seconds:0} s; "
            + "subscribing them again")]
    private static partial void LogSilent(ILogger logger, string category, int count, string topic, double seconds);

    [LoggerMessage(EventId = LogEvents.MarketGivenUp, Level = LogLevel.Error,
        Message = "Bybit {Category}: {Topic} was acknowledged and sends nothing; check the symbol. It is asked "
            + "again every fifteen minutes")]
    private static partial void LogGivenUp(ILogger logger, string category, string topic);

    [LoggerMessage(EventId = LogEvents.MarketBadFrame, Level = LogLevel.Warning,
        Message = "Bybit {Category}: a frame could not be read ({Reason}); kept in quarantine, {Count} so far")]
    private static partial void LogBadFrame(ILogger logger, string category, string reason, long count);
}
