using System.Globalization;
using System.Text.Json;
using TradingAgent.ExchangeServer.Bybit.Private;
using TradingAgent.ExchangeServer.Bybit.Rest;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Accounts;

/// <summary>
/// The account itself: its mode, its key, its switches. What an ordinary account may not do is refused.
/// </summary>
internal sealed class SettingRoutes(ExchangeView view, DisconnectGuard guard)
{
    private static readonly string[] Coins = ["BTC", "ETH", "USDT", "USDC"];

    public IEnumerable<RestRoute> Routes() =>
    [
        new("GET", "/v5/account/info", true, RateGroup.Wallet, Account),
        new("POST", "/v5/account/set-margin-mode", true, RateGroup.Settings, SetMarginMode),
        new("POST", "/v5/account/set-limit-px-action", true, RateGroup.Settings, SetLimitAction),
        new("GET", "/v5/account/user-setting-config", true, RateGroup.None, Switches),
        new("GET", "/v5/account/query-dcp-info", true, RateGroup.None, Guards),
        new("POST", "/v5/order/disconnected-cancel-all", true, RateGroup.Settings, SetGuard),
        new("GET", "/v5/account/smp-group", true, RateGroup.None, PreventionGroup),
        new("GET", "/v5/account/mmp-state", true, RateGroup.None, Protections),
        new("GET", "/v5/user/query-api", true, RateGroup.Keys, Key),
        new("GET", "/v5/asset/coin/query-info", true, RateGroup.None, CoinList),
    ];

    private static Answer Account(VenueCall call)
    {
        Utf8JsonWriter json = call.Json;
        json.WriteStartObject();
        json.WriteString("marginMode"u8, "REGULAR_MARGIN"u8);
        json.WriteString("updatedTime"u8, "0"u8);
        json.WriteNumber("unifiedMarginStatus"u8, 5);
        json.WriteString("dcpStatus"u8, "OFF"u8);
        json.WriteNumber("timeWindow"u8, 10);
        json.WriteNumber("smpGroup"u8, 0);
        json.WriteBoolean("isMasterTrader"u8, false);
        json.WriteString("spotHedgingStatus"u8, "OFF"u8);
        json.WriteEndObject();
        return Answer.Ok;
    }

