using Microsoft.Extensions.Logging;

namespace TradingAgent.Venues.Bybit.Setup;

internal sealed partial class AccountCheck
{
    [LoggerMessage(EventId = LogEvents.SetupAccount, Level = LogLevel.Information,
        Message = "Bybit account: margin mode {MarginMode}, unified status {Status}")]
    private static partial void LogAccount(ILogger logger, string marginMode, int status);

    [LoggerMessage(EventId = LogEvents.SetupUnchecked, Level = LogLevel.Warning,
        Message = "Bybit account: {What} could not be checked here ({Answer}); {Consequence}")]
    private static partial void LogUnchecked(ILogger logger, string what, string answer, string consequence);

    [LoggerMessage(EventId = LogEvents.SetupSet, Level = LogLevel.Warning,
        Message = "Bybit account: {What} was set to {Value}")]
    private static partial void LogSet(ILogger logger, string what, string value);

    [LoggerMessage(EventId = LogEvents.SetupWarning, Level = LogLevel.Warning, Message = "Bybit account: {Warning}")]
    private static partial void LogWarning(ILogger logger, string warning);
}
