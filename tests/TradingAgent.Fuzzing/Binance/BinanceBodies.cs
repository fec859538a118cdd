namespace TradingAgent.Fuzzing.Binance;

/// <summary>Bodies of the shapes Binance answers over REST, values invented; broken over lines here alone.</summary>
internal static class BinanceBodies
{
    public static IReadOnlyList<byte[]> Orders { get; } = Frames.Of(
        """
        [{"orderId":800000000084,"symbol":"BTCUSDT","status":"NEW","clientOrderId":"tax1-7-18","price":"99965.1",
        "origQty":"0.079","executedQty":"0.000","timeInForce":"GTX","type":"LIMIT","reduceOnly":false,
        "closePosition":false,"side":"BUY","positionSide":"BOTH","stopPrice":"0.0","workingType":"CONTRACT_PRICE",
        "priceProtect":false,"origType":"LIMIT","priceMatch":"NONE","selfTradePreventionMode":"EXPIRE_TAKER",
        "goodTillDate":0,"updateTime":1790000026372,"avgPrice":"0.00","cumQuote":"0","time":1790000026372}]
        """);

    public static IReadOnlyList<byte[]> Trades { get; } = Frames.Of(
        """
        [{"buyer":true,"commission":"1.05971274","commissionAsset":"USDT","id":100,"maker":true,
        "orderId":800000000074,"price":"99972.9","qty":"0.053","quoteQty":"5298.5637","realizedPnl":"0",
        "side":"BUY","positionSide":"BOTH","symbol":"BTCUSDT","time":1790000025507},{"buyer":false,
        "commission":"2.75864208","commissionAsset":"USDT","id":104,"maker":true,"orderId":800000000077,
        "price":"99950.8","qty":"0.138","quoteQty":"13793.2104","realizedPnl":"-6.11150184","side":"SELL",
        "positionSide":"BOTH","symbol":"BTCUSDT","time":1790000026082}]
        """);

    public static IReadOnlyList<byte[]> Wallet { get; } = Frames.Of(
        """
        {"totalInitialMargin":"92838.05272000","totalMaintMargin":"4602.41622400",
        "totalWalletBalance":"4999789.53340230","totalUnrealizedProfit":"-271.50934628",
        "totalMarginBalance":"4999518.02405602","totalPositionInitialMargin":"92048.32448000",
        "totalOpenOrderInitialMargin":"789.72824000","totalCrossWalletBalance":"4999789.53340230",
        "totalCrossUnPnl":"-271.50934628","availableBalance":"4906679.97133602",
        "maxWithdrawAmount":"4906679.97133602","assets":[{"asset":"USDT","walletBalance":"4999789.53340230",
        "unrealizedProfit":"-271.50934628","marginBalance":"4999518.02405602","maintMargin":"4602.41622400",
        "initialMargin":"92838.05272000","positionInitialMargin":"92048.32448000",
        "openOrderInitialMargin":"789.72824000","crossWalletBalance":"4999789.53340230",
        "crossUnPnl":"-271.50934628","availableBalance":"4906679.97133602","maxWithdrawAmount":"4906679.97133602",
        "updateTime":1790000026611}],"positions":[{"symbol":"BTCUSDT","positionSide":"BOTH","positionAmt":"9.208",
        "unrealizedProfit":"-271.50934628","initialMargin":"92838.05272000","maintMargin":"4602.41622400",
        "isolatedMargin":"0","notional":"920483.24480000","isolatedWallet":"0","updateTime":1790000026082}]}
        """);

    public static IReadOnlyList<byte[]> Income { get; } = Frames.Of(
        """
        [{"symbol":"BTCUSDT","incomeType":"FUNDING_FEE","income":"-6.11150184","asset":"USDT","info":"FUNDING_FEE",
        "time":1790000026082,"tranId":24,"tradeId":""},{"symbol":"","incomeType":"TRANSFER","income":"250.5",
        "asset":"USDT","info":"TRANSFER","time":1790000026090,"tranId":25,"tradeId":""}]
        """);

