using System.Text;

namespace TradingAgent.Benchmarks.Wire;

/// <summary>The REST side of the script: what is asked before and after trading.</summary>
internal sealed class ScriptedAnswers(ScriptedMarket market, int positions)
{
    /// <param name="path">Path alone.</param>
    /// <param name="address">Path and query.</param>
    public byte[] Of(string path, string address)
    {
        bool isOption = address.Contains("category=option", StringComparison.Ordinal);
        bool isLinear = address.Contains("category=linear", StringComparison.Ordinal);
        string result = path switch
        {
            "/v5/market/time" => Time(),
            "/v5/market/instruments-info" when isLinear => List(ScriptedMarket.PerpetualListing),
            "/v5/market/instruments-info" when isOption => List(string.Join(',', market.Listings)),
            "/v5/user/query-api" => """{"readOnly":0,"permissions":{"ContractTrade":["Order","Position"]}}""",
            "/v5/account/info" => """{"marginMode":"REGULAR_MARGIN","unifiedMarginStatus":5}""",
            "/v5/account/user-setting-config" => """{"lpaPerp":true}""",
            "/v5/account/set-limit-px-action" => "{}",
            "/v5/account/fee-rate" => List(isOption
                ? """{"baseCoin":"BTC","makerFeeRate":"0.0002","takerFeeRate":"0.0003"}"""
                : """{"symbol":"BTCUSDT","makerFeeRate":"0.0002","takerFeeRate":"0.00055"}"""),
            "/v5/account/wallet-balance" => List(
                """
                {"accountType":"UNIFIED","coin":[{"coin":"USDT","walletBalance":"1000000","equity":"1000000",
                "usdValue":"1000000"},{"coin":"USDC","walletBalance":"1","equity":"1","usdValue":"1"}]}
                """),
            "/v5/position/list" when isOption =>
                List(string.Join(',', market.Symbols.Take(positions).Select(Position))),
            _ => List(""),
        };
        long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        string text = $$"""{"retCode":0,"retMsg":"OK","result":{{result}},"retExtInfo":{},"time":{{now}}}""";
        return Encoding.ASCII.GetBytes(text.ReplaceLineEndings(""));
    }

    private static string Time()
    {
        long nanoseconds = LinuxSocket.WallNow;
        return $$"""{"timeSecond":"{{nanoseconds / 1_000_000_000}}","timeNano":"{{nanoseconds}}"}""";
    }

    private static string List(string rows) => $$"""{"list":[{{rows}}],"nextPageCursor":"","category":""}""";

    private static string Position(string symbol, int index) =>
        $$"""
        {"symbol":"{{symbol}}","side":"{{(index % 3 == 0 ? "Buy" : "Sell")}}","size":"0.5","avgPrice":"1000",
        "positionIdx":0,"seq":{{index + 1}},"updatedTime":"1790000000000"}
        """;
}
