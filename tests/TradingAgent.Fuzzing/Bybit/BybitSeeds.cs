using System.Text;

namespace TradingAgent.Fuzzing.Bybit;

/// <summary>Frames of the shapes Bybit sends, values invented; broken over lines here, not on the wire.</summary>
internal static class BybitSeeds
{
    public static IReadOnlyList<byte[]> Linear { get; } = Frames.Of(
        """
        {"topic":"orderbook.1.BTCUSDT","ts":1790000000011,"type":"snapshot","data":{"s":"BTCUSDT","b":[["61000.50",
        "1.125"]],"a":[["61000.60","0.875"]],"u":171,"seq":9101},"cts":1790000000008}
        """,
        """
        {"topic":"orderbook.50.BTCUSDT","type":"snapshot","ts":1790000000021,"data":{"s":"BTCUSDT","b":[["61000",
        "1"],["60990","2"],["60900","4"]],"a":[["61002","1.5"],["61050","3"]],"u":200,"seq":5100},
        "cts":1790000000019}
        """,
        """
        {"topic":"orderbook.50.BTCUSDT","type":"delta","ts":1790000000031,"data":{"s":"BTCUSDT","b":[["61000","0"],
        ["60999","3"]],"a":[["61002","0.5"]],"u":201,"seq":5101},"cts":1790000000029}
        """,
        """
        {"topic":"tickers.BTCUSDT","type":"snapshot","data":{"symbol":"BTCUSDT","tickDirection":"PlusTick",
        "lastPrice":"61000.1","markPrice":"61001.23","indexPrice":"61003.45","openInterest":"41234.567",
        "turnover24h":"2.5","fundingIntervalHour":"8","nextFundingTime":"1790006400000","fundingRate":"0.0002",
        "bid1Price":"61000.5","bid1Size":"1","ask1Price":"61000.6","ask1Size":"2"},"cs":223456,"ts":1790000000033}
        """,
        """
        {"topic":"tickers.BTCUSDT","type":"delta","data":{"symbol":"BTCUSDT","markPrice":"61002.5"},"cs":223457,
        "ts":1790000000133}
        """,
        """
        {"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1790000000053,"data":[{"T":1790000000047,
        "s":"BTCUSDT","S":"Buy","v":"0.002","p":"61000.6","L":"PlusTick","i":"f1","BT":false,"RPI":false,"seq":11},
        {"T":1790000000048,"s":"BTCUSDT","S":"Sell","v":"0.6","p":"61000.5","L":"MinusTick","i":"f2","BT":false,
        "seq":12}]}
        """,
        """
        {"topic":"allLiquidation.BTCUSDT","type":"snapshot","ts":1790000000063,"data":[{"T":1790000000058,
        "s":"BTCUSDT","S":"Buy","v":"1.5","p":"60500.10"}]}
        """,
        """{"success":true,"ret_msg":"","conn_id":"c1","req_id":"r1","op":"subscribe"}""",
        """{"success":true,"ret_msg":"pong","conn_id":"c1","op":"ping"}""");