    /// <summary>Cross margin is the only mode.</summary>
    private static Answer SetMarginMode(VenueCall call)
    {
        if (call.Fields.Text("setMarginMode") is not ("REGULAR_MARGIN" or "PORTFOLIO_MARGIN" or "ISOLATED_MARGIN"))
            return Answer.BadParameter("setMarginMode");
        if (call.Fields.Text("setMarginMode") != "REGULAR_MARGIN")
        {
            call.Reasons = [new Answer(3400000, "Only cross margin is offered here.")];
            return new Answer(3400045, "Set margin mode failed");
        }
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("reasons"u8);
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    /// <summary>modifyEnable=false: prices beyond the band are refused instead of moved.</summary>
    private Answer SetLimitAction(VenueCall call)
    {
        if (call.Category is not (Category.Linear or Category.Inverse or Category.Spot)) return Answer.BadCategory;
        if (call.Fields.Text("modifyEnable") is not ("true" or "false")) return Answer.BadParameter("modifyEnable");
        if (call.Category != Category.Spot)
            view.Exchange.SetRefusesOutsideBand(call.Account, !call.Fields.Flag("modifyEnable"));
        call.Json.WriteStartObject();
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private Answer Switches(VenueCall call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteBoolean("lpaSpot"u8, false);
        call.Json.WriteBoolean("lpaPerp"u8, view.Exchange.RefusesOutsideBand(call.Account));
        call.Json.WriteBoolean("deltaEnable"u8, false);
        call.Json.WriteBoolean("smsef"u8, false);
        call.Json.WriteBoolean("fmsef"u8, false);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private Answer Guards(VenueCall call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("dcpInfos"u8);
        foreach ((string product, int seconds) in guard.Of(call.Account))
        {
            call.Json.WriteStartObject();
            call.Json.WriteString("product"u8, product);
            call.Json.WriteString("dcpStatus"u8, "ON"u8);
            call.Json.WholeText("timeWindow"u8, seconds);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    /// <summary>The venue grants its dead-man switch to institutions only.</summary>
    private Answer SetGuard(VenueCall call)
    {
        if (!call.Credential!.HasDisconnectGuard) return Answer.NoGuard;
        string product = call.Fields.Text("product") ?? "OPTIONS";
        if (!guard.TrySet(call.Account, product, call.Fields.Whole("timeWindow", 0) ?? 0))
            return Answer.BadParameter("product or timeWindow");
        call.Json.WriteStartObject();
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private static Answer PreventionGroup(VenueCall call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteNumber("smpGroup"u8, 0);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private static Answer Protections(VenueCall call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("result"u8);
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private static Answer Key(VenueCall call)
    {
        ApiCredential who = call.Credential!;
        long number = who.UserId == 0 ? who.Account.Index : who.UserId;
        string user = number.ToString(CultureInfo.InvariantCulture);
        Utf8JsonWriter json = call.Json;
        json.WriteStartObject();
        json.WriteString("id"u8, user);
        json.WriteString("note"u8, "simulated"u8);
        json.WriteString("apiKey"u8, who.Key);
        json.WriteNumber("readOnly"u8, who.IsReadOnly ? 1 : 0);
        json.WriteString("secret"u8, ""u8);
        WritePermissions(json, who);
        json.WriteStartArray("ips"u8);
        json.WriteStringValue("*"u8);
        json.WriteEndArray();
        json.WriteNumber("type"u8, 1);
        Timestamp end = who.ExpiresAt.IsNone ? call.Now + Duration.FromSeconds(90 * 86_400) : who.ExpiresAt;
        json.WriteNumber("deadlineDay"u8, (int)((end - call.Now).Seconds / 86_400));
        json.WriteString("expiredAt"u8, Iso(end));
        json.WriteString("createdAt"u8, Iso(call.Now));
        json.WriteNumber("unified"u8, 0);
        json.WriteNumber("uta"u8, 1);
        json.WriteNumber("userID"u8, number);
        json.WriteNumber("inviterID"u8, 0);
        json.WriteString("vipLevel"u8, "No VIP"u8);
        json.WriteString("mktMakerLevel"u8, "0"u8);
        json.WriteNumber("affiliateID"u8, 0);
        json.WriteString("rsaPublicKey"u8, ""u8);
        json.WriteBoolean("isMaster"u8, true);
        json.WriteString("parentUid"u8, "0"u8);
        json.WriteString("kycLevel"u8, "LEVEL_DEFAULT"u8);
        json.WriteString("kycRegion"u8, ""u8);
        json.WriteString("userIDInt64"u8, user);
        json.WriteString("inviterIDInt64"u8, "0"u8);
        json.WriteString("affiliateIDInt64"u8, "0"u8);
        json.WriteEndObject();
        return Answer.Ok;
    }

    private static void WritePermissions(Utf8JsonWriter json, ApiCredential who)
    {
        bool isReadOnly = who.IsReadOnly;
        json.WriteStartObject("permissions"u8);
        WriteNames(json, "ContractTrade", isReadOnly ? [] : ["Order", "Position"]);
        WriteNames(json, "Spot", []);
        WriteNames(json, "Wallet", who.CanWithdraw ? ["AccountTransfer", "SubMemberTransfer", "Withdraw"] : []);
        WriteNames(json, "Options", isReadOnly ? [] : ["OptionsTrade"]);
        WriteNames(json, "Derivatives", isReadOnly ? [] : ["DerivativesTrade"]);
        foreach (string other in (string[])["CopyTrading", "BlockTrade", "Exchange", "NFT", "Affiliate", "Earn",
            "FiatP2P", "FiatConvertBroker", "FiatGlobalPay", "FiatBitPay", "BitCard", "ByXPost"])
        {
            WriteNames(json, other, []);
        }
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, string group, string[] names)
    {
        json.WriteStartArray(group);
        foreach (string name in names) json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static Answer CoinList(VenueCall call)
    {
        Utf8JsonWriter json = call.Json;
        string? only = call.Fields.Text("coin");
        json.WriteStartObject();
        json.WriteStartArray("rows"u8);
        foreach (string coin in Coins)
            if (only is null || only == coin) WriteCoin(json, coin);
        json.WriteEndArray();
        json.WriteEndObject();
        return Answer.Ok;
    }

    private static void WriteCoin(Utf8JsonWriter json, string coin)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, coin);
        json.WriteString("coin"u8, coin);
        json.WriteString("remainAmount"u8, "0"u8);
        json.WriteStartArray("chains"u8);
        json.WriteStartObject();
        string chain = coin == "BTC" ? "BTC" : "ETH";
        json.WriteString("chainType"u8, chain);
        json.WriteString("confirmation"u8, "6"u8);
        json.WriteString("withdrawFee"u8, ""u8);
        json.WriteString("depositMin"u8, "0"u8);
        json.WriteString("withdrawMin"u8, "0"u8);
        json.WriteString("chain"u8, chain);
        json.WriteString("chainDeposit"u8, "0"u8);
        json.WriteString("chainWithdraw"u8, "0"u8);
        json.WriteString("minAccuracy"u8, "8"u8);
        json.WriteString("withdrawPercentageFee"u8, "0"u8);
        json.WriteString("contractAddress"u8, ""u8);
        json.WriteString("safeConfirmNumber"u8, "6"u8);
        json.WriteString("withdrawMax"u8, "0"u8);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Iso(Timestamp moment) =>
        moment.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
