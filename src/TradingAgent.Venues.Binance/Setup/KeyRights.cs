using System.Text.Json;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Setup;

/// <summary>
/// What the venue's wallet says a key may do, before anything is traded with it: whether it may send money to any
/// address, or to another account of the same owner.
/// </summary>
internal sealed partial class KeyRights
{
    private const string Subject = "withdrawal";
    private const string NoHost = "this environment has no host that tells whether the key may withdraw";

    private readonly bool _mayWithdraw;
    private readonly bool _maySendAway;

    private KeyRights(bool mayWithdraw, bool maySendAway) => (_mayWithdraw, _maySendAway) = (mayWithdraw, maySendAway);

    /// <summary>What it may and should not; null for a key as it should be.</summary>
    private string? Finding => _mayWithdraw ? "may withdraw" : _maySendAway ? "may transfer to other accounts" : null;

    /// <summary>Refuses a key that may take money away; what is not told is said, and stops nothing.</summary>
    /// <exception cref="VenueSetupException">It may, and that was not allowed.</exception>
    /// <exception cref="VenueUnreachableException">The wallet's host did not answer.</exception>
    public static async Task RequireAsync(
        BinanceOptions options, BinanceRest rest, ILogger logger, CancellationToken ct)
    {
        (KeyRights? rights, string why) = await ReadAsync(options, rest, ct).ConfigureAwait(false);
        if (rights is null) LogUnknown(logger, why);
        else if (rights.Finding is { } finding && !options.AllowWithdrawalKey)
            throw new VenueSetupException(
                $"The Binance key {finding}. Make one without that right; trading needs only reading and futures or "
                + "options. (AllowWithdrawalKey overrides this at your risk.)");
    }

    /// <summary>The same as a line of a check.</summary>
    public static async Task<CheckRow> LookAsync(BinanceOptions options, BinanceRest rest, CancellationToken ct)
    {
        KeyRights? rights;
        string why;
        try
        {
            (rights, why) = await ReadAsync(options, rest, ct).ConfigureAwait(false);
        }
        catch (VenueUnreachableException e)
        {
            (rights, why) = (null, rest.Scrub(e.Message));
        }
        if (rights is null)
            return new CheckRow(
                Subject, CheckState.Unknown, why,
                "look at the key's rights on the venue's website; it needs reading and trading alone");
        return rights.Finding is { } finding
            ? new CheckRow(
                Subject, options.AllowWithdrawalKey ? CheckState.Note : CheckState.Wrong, "the key " + finding,
                "make a key without that right")
            : new CheckRow(Subject, CheckState.Right, "the key may not withdraw");
    }

    private static async Task<(KeyRights? Rights, string Why)> ReadAsync(
        BinanceOptions options, BinanceRest rest, CancellationToken ct)
    {
        if (options.Hosts.Wallet is not { Length: > 0 } address) return (null, NoHost);
        BinanceReply reply = await rest.At(address)
            .GetAsync("/sapi/v1/account/apiRestrictions", "", RequestAccess.Signed, ct).ConfigureAwait(false);
        if (!reply.IsOk) return (null, $"{address} does not tell: {rest.Scrub(reply.ToString())}");
        JsonElement key = reply.Root();
        string withdrawals = Filters.Text(key, "enableWithdrawals");
        if (withdrawals.Length == 0) return (null, $"{address} does not tell whether the key may withdraw");
        return (new KeyRights(withdrawals == "true", Filters.Text(key, "enableInternalTransfer") == "true"), "");
    }

    [LoggerMessage(EventId = LogEvents.BinanceRightsUnknown, Level = LogLevel.Warning,
        Message = "Binance: whether the key may withdraw is not known ({Reason}); see that it may not")]
    private static partial void LogUnknown(ILogger logger, string reason);
}
