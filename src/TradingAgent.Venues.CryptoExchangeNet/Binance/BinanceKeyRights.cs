using Binance.Net.Clients;
using Binance.Net.Objects.Models.Spot;
using CryptoExchange.Net.Objects;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.CryptoExchangeNet.Calls;

namespace TradingAgent.Venues.CryptoExchangeNet.Binance;

/// <summary>What the venue's wallet says a key may do, before anything is traded with it.</summary>
internal sealed partial class BinanceKeyRights(BinanceClients clients, LibraryReads reads, LibrarySession session)
{
    private const string NoHost = "this environment has no host that tells whether the key may withdraw";

    /// <summary>Refuses a key that may take money away; what is not told is said, and stops nothing.</summary>
    /// <exception cref="VenueSetupException">It may, and that was not allowed.</exception>
    /// <exception cref="VenueUnreachableException">The wallet's host did not answer.</exception>
    public async Task RequireAsync(CancellationToken ct)
    {
        if (session.Options.Hosts.Wallet is not { Length: > 0 } address)
        {
            LogUnknown(session.Logger, NoHost);
            return;
        }
        using HttpClient http = OwnHost.Client(address);
        using BinanceRestClient wallet = clients.WalletAt(address, http);
        HttpResult<BinanceAPIKeyPermissions> answer = await reads.TryAsync(
            "the key's rights", token => wallet.SpotApi.Account.GetAPIKeyPermissionsAsync(ct: token), ct)
            .ConfigureAwait(false);
        if (!answer.Success)
        {
            LogUnknown(session.Logger, reads.Text($"{address} does not tell", answer.Error));
            return;
        }
        string? finding = answer.Data.EnableWithdrawals ? "may withdraw"
            : answer.Data.EnableInternalTransfer ? "may transfer to other accounts" : null;
        if (finding is not null && !session.Options.AllowWithdrawalKey)
            throw new VenueSetupException(
                $"The Binance key {finding}. Make one without that right; trading needs only reading and futures. "
                + "(AllowWithdrawalKey overrides this at your risk.)");
    }

    [LoggerMessage(EventId = LogEvents.VenueRightsUnknown, Level = LogLevel.Warning,
        Message = "Binance: whether the key may withdraw is not known ({Reason}); see that it may not")]
    private static partial void LogUnknown(ILogger logger, string reason);
}
