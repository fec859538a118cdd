namespace TradingAgent.UnitTests.VenuesBinance;

/// <summary>Private frames written for these tests.</summary>
internal static class AccountFrames
{
    public const string Account =
        """
        {"e":"ACCOUNT_UPDATE","E":1790000000101,"T":1790000000100,"st":1,"a":{"m":"ORDER","B":[{"a":"USDT",
        "wb":"990.25","cw":"990.25","bc":"0"},{"a":"SHIB","wb":"1","cw":"1","bc":"0"}],"P":[{"s":"BTCUSDT",
        "pa":"-0.300","ep":"60000.5","bep":"60001","cr":"0","up":"1.5","mt":"cross","iw":"0","ps":"BOTH"},
        {"s":"BTCUSDT","pa":"0","ep":"0","up":"0","mt":"cross","iw":"0","ps":"LONG"}]}}
        """;

    public const string Funding =
        """
        {"e":"ACCOUNT_UPDATE","E":1790000000101,"T":1790000000100,"a":{"m":"FUNDING_FEE","B":[{"a":"USDT",
        "wb":"989.25","cw":"989.25","bc":"-1"}],"P":[],"S":"BTCUSDT"}}
        """;

    public const string Hedged =
        """
        {"e":"ACCOUNT_UPDATE","E":1790000000101,"T":1790000000100,"a":{"m":"ORDER","B":[],"P":[{"s":"BTCUSDT",
        "pa":"0.5","ep":"60000","up":"0","ps":"LONG"}]}}
        """;

    public static string Order(
        string clientId,
        string what,
        string status,
        string filled = "0",
        string last = "0",
        string trade = "0",
        string force = "GTX",
        string reason = "0",
        string price = "60000.5",
        string fee = "",
        string order = "8389765519993908929",
        long at = 1790000000000) =>
        $$$"""
        {"e":"ORDER_TRADE_UPDATE","E":{{{at + 1}}},"T":{{{at}}},"o":{"s":"BTCUSDT","c":"{{{clientId}}}","S":"BUY",
        "o":"LIMIT","f":"{{{force}}}","q":"0.25","p":"{{{price}}}","ap":"0","sp":"0","x":"{{{what}}}",
        "X":"{{{status}}}",
        "i":{{{order}}},"l":"{{{last}}}","z":"{{{filled}}}","L":"60000.5"{{{fee}}},"T":{{{at}}},
        "t":{{{trade}}},"b":"0","a":"0",
        "m":true,"R":false,"wt":"CONTRACT_PRICE","ot":"LIMIT","ps":"BOTH","cp":false,"rp":"0","pP":false,"si":0,
        "ss":0,"V":"EXPIRE_TAKER","pm":"NONE","gtd":0,"er":"{{{reason}}}"}}
        """;

    public static string OptionOrder(string clientId, string what, string status, string last, string fee) =>
        $$$$"""
        {"stream":"key","data":{"e":"ORDER_TRADE_UPDATE","E":1790000000001,"T":1790000000000,"o":{
        "s":"BTC-270326-70000-P","c":"{{{{clientId}}}}","S":"BUY","o":"LIMIT","f":"GTC","q":"0.5","p":"410","ap":"410",
        "x":"{{{{what}}}}","X":"{{{{status}}}}","i":4611875134427365377,"l":"{{{{last}}}}","z":"{{{{last}}}}",
        "L":"410","N":"USDT",
        "n":"{{{{fee}}}}","T":1790000000000,"t":239,"b":"0","a":"0","m":false,"R":false,"ot":"LIMIT","rp":"0"}}}
        """;
}
