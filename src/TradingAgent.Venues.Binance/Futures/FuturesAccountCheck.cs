using System.Text.Json;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Binance.Rest;
using TradingAgent.Venues.Binance.Setup;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Binance.Futures;

/// <summary>
/// Looks before trading: that the key is accepted, may trade and may take no money away, that the account is in one-way
/// mode (our books have one position a contract), and the clock. What is wrong is set right or refused, as configured.
/// </summary>
internal sealed partial class FuturesAccountCheck(
    BinanceOptions options, BinanceRest rest, VenueClock clock, ILogger logger)
{
    public const string HedgeMode =
        "The Binance futures account is in hedge mode, and this agent keeps one position a contract. Switch it to "
        + "one-way mode (website: Preferences, Position Mode; or POST /fapi/v1/positionSide/dual with dualSidePosition "
        + "false) with no position and no order open. The mode is shared by USD-M and COIN-M futures.";

    /// <exception cref="VenueSetupException">The account must not be traded as it is.</exception>
    public async Task RunAsync(IReadOnlyList<Instrument> traded, CancellationToken ct)
    {
        ClockCheck.Refuse(clock, options.ClockOffsetMax);
        BinanceReply reply = await rest.GetAsync("/fapi/v1/accountConfig", "", RequestAccess.Signed, ct)
            .ConfigureAwait(false);
        if (!reply.IsOk)
        {
            if (reply.Verdict.IsFatal) throw KeyCheck.Refusal(rest, reply);
            throw new VenueSetupException(rest.Scrub(
                $"The futures account's settings could not be read ({reply}); nothing is assumed of its mode."));
        }
        await KeyRights.RequireAsync(options, rest, logger, ct).ConfigureAwait(false);
        JsonElement account = reply.Root();
        bool isMulti = Filters.Text(account, "multiAssetsMargin") == "true";
        LogAccount(logger, "futures", isMulti ? "multi-assets" : "single-asset", Filters.Whole(account, "feeTier"));
        if (Filters.Text(account, "canTrade") == "false")
            throw new VenueSetupException(
                "The Binance futures account may not trade. Open futures for it, or lift what bars it, at the venue.");
        if (Filters.Text(account, "dualSidePosition") == "true") await MendModeAsync(ct).ConfigureAwait(false);
        if (traded.Any(i => i.Terms.SettleCoin == CurrencyId.Usdc) && !isMulti)
            LogWarning(logger, "USDC contracts are traded in single-asset mode: they need USDC in the futures wallet");
    }

    /// <summary>True for hedge mode, false for one-way; null when not told.</summary>
    public static async Task<bool?> IsHedgedAsync(BinanceRest rest, CancellationToken ct)
    {
        BinanceReply reply = await rest.GetAsync("/fapi/v1/accountConfig", "", RequestAccess.Signed, ct)
            .ConfigureAwait(false);
        return reply.IsOk ? Filters.Text(reply.Root(), "dualSidePosition") == "true" : null;
    }

    private async Task MendModeAsync(CancellationToken ct)
    {
        if (options.Settings == SettingsAction.Set)
        {
            await rest.SendOnceAsync(
                HttpMethod.Post, "/fapi/v1/positionSide/dual", "dualSidePosition=false", RequestAccess.Signed, ct)
                .ConfigureAwait(false);
            if (await IsHedgedAsync(rest, ct).ConfigureAwait(false) == false)
            {
                LogSet(logger, "the futures account's position mode", "one-way");
                return;
            }
        }
        throw new VenueSetupException(HedgeMode);
    }

    [LoggerMessage(EventId = LogEvents.BinanceAccount, Level = LogLevel.Information,
        Message = "Binance {Product} account: {Mode} mode, fee tier {FeeTier}")]
    private static partial void LogAccount(ILogger logger, string product, string mode, long feeTier);

    [LoggerMessage(EventId = LogEvents.BinanceSet, Level = LogLevel.Warning,
        Message = "Binance account: {What} was set to {Value}")]
    private static partial void LogSet(ILogger logger, string what, string value);

    [LoggerMessage(EventId = LogEvents.BinanceWarning, Level = LogLevel.Warning,
        Message = "Binance account: {Warning}")]
    private static partial void LogWarning(ILogger logger, string warning);
}
