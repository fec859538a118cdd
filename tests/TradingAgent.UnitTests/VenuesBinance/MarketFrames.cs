namespace TradingAgent.UnitTests.VenuesBinance;

/// <summary>Public frames written for these tests, as the venue writes them: on one line, no blanks.</summary>
internal static class MarketFrames
{
    public const string Top =
        """
        {"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":400900217,"s":"BTCUSDT","ps":"BTCUSDT","st":1,
        "b":"60000.50","B":"1.250","a":"60000.60","A":"0.750","T":1790000000007,"E":1790000000010}}
        """;

    public const string Mark =
        """
        {"stream":"btcusdt@markPrice@1s","data":{"e":"markPriceUpdate","E":1790000000030,"s":"BTCUSDT",
        "p":"60001.23000000","ap":"60001.20000000","i":"60003.45000000","P":"60002.00000000","r":"0.00010000",
        "T":1790006400000,"st":1}}
        """;

    public const string DeliveryMark =
        """
        {"stream":"btcusdt_270326@markPrice@1s","data":{"e":"markPriceUpdate","E":1790000000030,
        "s":"BTCUSDT_270326","p":"61000.00","i":"60003.45","P":"60002.00","r":"","T":0}}
        """;

    public const string Trade =
        """
        {"stream":"btcusdt@aggTrade","data":{"e":"aggTrade","E":1790000000050,"s":"BTCUSDT","a":5933014,
        "p":"60000.60","q":"0.005","nq":"0.004","f":100,"l":105,"T":1790000000049,"m":true}}
        """;

    public const string Liquidation =
        """
        {"stream":"btcusdt@forceOrder","data":{"e":"forceOrder","E":1790000000060,"o":{"s":"BTCUSDT","S":"SELL",
        "o":"LIMIT","f":"IOC","q":"2.500","p":"59500.10","ap":"59510.20","X":"FILLED","l":"0.014","z":"2.500",
        "T":1790000000055}}}
        """;

    public const string Snapshot =
        """
        {"lastUpdateId":100,"E":1790000000020,"T":1790000000018,"bids":[["60000.00","1.000"],["59990.00","2.000"],
        ["59000.00","9.000"]],"asks":[["60002.00","1.500"],["60050.00","3.000"]]}
        """;

    public const string Index =
        """{"stream":"!index@arr","data":[{"e":"indexPrice","E":1790000000000,"s":"BTCUSDT","p":"60003.45"}]}""";

    public const string OptionTrade =
        """
        {"stream":"btcusdt@optionTrade","data":{"e":"trade","E":1790000000050,"T":1790000000049,
        "s":"BTC-270326-70000-P","t":20,"p":"410.000","q":"0.10","X":"MARKET","S":"SELL","m":true}}
        """;

    public static readonly string OptionMarks =
        """{"stream":"btcusdt@optionMarkPrice","data":[""" + OptionMark("BTC-270326-70000-P") + ","
        + OptionMark("BTC-270326-70000-C", bid: "400.000", bidSize: "1.2000", bidIv: "0.48120000") + "]}";

    public static string Delta(long first, long last, long previous, string bids, string asks) =>
        $$$"""
        {"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1790000000021,"T":1790000000019,"s":"BTCUSDT",
        "U":{{{first}}},"u":{{{last}}},"pu":{{{previous}}},"b":[{{{bids}}}],"a":[{{{asks}}}]}}
        """;

    public static string OptionMark(
        string symbol, string bid = "0.000", string bidSize = "0.0000", string bidIv = "-1.0",
        string gamma = "0.00021453") =>
        $$"""
        {"s":"{{symbol}}","mp":"405.870","E":1790000000040,"e":"markPrice","i":"60003.45000000","P":"0.000",
        "bo":"{{bid}}","ao":"410.000","bq":"{{bidSize}}","aq":"5.1000","b":"{{bidIv}}","a":"0.51400000",
        "hl":"924.652","ll":"0.100","vo":"0.4896","rf":"0.0","d":"-0.14783100","t":"-19.91153680","g":"{{gamma}}",
        "v":"31.81351067"}
        """;
}
