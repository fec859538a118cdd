namespace TradingAgent.UnitTests.VenuesBybit;

/// <summary>Private frames written for these tests.</summary>
internal static class AccountFrames
{
    public const string Wallet =
        """
        {"id":"w","topic":"wallet","creationTime":1790000000100,"data":[{"accountType":"UNIFIED","totalEquity":"100",
        "coin":[{"coin":"USDT","equity":"1000.5","usdValue":"999.9997","walletBalance":"990.25",
        "unrealisedPnl":"10.25","bonus":"0"},{"coin":"BTC","equity":"0.5","usdValue":"30000","walletBalance":"0.5"},
        {"coin":"SHIB","equity":"1","usdValue":"0","walletBalance":"1"}],"accountLTV":"0"}]}
        """;

    public const string Position =
        """
        {"id":"p","topic":"position","creationTime":1790000000100,"data":[{"positionIdx":0,"symbol":"BTCUSD",
        "side":"Sell","size":"300","entryPrice":"27464.504416751","seq":5723621632,"updatedTime":"1790000000099"},
        {"positionIdx":0,"symbol":"BTCUSDT","side":"","size":"0","entryPrice":"0","seq":"-1"}]}
        """;

    public static string Order(
        string linkId,
        string status,
        string price = "60000.5",
        string qty = "0.25",
        string filled = "0",
        string reject = "EC_NoError",
        string cancel = "UNKNOWN",
        string force = "PostOnly",
        long updated = 1790000000000) =>
        $$"""
        {"id":"o","topic":"order","creationTime":{{updated}},"data":[{"category":"linear","symbol":"BTCUSDT",
        "orderId":"venue-{{linkId}}","orderLinkId":"{{linkId}}","side":"Buy","orderType":"Limit","price":"{{price}}",
        "qty":"{{qty}}","cumExecQty":"{{filled}}","leavesQty":"","orderStatus":"{{status}}",
        "rejectReason":"{{reject}}","cancelType":"{{cancel}}","timeInForce":"{{force}}","createdTime":"1",
        "updatedTime":"{{updated}}","cumFeeDetail":{"USDT":"0"},"reduceOnly":false,"positionIdx":0}]}
        """;

    public static string Execution(
        string execId,
        string linkId,
        string type = "Trade",
        string qty = "0.1",
        string fee = "-0.5",
        string orderId = "",
        string extra = "\"\"",
        string symbol = "BTCUSDT") =>
        $$"""
        {"topic":"execution","id":"e","creationTime":1790000000200,"data":[{"category":"linear",
        "symbol":"{{symbol}}","execFee":"{{fee}}","execId":"{{execId}}","execPrice":"60000.5","execQty":"{{qty}}",
        "execType":"{{type}}","execValue":"6000.05","extraFees":{{extra}},"orderId":"{{orderId}}",
        "orderLinkId":"{{linkId}}","orderQty":"0.25","leavesQty":"0.15","side":"Buy","execTime":"1790000000199",
        "isMaker":true,"seq":140612148849382,"feeCurrency":""}]}
        """;
}
