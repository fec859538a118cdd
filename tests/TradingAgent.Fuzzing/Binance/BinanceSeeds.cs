namespace TradingAgent.Fuzzing.Binance;

/// <summary>Frames of the shapes Binance sends, values invented; broken over lines here, not on the wire.</summary>
internal static class BinanceSeeds
{
    public static IReadOnlyList<byte[]> FuturesPublic { get; } = Frames.Of(
        """
        {"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":400900217,"s":"BTCUSDT","ps":"BTCUSDT","st":1,
        "b":"60000.50","B":"1.250","a":"60000.60","A":"0.750","T":1790000000007,"E":1790000000010}}
        """,
        """
        {"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1790000000021,"T":1790000000019,"s":"BTCUSDT",
        "U":98,"u":104,"pu":97,"b":[["60000.00","4.000"],["59990.00","0.000"]],"a":[["60001.00","1"]]}}
        """,
        """
        {"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1790000000121,"T":1790000000119,"s":"BTCUSDT",
        "U":105,"u":106,"pu":104,"b":[],"a":[["60002.00","0"],["60003.00","2.5"]]}}
        """,
        """{"result":null,"id":1}""",
        """{"error":{"code":2,"msg":"Invalid request"},"id":1}""");

    public static IReadOnlyList<byte[]> FuturesMarket { get; } = Frames.Of(
        """
        {"stream":"btcusdt@markPrice@1s","data":{"e":"markPriceUpdate","E":1790000000030,"s":"BTCUSDT",
        "p":"60001.23000000","ap":"60001.20000000","i":"60003.45000000","P":"60002.00000000","r":"0.00010000",
        "T":1790006400000,"st":1}}
        """,
        """
        {"stream":"btcusdt_270326@markPrice@1s","data":{"e":"markPriceUpdate","E":1790000000030,
        "s":"BTCUSDT_270326","p":"61000.00","i":"60003.45","P":"60002.00","r":"","T":0}}
        """,
        """
        {"stream":"btcusdt@aggTrade","data":{"e":"aggTrade","E":1790000000050,"s":"BTCUSDT","a":5933014,
        "p":"60000.60","q":"0.005","nq":"0.004","f":100,"l":105,"T":1790000000049,"m":true}}
        """,
        """
        {"stream":"btcusdt@forceOrder","data":{"e":"forceOrder","E":1790000000060,"o":{"s":"BTCUSDT","S":"SELL",
        "o":"LIMIT","f":"IOC","q":"2.500","p":"59500.10","ap":"59510.20","X":"FILLED","l":"0.014","z":"2.500",
        "T":1790000000055}}}
        """);

    public static IReadOnlyList<byte[]> Snapshots { get; } = Frames.Of(
        """
        {"lastUpdateId":100,"E":1790000000020,"T":1790000000018,"bids":[["60000.00","1.000"],["59990.00","2.000"],
        ["59000.00","9.000"]],"asks":[["60002.00","1.500"],["60050.00","3.000"]]}
        """,
        """{"code":-1003,"msg":"Too many requests"}""");

    public static IReadOnlyList<byte[]> OptionsPublic { get; } = Frames.Of(
        """
        {"stream":"btc-270326-70000-p@bookTicker","data":{"e":"bookTicker","u":217,"s":"BTC-270326-70000-P",
        "b":"400.000","B":"1.2500","a":"420.000","A":"0.7500","T":1790000000007,"E":1790000000010}}
        """,
        """
        {"stream":"btcusdt@optionTrade","data":{"e":"trade","E":1790000000050,"T":1790000000049,
        "s":"BTC-270326-70000-P","t":20,"p":"410.000","q":"0.10","X":"MARKET","S":"SELL","m":true}}
        """);

    public static IReadOnlyList<byte[]> OptionsMarket { get; } = Frames.Of(
        """
        {"stream":"btcusdt@optionMarkPrice","data":[{"s":"BTC-270326-70000-P","mp":"405.870","E":1790000000040,
        "e":"markPrice","i":"60003.45000000","P":"0.000","bo":"0.000","ao":"410.000","bq":"0.0000","aq":"5.1000",
        "b":"-1.0","a":"0.51400000","hl":"924.652","ll":"0.100","vo":"0.4896","rf":"0.0","d":"-0.14783100",
        "t":"-19.91153680","g":"0.00021453","v":"31.81351067"},{"s":"BTC-270326-70000-C","mp":"405.870",
        "E":1790000000040,"e":"markPrice","i":"60003.45000000","P":"0.000","bo":"400.000","ao":"410.000",
        "bq":"1.2000","aq":"5.1000","b":"0.48120000","a":"0.51400000","vo":"0.4896","rf":"0.0","d":"0.85",
        "t":"-19.9","g":"0.0002","v":"31.8"}]}
        """,
        """{"stream":"!index@arr","data":[{"e":"indexPrice","E":1790000000000,"s":"BTCUSDT","p":"60003.45"}]}""");

