using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Venues.Binance.Futures;
using TradingAgent.Venues.Binance.Market;
using TradingAgent.Venues.Binance.Options;
using TradingAgent.Venues.Ports;

namespace TradingAgent.Benchmarks.Venues;

/// <summary>Binance's frames and protocols on a stage without sockets.</summary>
internal static class BinanceStage
{
    public static readonly byte[] Top = Encoding.ASCII.GetBytes(
        """{"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":100000000,"s":"BTCUSDT","ps":"BTCUSDT","st":1,"""
        + """ "b":"60000.50","B":"1.250","a":"60000.60","A":"0.750","T":1790000000007,"E":1790000000010}}"""
            .TrimStart());

    public static readonly byte[] Mark = Encoding.ASCII.GetBytes(
        """{"stream":"btcusdt@markPrice@1s","data":{"e":"markPriceUpdate","E":1790000000030,"s":"BTCUSDT","""
        + """ "p":"60001.23000000","ap":"60001.20000000","i":"60003.45000000","P":"60002.00000000","""
            .TrimStart()
        + """ "r":"0.00010000","T":1790006400000,"st":1}}""".TrimStart());

    /// <summary>The future of the frames.</summary>
    public static Instrument Future { get; } =
        Make(1, "BTCUSDT", ContractKind.LinearPerpetual, VenueId.BinanceFutures);

    private static readonly int UpdateIdAt = Top.AsSpan().IndexOf("100000000"u8);

    private static long _updateId = 100_000_000;

    /// <summary>An array of so many options' marks, all at one volatility.</summary>
    public static byte[] Marks(int count, string volatility = "0.4896") => Encoding.ASCII.GetBytes(
        """{"stream":"btcusdt@optionMarkPrice","data":[""" + string.Join(',', Enumerable.Range(0, count).Select(i =>
            $$"""{"s":"{{Symbol(i)}}","mp":"405.870","E":1790000000040,"e":"markPrice","""
            + """ "i":"60003.45000000","P":"0.000",""".TrimStart()
            + """ "bo":"400.000","ao":"410.000","bq":"1.2000","aq":"5.1000","b":"0.48120000","a":"0.51400000","""
                .TrimStart()
            + $""" "hl":"924.652","ll":"0.100","vo":"{volatility}","rf":"0.0",""".TrimStart()
            + """ "d":"-0.14783100","t":"-19.91153680",""".TrimStart()
            + """ "g":"0.00021453","v":"31.81351067"}""".TrimStart())) + "]}");

    /// <summary>The best quote with another update number, because the same one again says nothing.</summary>
    public static byte[] NextTop()
    {
        Utf8Formatter.TryFormat(++_updateId, Top.AsSpan(UpdateIdAt), out _);
        return Top;
    }

    /// <summary>A stream of one future, or of options with ids from a first one on.</summary>
    public static BinanceMarketProtocol Market(
        bool ofOptions, StreamRoad road, IEventSink sink, int options = 1, int firstOption = 1)
    {
        var table = new InstrumentTable();
        VenueId venue = ofOptions ? VenueId.BinanceOptions : VenueId.BinanceFutures;
        if (!ofOptions) table.Add(Future);
        for (int i = 0; ofOptions && i < options; i++)
            table.Add(Make(firstOption + i, Symbol(i), ContractKind.LinearOption, venue));
        Instrument[] all = [.. table.All];
        var sources = new MarketSources(venue, table, sink, new CurrencyRates(venue, sink));
        sources.Tickers.Add(all.Select(i => i.Id));
        IEnumerable<StreamPlan<StreamRoad>> plans =
            ofOptions ? OptionsPlan.Of([], all, all) : FuturesPlan.Of(all, all, all);
        return new BinanceMarketProtocol(
            sources, plans.Single(p => p.Road == road), new FrameQuarantine(null), NullLogger.Instance);
    }

    private static string Symbol(int i) => $"BTC-270326-{20_000 + (i * 100)}-{(i % 2 == 0 ? 'C' : 'P')}";

    private static Instrument Make(int id, string symbol, ContractKind kind, VenueId venue) =>
        new(new InstrumentId(id), symbol, new InstrumentTerms
        {
            Kind = kind,
            Venue = venue,
            BaseCoin = CurrencyId.Btc,
            QuoteCoin = CurrencyId.Usdt,
            SettleCoin = CurrencyId.Usdt,
            Tick = Price.From(0.1m),
            Lot = Quantity.From(0.001m),
            Multiplier = Quantity.From(1),
        });
}
