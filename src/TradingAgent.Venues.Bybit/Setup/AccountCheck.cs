using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Setup;

/// <summary>
/// Looks before trading: what the key may do, what kind of account it is, its margin mode, one-way positions, that
/// futures reject a price outside the band instead of moving it to the band's edge, and the clock. What is wrong is set
/// right or refused, as configured; what the venue does not tell is said.
/// </summary>
internal sealed partial class AccountCheck(BybitOptions options, BybitRest rest, VenueClock clock, ILogger logger)
{
    private const int DaysLeftSaid = 14;

    private readonly AccountReads _reads = new(rest);

    /// <exception cref="VenueSetupException">The account must not be traded as it is.</exception>
    public async Task RunAsync(IReadOnlyList<Instrument> traded, CancellationToken ct)
    {
        bool tradesOptions = traded.Any(i => i.Terms.IsOption);
        ClockCheck.Refuse(clock, options.ClockOffsetMax);
        await CheckKeyAsync(tradesOptions, ct).ConfigureAwait(false);
        await CheckAccountAsync(tradesOptions, ct).ConfigureAwait(false);
        await CheckBandAsync(ct).ConfigureAwait(false);
        foreach (Instrument perpetual in traded.Where(i => i.Terms.Kind == ContractKind.LinearPerpetual))
            await CheckOneWayAsync(perpetual, ct).ConfigureAwait(false);
    }

    private async Task CheckKeyAsync(bool tradesOptions, CancellationToken ct)
    {
        RestReply reply = await _reads.KeyAsync(ct).ConfigureAwait(false);
        if (!reply.IsOk)
        {
            if (reply.Verdict.IsFatal)
                throw new VenueSetupException(
                    $"Bybit refuses the key at {options.Hosts.Rest} ({rest.Scrub(reply.ToString())}). Check that key "
                    + "and secret belong together and to this environment, and that the key's address list allows "
                    + "this machine.");
            LogUnchecked(logger, "the key's permissions", rest.Scrub(reply.ToString()),
                "withdrawal rights are not known");
            return;
        }
        KeyFacts key = KeyFacts.Of(reply);
        if (key.MayWithdraw && !options.AllowWithdrawalKey)
            throw new VenueSetupException(
                "The Bybit key may withdraw. Make one without that right; trading needs only contract orders, "
                + "positions and options. (AllowWithdrawalKey overrides this at your risk.)");
        if (key.IsReadOnly)
            throw new VenueSetupException("The Bybit key is read-only. Make one that may trade contracts and options.");
        if (!key.MayTradeContracts)
            LogWarning(logger, "the key has no right to place contract orders; they will be refused");
        if (tradesOptions && !key.MayTradeOptions)
            LogWarning(logger, "the key has no right to place option orders; they will be refused");
        if (key.DaysLeft is { } days and <= DaysLeftSaid)
            LogWarning(logger, $"the key expires in {days} days, in the middle of trading; bind it to an address");
    }

    private async Task CheckAccountAsync(bool tradesOptions, CancellationToken ct)
    {
        RestReply reply = await _reads.AccountAsync(ct).ConfigureAwait(false);
        if (!reply.IsOk)
        {
            LogUnchecked(logger, "the account's kind", rest.Scrub(reply.ToString()), "a unified account is assumed");
            return;
        }
        int kind = AccountReads.KindOf(reply);
        string mode = AccountReads.MarginModeOf(reply);
        LogAccount(logger, mode, kind);
        if (kind == 1) throw new VenueSetupException(AccountReads.ClassicAccount);
        if (kind is 3 or 4)
            LogWarning(logger, "unified account 1.0: inverse contracts are kept apart; upgrade it to 2.0");
        if (options.MarginMode.Length > 0 && mode != options.MarginMode)
        {
            await MendMarginModeAsync(mode, ct).ConfigureAwait(false);
            mode = options.MarginMode;
        }
        if (mode == "ISOLATED_MARGIN" && tradesOptions)
            LogWarning(logger,
                "isolated margin with options: the venue may refuse option orders; cross or portfolio is meant");
    }

    private async Task MendMarginModeAsync(string mode, CancellationToken ct)
    {
        string answer = "it is not to be changed";
        if (options.Settings == SettingsAction.Set)
        {
            (RestReply? reply, _) = await _reads.SetMarginModeAsync(options.MarginMode, ct).ConfigureAwait(false);
            RestReply after = await _reads.AccountAsync(ct).ConfigureAwait(false);
            if (after.IsOk && AccountReads.MarginModeOf(after) == options.MarginMode)
            {
                LogSet(logger, "the margin mode", options.MarginMode);
                return;
            }
            answer = rest.Scrub(reply?.ToString() ?? "no answer");
        }
        throw new VenueSetupException(
            $"The Bybit account's margin mode is {mode}, wanted is {options.MarginMode} ({answer}). Change it at the "
            + "venue with no position and no order in the way, or change MarginMode.");
    }

    private async Task CheckBandAsync(CancellationToken ct)
    {
        bool? rejects = await _reads.RejectsOutsideBandAsync(ct).ConfigureAwait(false);
        if (rejects == true) return;
        if (options.Settings == SettingsAction.Set)
        {
            await _reads.RejectOutsideBandAsync(ct).ConfigureAwait(false);
            rejects = await _reads.RejectsOutsideBandAsync(ct).ConfigureAwait(false);
            if (rejects == true)
            {
                LogSet(logger, "what futures do with a price outside the band", "reject");
                return;
            }
        }
        if (rejects is null)
        {
            LogUnchecked(logger, "what futures do with a price outside the band", "not told",
                "it may be moved, not rejected; only our own collar holds");
            return;
        }
        if (!options.AllowPriceClamp)
            throw new VenueSetupException(
                "Bybit moves a futures price outside its band to the band's edge instead of rejecting it. Switch that "
                + "off (POST /v5/account/set-limit-px-action with modifyEnable false, or let Settings set it), or set "
                + "AllowPriceClamp and rely on our own price collar alone.");
        LogWarning(logger, "futures prices outside the band are moved, not rejected; only our own collar holds");
    }

    private async Task CheckOneWayAsync(Instrument perpetual, CancellationToken ct)
    {
        bool? isHedged = await _reads.IsHedgedAsync(perpetual.Symbol, ct).ConfigureAwait(false);
        if (isHedged is null)
            LogUnchecked(logger, "the position mode of " + perpetual.Symbol, "not told", "one-way is assumed");
        if (isHedged != true) return;
        if (options.Settings == SettingsAction.Set)
        {
            await _reads.SetOneWayAsync(perpetual.Symbol, ct).ConfigureAwait(false);
            if (await _reads.IsHedgedAsync(perpetual.Symbol, ct).ConfigureAwait(false) == false)
            {
                LogSet(logger, "the position mode of " + perpetual.Symbol, "one-way");
                return;
            }
        }
        throw new VenueSetupException(
            $"Bybit {perpetual.Symbol} is in hedge mode. Switch it to one-way mode (website: Preferences, Position "
            + "Mode; or POST /v5/position/switch-mode with mode 0) with no position and no order open.");
    }
}
