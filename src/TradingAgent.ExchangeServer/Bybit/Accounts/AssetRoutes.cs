using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.ExchangeServer.Bybit.Rest;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Bybit.Accounts;

/// <summary>Summaries of what an account has in options and as collateral, and lists that are empty here.</summary>
internal sealed class AssetRoutes(ExchangeView view)
{
    public IEnumerable<RestRoute> Routes() =>
    [
        new("GET", "/v5/account/option-asset-info", true, RateGroup.Asset, OptionAssets),
        new("GET", "/v5/account/collateral-info", true, RateGroup.Asset, Collateral),
        new("GET", "/v5/account/borrow-history", true, RateGroup.Asset, call => Nothing(call, "list")),
        new("GET", "/v5/asset/transfer/query-account-coins-balance", true, RateGroup.Asset, CoinsBalance),
        new("GET", "/v5/asset/transfer/query-account-coin-balance", true, RateGroup.Asset, OneCoin),
        new("GET", "/v5/asset/transfer/query-inter-transfer-list", true, RateGroup.Asset,
            call => Nothing(call, "list")),
        new("GET", "/v5/asset/deposit/query-record", true, RateGroup.Asset, call => Nothing(call, "rows")),
        new("GET", "/v5/asset/withdraw/query-record", true, RateGroup.Asset, call => Nothing(call, "rows")),
        new("GET", "/v5/position/move-history", true, RateGroup.Asset, call => Nothing(call, "list")),
    ];

    private Answer OptionAssets(VenueCall call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("result"u8);
        foreach (IGrouping<CurrencyId, PositionSnapshot> coin in view.Exchange.Positions(call.Account)
            .Where(position => view.Listed(position.Instrument).Terms.IsOption)
            .GroupBy(position => view.Listed(position.Instrument).Terms.BaseCoin))
        {
            call.Json.WriteStartObject();
            call.Json.Figure("totalDelta"u8, coin.Sum(position => position.Greeks.Delta), 4);
            call.Json.Figure("assetIM"u8, coin.Sum(position => position.InitialMargin), 4);
            call.Json.Figure("totalUPL"u8, coin.Sum(position => position.UnrealisedPnl), 4);
            call.Json.Decimal("totalRPL"u8, decimal.Round(coin.Sum(position => position.CumulativeRealisedPnl), 4));
            call.Json.Figure("assetMM"u8, coin.Sum(position => position.MaintenanceMargin), 4);
            call.Json.WriteString("coin"u8, coin.Key.Code);
            call.Json.WriteNumber("sendTime"u8, call.Now.Milliseconds);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    /// <summary>Every coin counts in full; nothing can be borrowed.</summary>
    private Answer Collateral(VenueCall call)
    {
        string? only = call.Fields.Text("currency");
        call.Json.WriteStartObject();
        call.Json.WriteStartArray("list"u8);
        foreach (CoinBalance coin in view.Exchange.Wallet(call.Account).Coins)
        {
            if (only is not null && coin.Currency.Code != only) continue;
            call.Json.WriteStartObject();
            call.Json.WriteString("currency"u8, coin.Currency.Code);
            call.Json.WriteString("hourlyBorrowRate"u8, "0"u8);
            call.Json.WriteString("maxBorrowingAmount"u8, "0"u8);
            call.Json.WriteString("freeBorrowingLimit"u8, ""u8);
            call.Json.WriteString("freeBorrowAmount"u8, "0"u8);
            call.Json.WriteString("freeBorrowingAmount"u8, ""u8);
            call.Json.WriteString("borrowAmount"u8, "0"u8);
            call.Json.WriteString("otherBorrowAmount"u8, "0"u8);
            call.Json.WriteString("availableToBorrow"u8, "0"u8);
            call.Json.WriteBoolean("borrowable"u8, false);
            call.Json.WriteString("borrowUsageRate"u8, "0"u8);
            call.Json.WriteBoolean("marginCollateral"u8, true);
            call.Json.WriteBoolean("collateralSwitch"u8, true);
            call.Json.WriteString("collateralRatio"u8, "1"u8);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    /// <summary>The coins of the unified account, the only one there is; all of them unless some are named.</summary>
    private Answer CoinsBalance(VenueCall call)
    {
        if (call.Fields.Text("accountType") is not "UNIFIED") return Answer.BadParameter("accountType");
        string[] wanted = call.Fields.Text("coin")?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
        OpenAccount(call);
        call.Json.WriteStartArray("balance"u8);
        foreach (CoinBalance coin in view.Exchange.Wallet(call.Account).Coins)
            if (wanted.Length == 0 || wanted.Contains(coin.Currency.Code)) WriteBalance(call, coin);
        call.Json.WriteEndArray();
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private Answer OneCoin(VenueCall call)
    {
        if (call.Fields.Text("accountType") is not "UNIFIED") return Answer.BadParameter("accountType");
        if (!CurrencyId.TryFind(call.Fields.Text("coin") ?? "", out CurrencyId currency))
            return Answer.BadParameter("coin");
        CoinBalance none = new() { Currency = currency };
        OpenAccount(call);
        call.Json.WriteNumber("bizType"u8, 1);
        call.Json.WriteString("accountId"u8, Text(call.Account));
        call.Json.WritePropertyName("balance"u8);
        WriteBalance(
            call, view.Exchange.Wallet(call.Account).Coins.Where(c => c.Currency == currency).FirstOrDefault(none));
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private static void OpenAccount(VenueCall call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteString("accountType"u8, "UNIFIED"u8);
        call.Json.WriteString("memberId"u8, Text(call.Account));
    }

    /// <summary>What could be taken away: what the wallet holds, or less where margin needs it.</summary>
    private void WriteBalance(VenueCall call, in CoinBalance coin)
    {
        double available = view.Exchange.Wallet(call.Account).TotalAvailableUsd;
        decimal free = coin.UsdRate > 0 ? decimal.Round((decimal)(available / coin.UsdRate), 8) : 0;
        call.Json.WriteStartObject();
        call.Json.WriteString("coin"u8, coin.Currency.Code);
        call.Json.Decimal("walletBalance"u8, coin.WalletBalance);
        call.Json.Decimal("transferBalance"u8, Math.Max(Math.Min(free, coin.WalletBalance), 0));
        call.Json.WriteString("bonus"u8, ""u8);
        call.Json.WriteString("transferSafeAmount"u8, ""u8);
        call.Json.WriteString("ltvTransferSafeAmount"u8, ""u8);
        call.Json.WriteEndObject();
    }

    private static string Text(AccountId account) =>
        account.Index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Answer Nothing(VenueCall call, string name)
    {
        call.Json.WriteStartObject();
        call.Json.WriteStartArray(name);
        call.Json.WriteEndArray();
        call.Json.WriteString("nextPageCursor"u8, ""u8);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }
}