    public static IReadOnlyList<byte[]> Inverse { get; } =
        [.. Linear.Select(frame => Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(frame).Replace("BTCUSDT", "BTCUSD", StringComparison.Ordinal)))];

    public static IReadOnlyList<byte[]> Option { get; } = Frames.Of(
        """
        {"id":"tickers.BTC-27MAR26-70000-P-USDT-1-3","topic":"tickers.BTC-27MAR26-70000-P-USDT","ts":1790000000043,
        "data":{"symbol":"BTC-27MAR26-70000-P-USDT","bidPrice":"400","bidSize":"1","bidIv":"0.48","askPrice":"420",
        "askSize":"5.2","askIv":"0.524","lastPrice":"11","markPrice":"415.125","indexPrice":"61003.45",
        "markPriceIv":"0.4996","underlyingPrice":"61115.1","openInterest":"59.85","delta":"-0.157831",
        "gamma":"0.00022453","vega":"32.81","theta":"-20.9","predictedDeliveryPrice":"0"},"type":"snapshot"}
        """,
        """
        {"id":"publicTrade.BTC-8-1","topic":"publicTrade.BTC","type":"snapshot","ts":1790000000053,"data":[
        {"p":"420","v":"0.2","i":"g1","T":1790000000050,"BT":false,"S":"Sell","s":"BTC-27MAR26-70000-P-USDT",
        "mP":"415","iP":"61000","mIv":"0.5","iv":"0.52"}]}
        """,
        """{"success":true,"ret_msg":"","conn_id":"c2","req_id":"r2","op":"subscribe"}""");

    public static IReadOnlyList<byte[]> Private { get; } = Frames.Of(
        """
        {"id":"w","topic":"wallet","creationTime":1790000000103,"data":[{"accountType":"UNIFIED",
        "totalEquity":"110","totalMarginBalance":"1000.1","totalInitialMargin":"99.5","totalMaintenanceMargin":"12",
        "coin":[{"coin":"USDT","equity":"1100.5","usdValue":"1099.9","walletBalance":"1090.25",
        "unrealisedPnl":"10.25","bonus":"0"},{"coin":"BTC","equity":"0.6","usdValue":"36000",
        "walletBalance":"0.6"}],"accountLTV":"0"}]}
        """,
        """
        {"id":"p","topic":"position","creationTime":1790000000103,"data":[{"positionIdx":0,"symbol":"BTCUSD",
        "side":"Sell","size":"400","entryPrice":"28464.5","seq":5723621699,"updatedTime":"1790000000101"},
        {"positionIdx":0,"symbol":"BTCUSDT","side":"","size":"0","entryPrice":"0","seq":"-1"}]}
        """,
        """
        {"id":"o","topic":"order","creationTime":1790000000000,"data":[{"category":"linear","symbol":"BTCUSDT",
        "orderId":"v-1","orderLinkId":"tax1-7-1","side":"Buy","orderType":"Limit","price":"61000.5","qty":"0.25",
        "cumExecQty":"0.1","leavesQty":"","orderStatus":"PartiallyFilled","rejectReason":"EC_NoError",
        "cancelType":"UNKNOWN","timeInForce":"PostOnly","createdTime":"1","updatedTime":"1790000000000",
        "cumFeeDetail":{"USDT":"0"},"reduceOnly":false,"positionIdx":0}]}
        """,
        """
        {"topic":"execution","id":"e","creationTime":1790000000203,"data":[{"category":"linear","symbol":"BTCUSDT",
        "execFee":"-0.6","execId":"h1","execPrice":"61000.5","execQty":"0.1","execType":"Trade",
        "execValue":"6100.05","extraFees":"","orderId":"v-1","orderLinkId":"tax1-7-1","orderQty":"0.25",
        "leavesQty":"0.15","side":"Buy","execTime":"1790000000199","isMaker":true,"seq":140612148849399,
        "feeCurrency":""}]}
        """,
        """
        {"id":"g","topic":"greeks","creationTime":1790000000203,"data":[{"baseCoin":"BTC","totalDelta":"0.5",
        "totalGamma":"-0.001","totalVega":"-3.5","totalTheta":"12.25"}]}
        """,
        """{"success":true,"ret_msg":"","op":"auth","conn_id":"c3"}""",
        """{"success":true,"ret_msg":"","op":"subscribe","conn_id":"c3","req_id":"1"}""",
        """{"req_id":"1","op":"pong","args":["1790000000203"],"conn_id":"c3"}""");

    public static IReadOnlyList<byte[]> Trade { get; } = Frames.Of(
        """{"retCode":0,"retMsg":"OK","op":"auth","reqId":"auth","connId":"c4"}""",
        """
        {"reqId":"x1-1790000000000-1","retCode":0,"retMsg":"OK","op":"order.create","data":{"orderId":"v-9",
        "orderLinkId":"tax1-7-9"},"header":{"X-Bapi-Limit":"10","X-Bapi-Limit-Status":"9",
        "X-Bapi-Limit-Reset-Timestamp":"1790000000999","Traceid":"t"},"connId":"c4"}
        """,
        """
        {"reqId":"x1-1790000000000-2","retCode":110001,"retMsg":"order not exists or too late to cancel",
        "op":"order.cancel","data":{},"retExtInfo":{},"header":{"X-Bapi-Limit":"10","X-Bapi-Limit-Status":"8"},
        "connId":"c4"}
        """,
        """
        {"retCode":10006,"retMsg":"Too many visits!","op":"order.amend","reqId":"x1-1790000000000-3",
        "connId":"c4"}
        """,
        """{"op":"pong","args":["1790000000203"],"connId":"c4","retCode":0}""");
}
