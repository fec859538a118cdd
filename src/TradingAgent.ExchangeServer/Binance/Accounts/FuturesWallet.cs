using System.Text.Json;
using TradingAgent.Exchange.Accounts;
using TradingAgent.ExchangeServer.Binance.Rest;
using TradingAgent.ExchangeServer.Bybit;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Accounts;

/// <summary>The futures wallet: account and balance in the versions that clients still ask for.</summary>
internal sealed class FuturesWallet(ExchangeView view, SymbolBook symbols)
{
    public IEnumerable<Route> Routes() =>
    [
        new("GET", "/fapi/v3/account", Access.Signed, 5, call => Account(call, isThird: true)),
        new("GET", "/fapi/v2/account", Access.Signed, 5, call => Account(call, isThird: false)),
        new("GET", "/fapi/v3/balance", Access.Signed, 5, Balance),
        new("GET", "/fapi/v2/balance", Access.Signed, 5, Balance),
        new("GET", "/fapi/v1/income", Access.Signed, 30, Income),
    ];

    public Answer Account(BinanceCall call, bool isThird)
    {
        WalletSnapshot wallet = view.Exchange.Wallet(call.Account);
        Utf8JsonWriter json = call.Json;
        json.WriteStartObject();
        if (!isThird) WriteStanding(json, call);
        WriteTotals(json, wallet);
        json.WriteStartArray("assets"u8);
        foreach (CoinBalance coin in wallet.Coins) WriteAsset(json, wallet, coin, isThird);
        json.WriteEndArray();
        json.WriteStartArray("positions"u8);
        foreach (FuturesPosition row in FuturesPosition.All(view, symbols, call.Account))
        {
            if (isThird && !row.IsListed) continue;
            WritePosition(json, row, isThird);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        return Answer.Ok;
    }

    public Answer Balance(BinanceCall call)
    {
        WalletSnapshot wallet = view.Exchange.Wallet(call.Account);
        call.Json.WriteStartArray();
        foreach (CoinBalance coin in wallet.Coins)
        {
            call.Json.WriteStartObject();
            call.Json.WriteString("accountAlias"u8, "sim" + call.Account.Index);
            call.Json.WriteString("asset"u8, coin.Currency.Code);
            call.Json.Decimal("balance"u8, coin.WalletBalance);
            WriteCash(call.Json, wallet, coin);
            call.Json.WriteBoolean("marginAvailable"u8, true);
            call.Json.WriteNumber("updateTime"u8, call.Now.Milliseconds);
            call.Json.WriteEndObject();
        }
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    private static void WriteStanding(Utf8JsonWriter json, BinanceCall call)
    {
        json.WriteNumber("feeTier"u8, 0);
        json.WriteBoolean("feeBurn"u8, false);
        json.WriteBoolean("canTrade"u8, !call.Credential!.IsReadOnly);
        json.WriteBoolean("canDeposit"u8, true);
        json.WriteBoolean("canWithdraw"u8, false);
        json.WriteNumber("updateTime"u8, 0);
        json.WriteBoolean("multiAssetsMargin"u8, false);
        json.WriteNumber("tradeGroupId"u8, -1);
    }

    private static void WriteTotals(Utf8JsonWriter json, WalletSnapshot wallet)
    {
        double orders = wallet.Coins.Sum(coin => coin.OrderInitialMargin * coin.UsdRate);
        json.Padded("totalInitialMargin"u8, wallet.TotalInitialMarginUsd, 8);
        json.Padded("totalMaintMargin"u8, wallet.TotalMaintenanceMarginUsd, 8);
        json.Padded("totalWalletBalance"u8, wallet.TotalWalletBalanceUsd, 8);
        json.Padded("totalUnrealizedProfit"u8, wallet.TotalUnrealisedPnlUsd, 8);
        json.Padded("totalMarginBalance"u8, wallet.TotalMarginBalanceUsd, 8);
        json.Padded("totalPositionInitialMargin"u8, wallet.TotalInitialMarginUsd - orders, 8);
        json.Padded("totalOpenOrderInitialMargin"u8, orders, 8);
        json.Padded("totalCrossWalletBalance"u8, wallet.TotalWalletBalanceUsd, 8);
        json.Padded("totalCrossUnPnl"u8, wallet.TotalUnrealisedPnlUsd, 8);
        json.Padded("availableBalance"u8, wallet.TotalAvailableUsd, 8);
        json.Padded("maxWithdrawAmount"u8, wallet.TotalAvailableUsd, 8);
    }

    private static void WriteAsset(Utf8JsonWriter json, WalletSnapshot wallet, in CoinBalance coin, bool isThird)
    {
        json.WriteStartObject();
        json.WriteString("asset"u8, coin.Currency.Code);
        json.Padded("walletBalance"u8, (double)coin.WalletBalance, 8);
        json.Padded("unrealizedProfit"u8, coin.UnrealisedPnl, 8);
        json.Padded("marginBalance"u8, (double)coin.WalletBalance + coin.UnrealisedPnl, 8);
        json.Padded("maintMargin"u8, coin.PositionMaintenanceMargin, 8);
        json.Padded("initialMargin"u8, coin.PositionInitialMargin + coin.OrderInitialMargin, 8);
        json.Padded("positionInitialMargin"u8, coin.PositionInitialMargin, 8);
        json.Padded("openOrderInitialMargin"u8, coin.OrderInitialMargin, 8);
        WriteCash(json, wallet, coin);
        if (!isThird) json.WriteBoolean("marginAvailable"u8, true);
        json.WriteNumber("updateTime"u8, wallet.Time.Milliseconds);
        json.WriteEndObject();
    }

    private static void WriteCash(Utf8JsonWriter json, WalletSnapshot wallet, in CoinBalance coin)
    {
        double available = coin.UsdRate > 0 ? wallet.TotalAvailableUsd / coin.UsdRate : 0;
        json.Padded("crossWalletBalance"u8, (double)coin.WalletBalance, 8);
        json.Padded("crossUnPnl"u8, coin.UnrealisedPnl, 8);
        json.Padded("availableBalance"u8, available, 8);
        json.Padded("maxWithdrawAmount"u8, Math.Min(available, Math.Max((double)coin.WalletBalance, 0)), 8);
    }

    private void WritePosition(Utf8JsonWriter json, in FuturesPosition row, bool isThird)
    {
        PositionSnapshot position = row.Position;
        json.WriteStartObject();
        json.WriteString("symbol"u8, symbols.NameOf(row.Instrument.Id));
        json.WriteString("positionSide"u8, "BOTH"u8);
        json.Decimal("positionAmt"u8, position.Quantity.Raw, JsonText.DecimalsOf(row.Instrument.Terms.Lot.Raw));
        json.Padded("unrealizedProfit"u8, position.UnrealisedPnl, 8);
        json.Padded("initialMargin"u8, position.InitialMargin + position.OrderMargin, 8);
        json.Padded("maintMargin"u8, position.MaintenanceMargin, 8);
        if (isThird)
        {
            json.WriteString("isolatedMargin"u8, "0"u8);
            json.Padded("notional"u8, row.Notional, 8);
            json.WriteString("isolatedWallet"u8, "0"u8);
        }
        else
        {
            json.Padded("positionInitialMargin"u8, position.InitialMargin, 8);
            json.Padded("openOrderInitialMargin"u8, position.OrderMargin, 8);
            json.Decimal("leverage"u8, position.Leverage);
            json.WriteBoolean("isolated"u8, false);
            json.Decimal("entryPrice"u8, decimal.Round(position.AveragePrice, 8));
            json.Padded("breakEvenPrice"u8, row.BreakEven, 8);
            json.WriteString("maxNotional"u8, "0"u8);
            json.Decimal("bidNotional"u8, row.BidNotional);
            json.Decimal("askNotional"u8, row.AskNotional);
        }
        json.WriteNumber("updateTime"u8, position.UpdatedAt.IsNone ? 0 : position.UpdatedAt.Milliseconds);
        json.WriteEndObject();
    }

    private Answer Income(BinanceCall call)
    {
        string? symbol = call.Fields.Text("symbol");
        string? type = call.Fields.Text("incomeType");
        Page page = Page.Of(call.Fields, 100, 1000);
        List<IncomeRow> rows =
        [
            .. view.Exchange.Ledger(call.Account)
                .Where(entry => page.Span.Takes(entry.Time))
                .SelectMany(IncomeRow.Of)
                .Where(row => (type is null || row.Type == type)
                    && (symbol is null || symbols.NameOf(row.Instrument) == symbol)),
        ];
        call.Json.WriteStartArray();
        foreach (IncomeRow row in page.Choose(rows))
            row.Write(call.Json, row.Instrument.IsNone ? "" : symbols.NameOf(row.Instrument));
        call.Json.WriteEndArray();
        return Answer.Ok;
    }
}