    public static IReadOnlyList<byte[]> FuturesCatalogue { get; } = Frames.Of(
        """
        {"timezone":"UTC","serverTime":1790000026655,"futuresType":"U_MARGINED",
        "rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":2400},
        {"rateLimitType":"ORDERS","interval":"MINUTE","intervalNum":1,"limit":1200},{"rateLimitType":"ORDERS",
        "interval":"SECOND","intervalNum":10,"limit":300}],"exchangeFilters":[],"assets":[{"asset":"USDT",
        "marginAvailable":true,"autoAssetExchange":"0"}],"symbols":[{"symbol":"BTCUSDT","pair":"BTCUSDT",
        "contractType":"PERPETUAL","deliveryDate":4133404800000,"onboardDate":1790000004002,"status":"TRADING",
        "maintMarginPercent":"2.5000","requiredMarginPercent":"5.0000","baseAsset":"BTC","quoteAsset":"USDT",
        "marginAsset":"USDT","pricePrecision":1,"quantityPrecision":3,"baseAssetPrecision":8,"quotePrecision":8,
        "underlyingType":"COIN","underlyingSubType":[],"settlePlan":0,"triggerProtect":"0.0500",
        "liquidationFee":"0.012500","marketTakeBound":"0.01","maxMoveOrderLimit":10000,
        "filters":[{"filterType":"PRICE_FILTER","minPrice":"0.1","maxPrice":"1999999.0","tickSize":"0.1"},
        {"filterType":"LOT_SIZE","minQty":"0.001","maxQty":"1190","stepSize":"0.001"},
        {"filterType":"MARKET_LOT_SIZE","minQty":"0.001","maxQty":"140","stepSize":"0.001"},
        {"filterType":"MAX_NUM_ORDERS","limit":500},{"filterType":"MIN_NOTIONAL","notional":"5"},
        {"filterType":"PERCENT_PRICE","multiplierUp":"1.0100","multiplierDown":"0.9900","multiplierDecimal":"4"},
        {"filterType":"POSITION_RISK_CONTROL","positionControlSide":"NONE"}],"orderTypes":["LIMIT","MARKET"],
        "timeInForce":["GTC","IOC","FOK","GTX","GTD"],"permissionSets":["GRID"]}]}
        """);

    public static IReadOnlyList<byte[]> OptionsCatalogue { get; } = Frames.Of(
        """
        {"timezone":"UTC","serverTime":1790000026656,"optionContracts":[{"baseAsset":"BTC","quoteAsset":"USDT",
        "underlying":"BTCUSDT","settleAsset":"USDT"},{"baseAsset":"ETH","quoteAsset":"USDT","underlying":"BTCUSDT",
        "settleAsset":"USDT"}],"optionAssets":[{"name":"USDT"}],"optionSymbols":[{"expiryDate":1796025600000,
        "filters":[{"filterType":"PRICE_FILTER","minPrice":"5","maxPrice":"1110000","tickSize":"5"},
        {"filterType":"LOT_SIZE","minQty":"0.01","maxQty":"500","stepSize":"0.01"}],"symbol":"BTC-270326-70000-C",
        "side":"CALL","strikePrice":"90000","underlying":"BTCUSDT","unit":1,"liquidationFeeRate":"0.0019000",
        "minQty":"0.01","maxQty":"500","initialMargin":"0.15","maintenanceMargin":"0.075","minInitialMargin":"0.1",
        "minMaintenanceMargin":"0.05","priceScale":0,"quantityScale":2,"quoteAsset":"USDT",
        "contractType":"CRYPTO_OPTIONS","underlyingType":"CRYPTO","nakedSell":true,"status":"TRADING"}],
        "rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":2400},
        {"rateLimitType":"ORDERS","interval":"MINUTE","intervalNum":1,"limit":1200},{"rateLimitType":"ORDERS",
        "interval":"SECOND","intervalNum":10,"limit":300}]}
        """);
}