    public static IReadOnlyList<byte[]> FuturesPrivate { get; } = Frames.Of(
        """
        {"e":"ACCOUNT_UPDATE","E":1790000000101,"T":1790000000100,"st":1,"a":{"m":"ORDER","B":[{"a":"USDT",
        "wb":"990.25","cw":"990.25","bc":"0"},{"a":"SHIB","wb":"1","cw":"1","bc":"0"}],"P":[{"s":"BTCUSDT",
        "pa":"-0.300","ep":"60000.5","bep":"60001","cr":"0","up":"1.5","mt":"cross","iw":"0","ps":"BOTH"},
        {"s":"BTCUSDT","pa":"0","ep":"0","up":"0","mt":"cross","iw":"0","ps":"LONG"}]}}
        """,
        """
        {"e":"ACCOUNT_UPDATE","E":1790000000101,"T":1790000000100,"a":{"m":"FUNDING_FEE","B":[{"a":"USDT",
        "wb":"989.25","cw":"989.25","bc":"-1"}],"P":[],"S":"BTCUSDT"}}
        """,
        """
        {"e":"ORDER_TRADE_UPDATE","E":1790000000001,"T":1790000000000,"o":{"s":"BTCUSDT","c":"tax1-7-1","S":"BUY",
        "o":"LIMIT","f":"GTX","q":"0.25","p":"60000.5","ap":"0","sp":"0","x":"TRADE","X":"PARTIALLY_FILLED",
        "i":8389765519993908929,"l":"0.1","z":"0.1","L":"60000.5","N":"USDT","n":"-0.6","T":1790000000000,"t":77,
        "b":"0","a":"0","m":true,"R":false,"wt":"CONTRACT_PRICE","ot":"LIMIT","ps":"BOTH","cp":false,"rp":"0",
        "pP":false,"si":0,"ss":0,"V":"EXPIRE_TAKER","pm":"NONE","gtd":0,"er":"0"}}
        """,
        """{"e":"listenKeyExpired","E":1790000000101,"listenKey":"k"}""");

    public static IReadOnlyList<byte[]> OptionsPrivate { get; } = Frames.Of(
        """
        {"stream":"key","data":{"e":"ORDER_TRADE_UPDATE","E":1790000000001,"T":1790000000000,"o":{
        "s":"BTC-270326-70000-P","c":"tax1-7-2","S":"BUY","o":"LIMIT","f":"GTC","q":"0.5","p":"410","ap":"410",
        "x":"TRADE","X":"FILLED","i":4611875134427365377,"l":"0.5","z":"0.5","L":"410","N":"USDT","n":"-1",
        "T":1790000000000,"t":239,"b":"0","a":"0","m":false,"R":false,"ot":"LIMIT","rp":"0"}}}
        """,
        """
        {"e":"ACCOUNT_UPDATE","E":2,"T":1790000000000,"a":"USDT","b":"985","eq":"990.5","aeq":"980","i":"10",
        "M":"5"}
        """,
        """
        {"e":"BALANCE_POSITION_UPDATE","E":2,"T":1790000000000,"m":"ORDER","B":[{"a":"USDT","b":"985","u":1}],
        "P":[{"s":"BTC-270326-70000-P","c":"0.5","p":"205","a":"410"}]}
        """,
        """
        {"e":"GREEK_UPDATE","E":2,"T":1790000000000,"G":[{"u":"BTCUSDT","d":"-0.013","g":"-0.0000012","t":"3.5",
        "v":"-20.25"}]}
        """,
        """{"e":"RISK_LEVEL_CHANGE","E":2,"s":"REDUCE_ONLY","mb":"1","mm":"2"}""");

    public static IReadOnlyList<byte[]> Trade { get; } = Frames.Of(
        """
        {"id":1,"status":200,"result":{"orderId":5,"symbol":"BTCUSDT","clientOrderId":"tax1-7-1"},
        "rateLimits":[{"rateLimitType":"ORDERS","interval":"MINUTE","intervalNum":1,"limit":1200,"count":1},
        {"rateLimitType":"ORDERS","interval":"SECOND","intervalNum":10,"limit":300,"count":1}]}
        """,
        """{"id":2,"status":400,"error":{"code":-2019,"msg":"Margin is insufficient."}}""",
        """{"id":3,"status":503,"error":{"code":-1007,"msg":"Timeout waiting for response from backend server."}}""",
        """{"id":4,"status":400,"error":{"code":-2013,"msg":"Order does not exist."}}""");
}
