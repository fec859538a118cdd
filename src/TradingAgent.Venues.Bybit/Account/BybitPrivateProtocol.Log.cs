using Microsoft.Extensions.Logging;

namespace TradingAgent.Venues.Bybit.Account;

internal sealed partial class BybitPrivateProtocol
{
    [LoggerMessage(EventId = LogEvents.PrivateAuthRefused, Level = LogLevel.Error,
        Message = "Bybit private stream: authentication refused ({Reason}); check the key, its permissions and "
            + "its host")]
    private static partial void LogAuthRefused(ILogger logger, string reason);

    [LoggerMessage(EventId = LogEvents.PrivateSubscriptionRefused, Level = LogLevel.Error,
        Message = "Bybit private stream: subscription refused ({Reason})")]
    private static partial void LogSubscriptionRefused(ILogger logger, string reason);

    [LoggerMessage(EventId = LogEvents.PrivateUnknownSymbols, Level = LogLevel.Warning,
        Message = "Bybit private stream: {Count} rows were about instruments outside the configured scope; "
            + "they are not counted")]
    private static partial void LogUnknownSymbols(ILogger logger, long count);

    [LoggerMessage(EventId = LogEvents.PrivateBadFrame, Level = LogLevel.Warning,
        Message = "Bybit private stream: a frame could not be read ({Reason}); kept in quarantine, reconnecting")]
    private static partial void LogBadFrame(ILogger logger, string reason);
}
