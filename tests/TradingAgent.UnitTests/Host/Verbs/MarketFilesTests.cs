using System.IO.Compression;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources.Recorded;
using TradingAgent.Host.Verbs;
using TradingAgent.UnitTests.Exchange.Recorded;
using Xunit;

namespace TradingAgent.UnitTests.Host.Verbs;

public sealed class MarketFilesTests : IDisposable
{
    private const string Header = "timestamp_ms,open,high,low,close,volume\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("market").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_of_bars_plays_the_shortest_that_cover_the_start_with_the_rates_beside_them()
    {
        Gzip("ETH_USDT_USDT-1m-futures.csv.gz", Header + Rows(1_700_000_040_000, 60_000, 20));
        Gzip("ETH_USDT_USDT-3m-futures.csv.gz", Header + Rows(1_600_000_200_000, 180_000, 20));
        Gzip("ETH_USDT_USDT-8h-funding_rate.csv.gz", Header + "1700006400003,0.00042,0,0,0,0\n");
        Gzip("ETH_USDT_USDT-8h-mark.csv.gz", Header + "1700006400000,5,5,5,5,0\n");
        File.WriteAllText(Path.Combine(_folder, "notes.txt"), "not a recording");

        using OpenedMarket shortest = MarketFiles.Open(_folder);
        using OpenedMarket covering = MarketFiles.Open($"{_folder}@2020-09-13T12:31:00Z");

        Assert.Equal("ETH_USDT_USDT-1m-futures.csv.gz", shortest.Description);
        Assert.Equal(Timestamp.FromMilliseconds(1_700_000_040_000), shortest.Start);
        Assert.Equal("ETH_USDT_USDT-3m-futures.csv.gz", covering.Description);
        Assert.Equal("2020-09-13T12:31:00.000000Z", covering.Start.ToString());
        SimulatedExchange exchange = RecordedShapes.Open(shortest.Source);
        exchange.ReadTicker(exchange.Find("ETHUSDT")!.Id, out TickerSnapshot ticker);
        Assert.Equal(0.00042m, ticker.FundingRate);
    }

    [Fact]
    public void A_capture_is_known_by_its_first_line_whatever_its_name()
    {
        Gzip("anything.gz", new CaptureText()
            .Depth(0, "", "").Snapshot(50).Touch(700, "1999.90", "4", "2000.10", "5").ToString());

        using OpenedMarket market = MarketFiles.Open(Path.Combine(_folder, "anything.gz"));

        Assert.Equal(Timestamp.FromMilliseconds(CaptureText.Begin + 50), market.Start);
    }

    [Fact]
    public void Zipped_bars_take_their_day_from_the_entry_and_settle_in_the_right_coin()
    {
        Zip("btcusd_trade.zip", "20230105_btcusd_minute_trade_perp.csv", "0,17000,17001,16999,17000,50000\n");
        Zip("btcusdt_quote.zip", "20230105_btcusdt_minute_quote_perp.csv",
            "0,17000,17001,16999,17000,5,17001,17002,17000,17001,5\n");
        File.WriteAllText(
            Path.Combine(_folder, "btcusdt_margin_interest.csv"),
            "20230105 00:00:00,-0.0002\n20230105 08:00:00,0.0003");

        using OpenedMarket market = MarketFiles.Open(_folder);

        Assert.Equal("2023-01-05T00:00:00.000000Z", market.Start.ToString());
        SimulatedExchange exchange = RecordedShapes.Open(market.Source);
        exchange.ReadTicker(exchange.Find("BTCUSDT")!.Id, out TickerSnapshot ticker);
        Assert.Equal(-0.0002m, ticker.FundingRate);
        Assert.InRange(ticker.MarkPrice, 16_990, 17_010);
    }

    [Fact]
    public void A_surface_sets_the_volatilities_of_the_chain()
    {
        Gzip("ETH_USDT_USDT-1m-futures.csv.gz", Header + Rows(1_700_000_040_000, 60_000, 20));
        string surface = Path.Combine(_folder, "chain.csv");
        File.WriteAllText(surface, "currency,option_type,strike,underlying,time_to_maturity,implied_volatility,"
            + "expiry_datetime\nETH,put,80,100,0.1,1.11,x\nETH,call,100,100,0.1,1.11,x\nETH,call,120,100,0.1,1.11,x\n");

        using OpenedMarket market = MarketFiles.Open(_folder, surface);

        SimulatedExchange exchange = RecordedShapes.Open(market.Source);
        foreach (ListedInstrument listed in exchange.Instruments.Where(i => i.Terms.IsOption))
        {
            exchange.ReadTicker(listed.Id, out TickerSnapshot ticker);
            Assert.Equal(1.11, ticker.MarkVolatility, 9);
        }
        string message = Refusal(() => MarketFiles.Open(_folder, Path.Combine(_folder, "none.csv")));
        Assert.Contains("--surface", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing", "no such file or folder")]
    [InlineData("notes.txt", "no recording found")]
    [InlineData("ETH_USDT_USDT-1m-futures.csv.gz@yesterday-ish", "is no time")]
    [InlineData("ETH_USDT_USDT-1m-futures.csv.gz@2029-01-01T00:00Z", "ends at 2023-11-14T22:34:00")]
    [InlineData("ETH_USDT_USDT-1m-futures.csv.gz@2019-01-01T00:00Z", "begins at 2023-11-14T22:14:00")]
    [InlineData("BTC_USDT_USDT-1m-futures.csv.gz", "not one readable BTC bar")]
    [InlineData("torn.csv.gz", "Expected a file or folder of")]
    public void What_cannot_be_played_is_refused_with_what_was_expected(string path, string says)
    {
        Gzip("ETH_USDT_USDT-1m-futures.csv.gz", Header + Rows(1_700_000_040_000, 60_000, 20));
        Gzip("BTC_USDT_USDT-1m-futures.csv.gz", Header);
        File.WriteAllText(Path.Combine(_folder, "notes.txt"), "nothing");
        File.WriteAllText(Path.Combine(_folder, "torn.csv.gz"), "this is no gzip");

        string message = Refusal(() => MarketFiles.Open(Path.Combine(_folder, path)));

        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.Contains("Expected", message, StringComparison.Ordinal);
    }

    private static string Refusal(Func<OpenedMarket> open) => Assert.Throws<UsageException>(() => open()).Message;

    private static string Rows(long begin, long step, int count) => string.Concat(
        Enumerable.Range(0, count).Select(i => $"{begin + (i * step)},2000,2003,1998,2001,300\n"));

    private void Gzip(string name, string text)
    {
        using var file = new StreamWriter(
            new GZipStream(File.Create(Path.Combine(_folder, name)), CompressionLevel.Fastest));
        file.Write(text);
    }

    private void Zip(string name, string entry, string text)
    {
        using ZipArchive archive = ZipFile.Open(Path.Combine(_folder, name), ZipArchiveMode.Create);
        using var file = new StreamWriter(archive.CreateEntry(entry).Open());
        file.Write(text);
    }
}
