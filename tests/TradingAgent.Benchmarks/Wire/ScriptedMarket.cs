using System.Globalization;
using System.Text;

namespace TradingAgent.Benchmarks.Wire;

/// <summary>
/// One perpetual whose touch climbs two ticks at each step, and a chain of options. Frames are written once; sending
/// one patches its time and, for the perpetual, its prices.
/// </summary>
internal sealed class ScriptedMarket
{
    public const string Perpetual = "BTCUSDT";
    private const decimal FirstBid = 100_000m;
    private const decimal Step = 0.2m;
    private const decimal Spread = 2m;
    private const int StrikesPerExpiry = 100;

    private readonly string[] _symbols;
    private readonly byte[][] _frames;
    private readonly int[] _volatilityAt;
    private readonly int[] _timeAt;

    public ScriptedMarket(int options, DateTimeOffset now)
    {
        Listings = new string[options];
        _symbols = new string[options];
        _frames = new byte[options][];
        _timeAt = new int[options];
        _volatilityAt = new int[options];
        DateTimeOffset midnight = new(now.UtcDateTime.Date, TimeSpan.Zero);
        for (int i = 0; i < options; i++)
        {
            int strikes = StrikesPerExpiry / 2;
            int expiry = i / StrikesPerExpiry;
            DateTimeOffset delivery = midnight.AddDays(7 * (expiry + 1)).AddHours(8);
            int strike = 100_000 + (((i / 2 % strikes) - (strikes / 2)) * 1000);
            bool isCall = i % 2 == 0;
            string day = delivery.ToString("dMMMyy", CultureInfo.InvariantCulture).ToUpperInvariant();
            _symbols[i] = $"BTC-{day}-{strike}-{(isCall ? 'C' : 'P')}-USDT";
            Listings[i] = Listing(_symbols[i], isCall, delivery);
            double years = (delivery - now).TotalDays / 365;
            _frames[i] = Encoding.ASCII.GetBytes(Ticker(_symbols[i], isCall, strike, years));
            _timeAt[i] = _frames[i].AsSpan().IndexOf("\"ts\":"u8) + 5;
            _volatilityAt[i] = _frames[i].AsSpan().IndexOf("\"markPriceIv\":"u8) + 17;
        }
    }

    /// <summary>Rows of instruments-info for the options.</summary>
    public string[] Listings { get; }

    public IReadOnlyList<string> Symbols => _symbols;

    /// <summary>The perpetual's row of instruments-info.</summary>
    public static string PerpetualListing =>
        $$"""
        {"symbol":"{{Perpetual}}","contractType":"LinearPerpetual","status":"Trading","baseCoin":"BTC",
        "quoteCoin":"USDT","settleCoin":"USDT","launchTime":"1585526400000","deliveryTime":"0","priceScale":"2",
        "leverageFilter":{"minLeverage":"1","maxLeverage":"100","leverageStep":"0.01"},
        "priceFilter":{"minPrice":"0.10","maxPrice":"1999999.80","tickSize":"0.10"},
        "lotSizeFilter":{"maxOrderQty":"1190.000","minOrderQty":"0.001","qtyStep":"0.001","minNotionalValue":"5"},
        "fundingInterval":480}
        """;

    /// <summary>The bid after so many steps.</summary>
    public static decimal BidAt(int step) => FirstBid + (Step * step);

    /// <summary>The last step whose bid does not exceed the price.</summary>
    public static int StepOf(decimal price) => (int)decimal.Floor((price - FirstBid) / Step);

    public static string TopicOf(string symbol) => "tickers." + symbol;

    /// <summary>An option's ticker with the time written in, and a volatility other than the last one.</summary>
    public ReadOnlySpan<byte> Option(int index, long milliseconds)
    {
        milliseconds.TryFormat(_frames[index].AsSpan(_timeAt[index], 13), out _);
        ref byte digit = ref _frames[index][_volatilityAt[index]];
        digit = digit == (byte)'5' ? (byte)'6' : (byte)'5';
        return _frames[index];
    }

