using Bybit.Net.Clients;
using Bybit.Net.Objects.Models.V5;
using CryptoExchange.Net.Objects;
using Microsoft.Extensions.Logging;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.CryptoExchangeNet.Calls;
using B = Bybit.Net.Enums;

namespace TradingAgent.Venues.CryptoExchangeNet.Bybit;

/// <summary>
/// Looks before trading, as far as the library asks the venue: what the key may do, the kind of account, one-way
/// positions, what happens to a price outside the band; asks for the dead-man's switch, and tells fees.
/// </summary>
internal sealed partial class BybitSetup(
    BybitExchange exchange, BybitRestClient rest, LibraryReads reads, LibrarySession session)
{
    /// <summary>The venue cancels when our guard connection has been gone for so long; it takes 3 to 300.</summary>
    private const int WindowSecondsMax = 10;

    /// <summary>The most an option trade may cost, of its price; the venue publishes it as text only.</summary>
    private const double OptionCapRate = 0.07;

    private bool MaySet => session.Options.Settings == SettingsAction.Set;

    /// <exception cref="VenueSetupException">The account must not be traded as it is.</exception>
    public async Task RunAsync(IReadOnlyList<Instrument> traded, CancellationToken ct)
    {
        await CheckKeyAsync(ct).ConfigureAwait(false);
        await CheckAccountAsync(ct).ConfigureAwait(false);
        if (MaySet)
        {
            foreach (B.Category category in (B.Category[])[B.Category.Linear, B.Category.Inverse])
                Say(await rest.V5Api.Account.SetPriceLimitBehaviorAsync(category, allowModifyPrice: false, ct)
                    .ConfigureAwait(false), $"to reject {category} prices outside the band, not to move them");
        }
        foreach (Instrument perpetual in traded.Where(i => i.Terms.Kind == ContractKind.LinearPerpetual))
            await CheckOneWayAsync(perpetual, ct).ConfigureAwait(false);
        if (session.Options.DeadMansSwitch > TimeSpan.Zero) await ArmAsync(ct).ConfigureAwait(false);
    }

    /// <returns>How many instruments got no rate.</returns>
    public async Task<int> PublishFeesAsync(IReadOnlyList<Instrument> instruments, CancellationToken ct)
    {
        Dictionary<(B.Category Category, string Name), BybitFeeRate> rates = [];
        foreach (B.Category category in instruments.Select(i => BybitExchange.CategoryOf(i.Terms)).Distinct())
        {
            HttpResult<BybitResponse<BybitFeeRate>> answer = await reads.TryAsync(
                "fee rates", token => rest.V5Api.Account.GetFeeRateAsync(category, ct: token), ct)
                .ConfigureAwait(false);
            if (!answer.Success) continue;
            foreach (BybitFeeRate rate in answer.Data.List)
                rates[(category, category == B.Category.Option ? rate.BaseAsset ?? "" : rate.Symbol)] = rate;
        }
        int unknown = 0;
        foreach (Instrument instrument in instruments)
        {
            string name = instrument.Terms.IsOption ? instrument.Terms.BaseCoin.Code : instrument.Symbol;
            if (!rates.TryGetValue((BybitExchange.CategoryOf(instrument.Terms), name), out BybitFeeRate? rate))
            {
                unknown++;
                continue;
            }
            EngineEvent change = VenueEvent.Of(
                EventKind.FeesReported, VenueId.Bybit, instrument.Id, session.Clock.Now);
            change.Fees = new FeesReported(
                (double)rate.MakerFeeRate, (double)rate.TakerFeeRate, instrument.Terms.IsOption ? OptionCapRate : 0);
            session.Events.Publish(in change);
        }
        return unknown;
    }

    private async Task CheckKeyAsync(CancellationToken ct)
    {
        HttpResult<BybitApiKeyInfo> answer = await reads.TryAsync(
            "the key", rest.V5Api.Account.GetApiKeyInfoAsync, ct).ConfigureAwait(false);
        if (!answer.Success)
        {
            if (answer.Error.Code is { } code && BybitErrorMap.Of(code).IsFatal)
                throw new VenueSetupException(
                    $"Bybit refuses the key ({reads.Text("the key", answer.Error)}). Check that key and secret belong "
                    + "together and to this environment, and that the key's address list allows this machine.");
            LogSetup(session.Logger, $"what the key may do is not known: {reads.Text("the key", answer.Error)}");
            return;
        }
        BybitApiKeyInfo key = answer.Data;
        if (key.Permissions.Wallet.Contains("Withdraw") && !session.Options.AllowWithdrawalKey)
            throw new VenueSetupException(
                "The Bybit key may withdraw. Make one without that right; trading needs only contract orders, "
                + "positions and options. (AllowWithdrawalKey overrides this at your risk.)");
        if (key.Readonly)
            throw new VenueSetupException("The Bybit key is read-only. Make one that may trade contracts and options.");
    }

    private async Task CheckAccountAsync(CancellationToken ct)
    {
        HttpResult<BybitAccountInfo> answer = await reads.TryAsync(
            "the account", rest.V5Api.Account.GetMarginAccountInfoAsync, ct).ConfigureAwait(false);
        if (!answer.Success)
            LogSetup(session.Logger, "the account's kind is not known; a unified account is assumed");
        else if (answer.Data.UnifiedMarginStatus == B.UnifiedMarginStatus.Regular)
            throw new VenueSetupException("The Bybit account is a classic one. Upgrade it to a unified account.");
    }

    private async Task CheckOneWayAsync(Instrument perpetual, CancellationToken ct)
    {
        if (!await IsHedgedAsync(perpetual, ct).ConfigureAwait(false)) return;
        if (MaySet)
        {
            Say(await rest.V5Api.Account.SwitchPositionModeAsync(
                B.Category.Linear, B.PositionMode.MergedSingle, perpetual.Symbol, ct: ct).ConfigureAwait(false),
                $"{perpetual.Symbol} to one-way positions");
            if (!await IsHedgedAsync(perpetual, ct).ConfigureAwait(false)) return;
        }
        throw new VenueSetupException(
            $"Bybit {perpetual.Symbol} is in hedge mode. Switch it to one-way mode, with nothing held and no order.");
    }

    private async Task<bool> IsHedgedAsync(Instrument perpetual, CancellationToken ct)
    {
        HttpResult<BybitResponse<BybitPosition>> answer = await reads.TryAsync(
            "the position mode",
            token => rest.V5Api.Trading.GetPositionsAsync(B.Category.Linear, perpetual.Symbol, ct: token), ct)
            .ConfigureAwait(false);
        return answer.Success && answer.Data.List.Any(p => p.PositionIdx != B.PositionIdx.OneWayMode);
    }

    private async Task ArmAsync(CancellationToken ct)
    {
        int seconds = (int)Math.Clamp(session.Options.DeadMansSwitch.TotalSeconds, 3, WindowSecondsMax);
        foreach (B.ProductType product in (B.ProductType[])[B.ProductType.Derivatives, B.ProductType.Options])
        {
            HttpResult answer = await rest.V5Api.Trading.SetDisconnectCancelAllAsync(seconds, product, ct)
                .ConfigureAwait(false);
            if (answer.Success) exchange.Guarded.Add(product);
            Say(answer, $"the dead-man's switch of {product} to {seconds} s");
        }
    }

    private void Say(HttpResult answer, string what) => LogSetup(
        session.Logger, answer.Success ? $"set {what}" : $"not set: {what} ({reads.Text("answer", answer.Error)})");

    [LoggerMessage(EventId = LogEvents.VenueSetup, Level = LogLevel.Information, Message = "Bybit account: {What}")]
    private static partial void LogSetup(ILogger logger, string what);
}
