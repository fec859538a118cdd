using Microsoft.Extensions.Logging;

namespace TradingAgent.Venues.Bybit.Trading;

internal sealed partial class BybitTradeProtocol
{
    [LoggerMessage(EventId = LogEvents.OrderEntryAuthRefused, Level = LogLevel.Error,
        Message = "Bybit order entry: authentication refused ({Reason}); check the key, its permissions and its host")]
    private static partial void LogAuthRefused(ILogger logger, string reason);

    [LoggerMessage(EventId = LogEvents.OrderEntryRefused, Level = LogLevel.Warning,
        Message = "Bybit order entry: {Kind} of {Order} refused with {Code} ({Text}): {Reason}")]
    internal static partial void LogRefused(
        ILogger logger, CommandKind kind, ClientOrderId order, int code, string text, RejectReason reason);

    [LoggerMessage(EventId = LogEvents.OrderEntryNoAnswer, Level = LogLevel.Warning,
        Message = "Bybit order entry: no answer to {Kind} of {Order}; its outcome is unknown")]
    internal static partial void LogNoAnswer(ILogger logger, CommandKind kind, ClientOrderId order);

    [LoggerMessage(EventId = LogEvents.OrderEntryBadFrame, Level = LogLevel.Warning,
        Message = "Bybit order entry: an answer could not be read ({Reason}); kept in quarantine")]
    private static partial void LogBadFrame(ILogger logger, string reason);
}