    public static byte[] Top(int step, long sequence, long milliseconds) => Text(
        $$$"""
        {"topic":"orderbook.1.{{{Perpetual}}}","ts":{{{milliseconds}}},"type":"snapshot","data":{"s":"{{{Perpetual}}}",
        "b":[["{{{BidAt(step)}}}","3.25{{{sequence % 10}}}"]],
        "a":[["{{{BidAt(step) + Spread}}}","2.750"]],"u":{{{sequence}}},
        "seq":{{{sequence}}} },"cts":{{{milliseconds}}} }
        """);

    public static byte[] PerpetualTicker(int step, long sequence, long milliseconds)
    {
        decimal mid = BidAt(step) + (Spread / 2);
        return Text(
            $$"""
            {"topic":"tickers.{{Perpetual}}","type":"snapshot","data":{"symbol":"{{Perpetual}}","lastPrice":"{{mid}}",
            "markPrice":"{{mid}}","indexPrice":"{{mid}}","openInterest":"50000.5","fundingRate":"0.0001",
            "nextFundingTime":"{{((milliseconds / 28_800_000) + 1) * 28_800_000}}","fundingIntervalHour":"8",
            "bid1Price":"{{BidAt(step)}}","bid1Size":"3.250","ask1Price":"{{BidAt(step) + Spread}}",
            "ask1Size":"2.750"},"cs":{{sequence}},"ts":{{milliseconds}}}
            """);
    }

    /// <summary>As the venue writes it: without any white space, which a raw string needs between braces.</summary>
    private static byte[] Text(string text) =>
        Encoding.ASCII.GetBytes(text.ReplaceLineEndings("").Replace(" ", ""));

    private static string Listing(string symbol, bool isCall, DateTimeOffset delivery) =>
        $$$"""
        {"symbol":"{{{symbol}}}","status":"Trading","baseCoin":"BTC","quoteCoin":"USDT","settleCoin":"USDT",
        "optionsType":"{{{(isCall ? "Call" : "Put")}}}","launchTime":"1700000000000",
        "deliveryTime":"{{{delivery.ToUnixTimeMilliseconds()}}}","deliveryFeeRate":"0.00015",
        "priceFilter":{"minPrice":"5","maxPrice":"1110000","tickSize":"5"},
        "lotSizeFilter":{"maxOrderQty":"500","minOrderQty":"0.01","qtyStep":"0.01"}}
        """;

    /// <summary>A ticker in the venue's shape; its prices are the right size, no more is asked of them here.</summary>
    private static string Ticker(string symbol, bool isCall, int strike, double years)
    {
        const double Forward = 100_001, Volatility = 0.55;
        double intrinsic = Math.Max(0, isCall ? Forward - strike : strike - Forward);
        double spread = Volatility * Math.Sqrt(years);
        double away = Math.Log(Forward / strike) / spread;
        double mark = intrinsic + (Forward * spread * 0.4 * Math.Exp(-0.5 * away * away)) + 20;
        double bell = Math.Exp(-0.5 * away * away) * 0.3989;
        double delta = (isCall ? 1 : -1) / (1 + Math.Exp((isCall ? -1.7 : 1.7) * away));
        int bid = (int)(mark * 0.98 / 5) * 5, ask = ((int)(mark * 1.02 / 5) * 5) + 10;
        string text = string.Create(CultureInfo.InvariantCulture, $$"""
            {"id":"tickers.{{symbol}}-1-2","topic":"tickers.{{symbol}}","ts":1790000000000,
            "data":{"symbol":"{{symbol}}","bidPrice":"{{bid}}","bidSize":"1.5","bidIv":"0.54",
            "askPrice":"{{ask}}","askSize":"5.1","askIv":"0.56","lastPrice":"{{bid}}",
            "highPrice24h":"{{ask}}","lowPrice24h":"{{bid}}","markPrice":"{{mark:0.00000000}}",
            "indexPrice":"100001","markPriceIv":"0.55","underlyingPrice":"100001","openInterest":"49.85",
            "turnover24h":"446802.8473","volume24h":"26.55","totalVolume":"86","totalTurnover":"1437431",
            "delta":"{{delta:0.000000}}","gamma":"{{bell / (Forward * spread):0.000000000}}",
            "vega":"{{Forward * bell * Math.Sqrt(years) / 100:0.000000}}","theta":"-19.9115368",
            "predictedDeliveryPrice":"0","change24h":"-0.33333334"},"type":"snapshot"}
            """);
        return text.ReplaceLineEndings("");
    }
}
