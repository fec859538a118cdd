namespace TradingAgent.UnitTests.VenuesBybit;

/// <summary>Public frames written for these tests.</summary>
internal static class MarketFrames
{
    public const string Top =
        """
        {"topic":"orderbook.1.BTCUSDT","ts":1790000000010,"type":"snapshot","data":{"s":"BTCUSDT","b":[["60000.50",
        "1.250"]],"a":[["60000.60","0.750"]],"u":71,"seq":9001},"cts":1790000000007}
        """;

    public const string TopEmptyBid =
        """
        {"topic":"orderbook.1.BTCUSDT","ts":1790000000010,"type":"snapshot","data":{"s":"BTCUSDT","b":[],
        "a":[["60000.60","0.750"]],"u":72,"seq":9002},"cts":1790000000007}
        """;

    public const string TopCrossed =
        """
        {"topic":"orderbook.1.BTCUSDT","ts":1790000000010,"type":"snapshot","data":{"s":"BTCUSDT","b":[["60001",
        "1"]],"a":[["60000","2"]],"u":73,"seq":9003},"cts":1790000000007}
        """;

    public const string TopNegative =
        """
        {"topic":"orderbook.1.BTCUSDT","ts":1790000000010,"type":"snapshot","data":{"s":"BTCUSDT","b":[["60001",
        "-1"]],"a":[["60002","2"]],"u":74,"seq":9004},"cts":1790000000007}
        """;

    public const string BookSnapshot =
        """
        {"topic":"orderbook.50.BTCUSDT","type":"snapshot","ts":1790000000020,"data":{"s":"BTCUSDT","b":[["60000",
        "1"],["59990","2"],["59900","4"],["59000","9"]],"a":[["60002","1.5"],["60050","3"],["60200","5"]],"u":100,
        "seq":5000},"cts":1790000000018}
        """;

    public const string TickerSnapshot =
        """
        {"topic":"tickers.BTCUSDT","type":"snapshot","data":{"symbol":"BTCUSDT","tickDirection":"PlusTick",
        "lastPrice":"60000.1","markPrice":"60001.23","indexPrice":"60003.45","openInterest":"51234.567",
        "turnover24h":"1.5","fundingIntervalHour":"8","nextFundingTime":"1790006400000","fundingRate":"0.0001",
        "bid1Price":"60000.5","bid1Size":"1","ask1Price":"60000.6","ask1Size":"2","preQty":""},"cs":123456,
        "ts":1790000000030}
        """;

    public const string TickerDelta =
        """
        {"topic":"tickers.BTCUSDT","type":"delta","data":{"symbol":"BTCUSDT","markPrice":"60002.5"},"cs":123457,
        "ts":1790000000130}
        """;

    public const string FutureSnapshot =
        """
        {"topic":"tickers.BTCUSDT-26MAR27","type":"snapshot","data":{"symbol":"BTCUSDT-26MAR27","markPrice":"61000",
        "indexPrice":"60003","openInterest":"12","fundingRate":"","nextFundingTime":"","bid1Price":"60990",
        "bid1Size":"0.5","ask1Price":"61010","ask1Size":"0.7"},"cs":9,"ts":1790000000030}
        """;

    public const string OptionTicker =
        """
        {"id":"tickers.BTC-27MAR26-70000-P-USDT-1-2","topic":"tickers.BTC-27MAR26-70000-P-USDT","ts":1790000000040,
        "data":{"symbol":"BTC-27MAR26-70000-P-USDT","bidPrice":"0","bidSize":"0","bidIv":"0","askPrice":"410",
        "askSize":"5.1","askIv":"0.514","lastPrice":"10","markPrice":"405.86976724","indexPrice":"60003.45",
        "markPriceIv":"0.4896","underlyingPrice":"60115.1","openInterest":"49.85","delta":"-0.147831",
        "gamma":"0.00021453","vega":"31.81351067","theta":"-19.9115368","predictedDeliveryPrice":"0"},
        "type":"snapshot"}
        """;

    public const string Trades =
        """
        {"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1790000000050,"data":[{"T":1790000000047,"s":"BTCUSDT",
        "S":"Buy","v":"0.001","p":"60000.6","L":"PlusTick","i":"a1","BT":false,"RPI":false,"seq":1},
        {"T":1790000000048,"s":"BTCUSDT","S":"Buy","v":"0.004","p":"60000.6","L":"ZeroPlusTick","i":"a2","BT":false,
        "seq":2},{"T":1790000000049,"s":"BTCUSDT","S":"Sell","v":"0.5","p":"60000.5","L":"MinusTick","i":"a3",
        "BT":false,"seq":3}]}
        """;

    public const string OptionTrades =
        """
        {"id":"publicTrade.BTC-9-1","topic":"publicTrade.BTC","type":"snapshot","ts":1790000000050,
        "data":[{"p":"410","v":"0.1","i":"o1","T":1790000000049,"BT":false,"S":"Sell","s":"BTC-27MAR26-70000-P-USDT",
        "mP":"405","iP":"60000","mIv":"0.5","iv":"0.51"},{"p":"9","v":"1","i":"o2","T":1790000000049,"BT":false,
        "S":"Buy","s":"BTC-1JAN27-1-C"}]}
        """;

    public const string Liquidations =
        """
        {"topic":"allLiquidation.BTCUSDT","type":"snapshot","ts":1790000000060,"data":[{"T":1790000000055,
        "s":"BTCUSDT","S":"Buy","v":"2.5","p":"59500.10"}]}
        """;

    public static string Delta(long updateId, string bids, string asks) =>
        $$"""
        {"topic":"orderbook.50.BTCUSDT","type":"delta","ts":1790000000021,"data":{"s":"BTCUSDT","b":[{{bids}}],
        "a":[{{asks}}],"u":{{updateId}},"seq":5001},"cts":1790000000019}
        """;
}
