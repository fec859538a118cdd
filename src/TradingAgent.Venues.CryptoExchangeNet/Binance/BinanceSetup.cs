using Binance.Net.Clients;
using Binance.Net.Objects.Models.Futures;
using CryptoExchange.Net.Objects;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.CryptoExchangeNet.Calls;

namespace TradingAgent.Venues.CryptoExchangeNet.Binance;

/// <summary>Looks before trading: that the key is accepted and may trade, and one-way mode; and tells fees.</summary>
internal sealed partial class BinanceSetup(BinanceRestClient rest, LibraryReads reads, LibrarySession session)
{
    // Each question weighs twenty.
    private const int FeesMax = 24;

    /// <exception cref="VenueSetupException">The account must not be traded as it is.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        HttpResult<BinanceFuturesAccountConfiguration> answer = await LookAsync(ct).ConfigureAwait(false);
        if (!answer.Success)
        {
            bool isFatal = answer.Error.Code is { } code && BinanceErrorMap.Of(400, code, default).IsFatal;
            throw new VenueSetupException(isFatal
                ? $"Binance refuses the key ({reads.Text("the key", answer.Error)}). Check that key and secret belong "
                    + "together and to this environment, and that the key's address list allows this machine."
                : "The futures account's settings could not be read "
                    + $"({reads.Text("the account", answer.Error)}); nothing is assumed of its mode.");
        }
        if (!answer.Data.CanTrade)
            throw new VenueSetupException(
                "The Binance futures account may not trade. Open futures for it, or lift what bars it, at the venue.");
        if (answer.Data.DualSidePosition) await MendModeAsync(ct).ConfigureAwait(false);
    }

    /// <returns>How many instruments got no rate.</returns>
    public async Task<int> PublishFeesAsync(IReadOnlyList<Instrument> instruments, CancellationToken ct)
    {
        int unknown = Math.Max(0, instruments.Count - FeesMax);
        foreach (Instrument instrument in instruments.OrderByDescending(i => i.Terms.IsPerpetual).Take(FeesMax))
        {
            HttpResult<BinanceFuturesAccountUserCommissionRate> answer = await reads.TryAsync(
                "a fee rate", token => rest.UsdFuturesApi.Account.GetUserCommissionRateAsync(
                    instrument.Symbol, ct: token), ct).ConfigureAwait(false);
            if (!answer.Success)
            {
                unknown++;
                continue;
            }
            EngineEvent change = VenueEvent.Of(
                EventKind.FeesReported, VenueId.BinanceFutures, instrument.Id, session.Clock.Now);
            change.Fees = new FeesReported(
                (double)answer.Data.MakerCommissionRate, (double)answer.Data.TakerCommissionRate, 0);
            session.Events.Publish(in change);
        }
        return unknown;
    }

    private Task<HttpResult<BinanceFuturesAccountConfiguration>> LookAsync(CancellationToken ct) => reads.TryAsync(
        "the account", token => rest.UsdFuturesApi.Account.GetAccountConfigurationAsync(ct: token), ct);

    private async Task MendModeAsync(CancellationToken ct)
    {
        if (session.Options.Settings == SettingsAction.Set)
        {
            await rest.UsdFuturesApi.Account.ModifyPositionModeAsync(dualPositionSide: false, ct: ct)
                .ConfigureAwait(false);
            HttpResult<BinanceFuturesAccountConfiguration> after = await LookAsync(ct).ConfigureAwait(false);
            if (after.Success && !after.Data.DualSidePosition)
            {
                LogSet(session.Logger, "one-way");
                return;
            }
        }
        throw new VenueSetupException(
            "The Binance futures account is in hedge mode, and this agent keeps one position a contract. Switch it to "
            + "one-way mode (website: Preferences, Position Mode) with no position and no order open.");
    }

    [LoggerMessage(EventId = LogEvents.VenueModeSet, Level = LogLevel.Warning,
        Message = "Binance account: the position mode was set to {Mode}")]
    private static partial void LogSet(ILogger logger, string mode);
}
