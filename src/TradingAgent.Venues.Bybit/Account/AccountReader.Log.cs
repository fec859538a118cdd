using Microsoft.Extensions.Logging;

namespace TradingAgent.Venues.Bybit.Account;

internal sealed partial class AccountReader
{
    [LoggerMessage(EventId = LogEvents.AccountStrangePosition, Level = LogLevel.Warning,
        Message = "Bybit account: a position in {Symbol} is outside the configured scope and is not counted; "
            + "widen the scope or close it")]
    private static partial void LogStrangePosition(ILogger logger, string symbol);

    [LoggerMessage(EventId = LogEvents.AccountRecovered, Level = LogLevel.Information,
        Message = "Bybit account: recovered executions since {Since}; {Missing} orders had left the book meanwhile")]
    private static partial void LogRecovered(ILogger logger, Timestamp since, int missing);

    [LoggerMessage(EventId = LogEvents.AccountNoRate, Level = LogLevel.Warning,
        Message = "Bybit account: the wallet values no {Coin}, so its dollar rate is unknown; nothing is assumed")]
    private static partial void LogNoRate(ILogger logger, string coin);

    [LoggerMessage(EventId = LogEvents.AccountNoGreeks, Level = LogLevel.Warning,
        Message = "Bybit account: the venue's sums of the options' Greeks could not be read ({Reason}); nothing is "
            + "compared until the next report")]
    private static partial void LogNoGreeks(ILogger logger, string reason);
}
