using System.Text.Json;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Account;

/// <summary>
/// The listen key in the address of the account's stream: made for each socket, prolonged while it lives, made anew
/// when the venue knows it no more. The account has one key: asking for it again gives the same one a new hour. It is
/// never given back, because another program of the same account may be listening by it.
/// </summary>
/// <param name="rest">Where keys are made.</param>
/// <param name="options">Hosts and intervals.</param>
/// <param name="path">The product's path of listen keys.</param>
/// <param name="events">
/// The events wanted, joined by slashes; a stream without them has been seen to stay silent.
/// </param>
/// <param name="logger">For humans.</param>
internal sealed partial class ListenKeys(
    BinanceRest rest, BinanceOptions options, string path, string events, ILogger logger)
{
    private const int KeyUnknown = -1125;

    /// <summary>The address of the next socket, with a key that is good.</summary>
    /// <exception cref="VenueUnreachableException">The venue gave no key.</exception>
    public async Task<Uri> NextAddressAsync(CancellationToken ct)
    {
        (BinanceReply? reply, RestFailure failure) =
            await rest.SendOnceAsync(HttpMethod.Post, path, "", RequestAccess.Key, ct).ConfigureAwait(false);
        string key = reply is { IsOk: true } && reply.Root().TryGetProperty("listenKey", out JsonElement value)
            ? value.GetString() ?? ""
            : "";
        if (key.Length == 0)
            throw new VenueUnreachableException(
                rest.Scrub($"no listen key: {reply?.ToString() ?? failure.ToString()}"));
        string query = $"listenKey={Uri.EscapeDataString(key)}&events={events}";
        return PlaintextRule.Check($"{options.Hosts.Stream}/private/ws?{query}", options.AllowPlaintextHosts);
    }

    /// <summary>Prolongs the key until cancelled.</summary>
    /// <param name="onGone">Told when the venue knows the key no more.</param>
    /// <param name="ct">Ends it.</param>
    public async Task RunAsync(Action onGone, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(options.ListenKeyInterval);
        while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false))
        {
            (BinanceReply? reply, RestFailure failure) =
                await rest.SendOnceAsync(HttpMethod.Put, path, "", RequestAccess.Key, ct).ConfigureAwait(false);
            if (reply is { IsOk: true }) continue;
            LogNotProlonged(logger, rest.Scrub(reply?.ToString() ?? failure.ToString()));
            if (reply?.Code == KeyUnknown) onGone();
        }
    }

    [LoggerMessage(EventId = LogEvents.BinanceListenKey, Level = LogLevel.Warning,
        Message = "Binance: the listen key could not be prolonged ({Answer}); the venue ends it an hour after the last "
            + "time")]
    private static partial void LogNotProlonged(ILogger logger, string answer);
}
