using System.Text;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Bybit.Rest;

namespace TradingAgent.Venues.Bybit.Setup;

/// <summary>
/// Asks the venue for its own dead-man's switch: it then cancels when every private connection that listens to the
/// guard topics has been gone for the window. The venue grants it to institutions; what it answers is said, and a
/// refusal stops nothing.
/// </summary>
internal sealed partial class DisconnectCancel(BybitRest rest, ILogger logger)
{
    /// <summary>How long our connection may be gone; the venue takes 3 to 300.</summary>
    public const int WindowSeconds = 10;

    private static readonly string[] Products = ["DERIVATIVES", "OPTIONS"];

    /// <summary>True when it is granted for any product: the private stream then listens to the guard topics.</summary>
    public async Task<bool> TryArmAsync(CancellationToken ct)
    {
        bool isArmed = false;
        foreach (string product in Products)
        {
            string body = $$"""{"product":"{{product}}","timeWindow":{{WindowSeconds}}}""";
            (RestReply? reply, RestFailure failure) = await rest.PostAsync(
                "/v5/order/disconnected-cancel-all", Encoding.ASCII.GetBytes(body), ct).ConfigureAwait(false);
            bool isGranted = reply is { IsOk: true };
            isArmed |= isGranted;
            if (isGranted) LogArmed(logger, product, WindowSeconds);
            else LogRefused(logger, product, reply?.ToString() ?? failure.ToString());
        }
        return isArmed;
    }

    [LoggerMessage(EventId = LogEvents.SetupSwitchArmed, Level = LogLevel.Information,
        Message = "Bybit dead-man's switch: armed for {Product}, cancels {Seconds} s after we are gone")]
    private static partial void LogArmed(ILogger logger, string product, int seconds);

    [LoggerMessage(EventId = LogEvents.SetupSwitchRefused, Level = LogLevel.Information,
        Message = "Bybit dead-man's switch: not granted for {Product} ({Answer}); a sentinel is the net")]
    private static partial void LogRefused(ILogger logger, string product, string answer);
}
