using TradingAgent.Exchange.Accounts;
using TradingAgent.ExchangeServer.Binance.Market;
using TradingAgent.ExchangeServer.Binance.Rest;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Binance.Accounts;

/// <summary>The futures account's modes, fees and limits. What is not offered is refused, never pretended.</summary>
internal sealed class FuturesSettings(ExchangeView view, SymbolBook symbols, BinanceFrontOptions options)
{
    public IEnumerable<Route> Routes() =>
    [
        new("GET", "/fapi/v1/positionSide/dual", Access.Signed, 30, call => Flag(call, "dualSidePosition")),
        new("POST", "/fapi/v1/positionSide/dual", Access.ToTrade, 1, call =>
            SetFlag(call, "dualSidePosition", Answer.SamePositionMode)),
        new("GET", "/fapi/v1/multiAssetsMargin", Access.Signed, 30, call => Flag(call, "multiAssetsMargin")),
        new("POST", "/fapi/v1/multiAssetsMargin", Access.ToTrade, 1, call =>
            SetFlag(call, "multiAssetsMargin", Answer.SameAssetsMode)),
        new("GET", "/fapi/v1/feeBurn", Access.Signed, 30, call => Flag(call, "feeBurn")),
        new("GET", "/fapi/v1/accountConfig", Access.Signed, 5, Account),
        new("GET", "/fapi/v1/commissionRate", Access.Signed, 20, Fees),
        new("GET", "/fapi/v1/rateLimit/order", Access.Signed, 1, Limits),
        new("GET", "/fapi/v1/apiTradingStatus", Access.Signed, 1, Locks),
    ];

    /// <summary>Hedge mode, several collaterals and fees in another coin are never on.</summary>
    private static Answer Flag(BinanceCall call, string name)
    {
        call.Json.WriteStartObject();
        call.Json.WriteBoolean(name, false);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private static Answer SetFlag(BinanceCall call, string name, Answer same) => call.Fields.Text(name) switch
    {
        null => Answer.Missing(name),
        "false" or "False" or "FALSE" => same,
        "true" or "True" or "TRUE" => Answer.NotServed,
        _ => Answer.BadValue(name),
    };

    private static Answer Account(BinanceCall call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteNumber("feeTier"u8, 0);
        call.Json.WriteBoolean("canTrade"u8, !call.Credential!.IsReadOnly);
        call.Json.WriteBoolean("canDeposit"u8, true);
        call.Json.WriteBoolean("canWithdraw"u8, false);
        call.Json.WriteBoolean("dualSidePosition"u8, false);
        call.Json.WriteNumber("updateTime"u8, 0);
        call.Json.WriteBoolean("multiAssetsMargin"u8, false);
        call.Json.WriteNumber("tradeGroupId"u8, -1);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private Answer Fees(BinanceCall call)
    {
        if (symbols.Find(call, out _) is { IsOk: false } refusal) return refusal;
        FeeSchedule fees = view.Exchange.FeesOf(call.Account);
        call.Json.WriteStartObject();
        call.Json.WriteString("symbol"u8, call.Fields.Text("symbol"));
        call.Json.Decimal("makerCommissionRate"u8, fees.FutureMaker);
        call.Json.Decimal("takerCommissionRate"u8, fees.FutureTaker);
        call.Json.Decimal("rpiCommissionRate"u8, fees.FutureMaker);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }

    private Answer Limits(BinanceCall call)
    {
        call.Json.WriteStartArray();
        RateLimitRows.WriteOrders(call.Json, options);
        call.Json.WriteEndArray();
        return Answer.Ok;
    }

    /// <summary>The venue locks accounts that cancel too much; here nobody is.</summary>
    private static Answer Locks(BinanceCall call)
    {
        call.Json.WriteStartObject();
        call.Json.WriteStartObject("indicators"u8);
        call.Json.WriteEndObject();
        call.Json.WriteNumber("updateTime"u8, call.Now.Milliseconds);
        call.Json.WriteEndObject();
        return Answer.Ok;
    }
}
