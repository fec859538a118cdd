using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources.Recorded;
using TradingAgent.Exchange.Matching;
using TradingAgent.Host.Verbs;
using TradingAgent.UnitTests.Exchange.Recorded;
using Xunit;

namespace TradingAgent.UnitTests.Host.Verbs;

/// <summary>Over real recordings, where they lie beside the repository.</summary>
public sealed class MarketFilesOnRecordingsTests
{
    private const string Ticks = "market-data/ticks/binance-2024-08-08";
    private const string Bars = "market-data/bars/binance-2025";

    [Fact]
    public void A_minute_of_ticks_has_an_unbroken_chain_and_never_crosses()
    {
        string path = Beside.Find($"{Ticks}/usdm-ethusdt_20240808.gz");
        using OpenedMarket market = MarketFiles.Open($"{path}@2024-08-08T23:54:15Z");
        SimulatedExchange exchange = RecordedShapes.Open(market.Source);
        var heard = new StreamHash();

        (int crossed, int empty) = RecordedShapes.Play(
            exchange, heard, market.Start + Duration.FromSeconds(60), Duration.FromMilliseconds(20), "ETHUSDT");

        RecordingReport report = market.Source.Report;
        Assert.Equal((0, 0), (crossed, empty));
        Assert.Equal("2024-08-08T23:54:16.561000Z", market.Start.ToString());
        Assert.Equal((0, 0, 0, 0), (report.ChainBreaks, report.Jumps, report.StepsBack, report.UnreadableLines));
        Assert.Equal(RecordingState.Playing, report.State);
        Assert.True(report.Entries > 5_000, $"{report.Entries} messages");
        // Recorded trades are printed one for one.
        InstrumentId perpetual = exchange.Find("ETHUSDT")!.Id;
        decimal printed = heard.Prints.Where(p => p.Instrument == perpetual).Sum(p => p.Quantity.ToDecimal());
        Assert.True(printed > 100m, $"{printed} ETH");
        Assert.All(exchange.Instruments, i => Assert.Equal(CurrencyId.Eth, i.Terms.BaseCoin));
        Assert.True(DemoPortfolio.Build(exchange, "demo").Positions.Count >= 8);
    }

    [Fact]
    public void An_order_at_the_recorded_bid_is_filled_when_trades_have_gone_through_it()
    {
        string path = Beside.Find($"{Ticks}/usdm-ethusdt_20240808.gz");
        using OpenedMarket market = MarketFiles.Open(path);
        SimulatedExchange exchange = RecordedShapes.Open(market.Source);
        InstrumentId perpetual = exchange.Find("ETHUSDT")!.Id;
        AccountId account = exchange.OpenAccount(DemoPortfolio.Flat("test"));
        exchange.ReadTicker(perpetual, out TickerSnapshot opening);
        exchange.Place(account, new PlaceRequest
        {
            Instrument = perpetual,
            Side = Side.Buy,
            Price = opening.BidPrice,
            Quantity = Quantity.From(0.5m),
        });
        var heard = new StreamHash();
        while (heard.Executions.Count == 0 && exchange.NextDue != Timestamp.Never)
            exchange.Advance(exchange.NextDue, heard);

        Assert.NotEmpty(heard.Executions);
        Assert.Equal(opening.BidPrice, heard.Executions[0].Price);
        // It was at the end of its level: others were served before it.
        decimal before = heard.Prints
            .Where(p => p.Instrument == perpetual && p.TakerSide == Side.Sell && p.Price == opening.BidPrice)
            .Sum(p => p.Quantity.ToDecimal());
        Assert.True(before > heard.Executions.Sum(e => e.Quantity.ToDecimal()), $"{before} ETH traded at its price");
    }

    [Fact]
    public void Both_perpetuals_of_the_folder_are_played_to_the_end_of_the_shorter()
    {
        string path = Beside.Find(Ticks);
        using OpenedMarket market = MarketFiles.Open(path);
        SimulatedExchange exchange = RecordedShapes.Open(market.Source);
        var levels = new BookLevel[2_000];
        Assert.True(exchange.CopyDepth(exchange.Find("ETHUSD")!.Id, Side.Sell, levels) > 900);

        while (exchange.NextDue != Timestamp.Never && market.Source.Report.State != RecordingState.Ended)
            exchange.Advance(exchange.NextDue, new StreamHash());

        RecordingReport report = market.Source.Report;
        Assert.Equal(RecordingState.Ended, report.State);
        Assert.Equal((0, 0, 0), (report.ChainBreaks, report.StepsBack, report.UnreadableLines));
        Assert.InRange((report.LastTime - market.Start).Seconds, 343, 346);
        Assert.True(report.Entries > 110_000, $"{report.Entries} messages");
    }

    [Fact]
    public void A_capture_without_a_snapshot_can_be_played_alone()
    {
        string path = Beside.Find($"{Ticks}/cm-ethusd_perp_20240809.gz");
        using OpenedMarket market = MarketFiles.Open(path);
        SimulatedExchange exchange = RecordedShapes.Open(market.Source);

        (int crossed, int empty) = RecordedShapes.Play(exchange, new StreamHash(),
            market.Start + Duration.FromSeconds(30), Duration.FromMilliseconds(20), "ETHUSD", "ETHUSDT");

        Assert.Equal((0, 0), (crossed, empty));
    }

    [Fact]
    public void The_fall_of_April_2025_is_played_from_inside_the_folder()
    {
        string path = Beside.Find(Bars);
        using OpenedMarket market = MarketFiles.Open($"{path}@2025-04-07T06:00Z");
        SimulatedExchange exchange = RecordedShapes.Open(market.Source);

        (int crossed, int empty) = RecordedShapes.Play(exchange, new StreamHash(),
            market.Start + Duration.FromSeconds(900), Duration.FromMilliseconds(250), "ETHUSDT", "BTCUSDT", "BTCUSD");

        Assert.Equal((0, 0), (crossed, empty));
        Assert.Contains("3m", market.Description, StringComparison.Ordinal);
        Assert.InRange(exchange.Index(UnderlyingId.Of(CurrencyId.Btc)), 74_457, 80_000);
        Assert.True(DemoPortfolio.Build(exchange, "demo").Positions.Count >= 16);
        foreach (ListedInstrument option in exchange.Instruments.Where(i => i.Terms.IsOption))
        {
            exchange.ReadTicker(option.Id, out TickerSnapshot ticker);
            Assert.InRange(ticker.MarkVolatility, 0.3, 5);
        }
    }

    [Theory]
    [InlineData("market-data/bars/btc-perp-2022-01-1m", "2021-12-31T23:00:00.000000Z")]
    [InlineData("market-data/bars/lean-bybit-2022-12-13", "2022-12-13T00:00:00.000000Z")]
    [InlineData("market-data/bars/lean-bybit-2022-12-13/btcusdt_quote.zip", "2022-12-13T00:00:00.000000Z")]
    public void Other_bars_start_where_their_first_bar_starts(string folder, string start)
    {
        string path = Beside.Find(folder);
        using OpenedMarket market = MarketFiles.Open(path);
        SimulatedExchange exchange = RecordedShapes.Open(market.Source);

        (int crossed, int empty) = RecordedShapes.Play(exchange, new StreamHash(),
            market.Start + Duration.FromSeconds(600), Duration.FromMilliseconds(500), "BTCUSDT");

        Assert.Equal(start, market.Start.ToString());
        Assert.Equal((0, 0, 0), (crossed, empty, market.Source.Report.UnreadableLines));
    }

    [Theory]
    [InlineData("market-data/options/deribit-chain/deribit_options_snapshot_20260414T053126Z.csv.gz", 0.35, 1.1)]
    [InlineData("market-data/options/binance-eoh/BTCUSDT-EOHSummary-2023-10-20.csv.gz", 0.25, 1.1)]
    public void Recorded_chains_are_struck_about_the_recorded_price(string chain, double lowest, double highest)
    {
        string surface = Beside.Find(chain);
        string path = Beside.Find($"{Bars}/BTC_USDT_USDT-1m-futures.csv.gz");
        using OpenedMarket market = MarketFiles.Open(path, surface);
        SimulatedExchange exchange = RecordedShapes.Open(market.Source);

        foreach (ListedInstrument option in exchange.Instruments.Where(i => i.Terms.IsOption))
        {
            exchange.ReadTicker(option.Id, out TickerSnapshot ticker);
            bool isNear = Math.Abs((option.Terms.Strike.ToDouble() / ticker.UnderlyingPrice) - 1) < 0.05;
            if (isNear) Assert.InRange(ticker.MarkVolatility, lowest, highest);
        }
    }

    [Fact]
    public void The_same_recording_and_seed_are_the_same_stream()
    {
        string path = Beside.Find(Ticks);
        ulong first = Run(path, seed: 5);

        Assert.Equal(first, Run(path, seed: 5));
        Assert.NotEqual(first, Run(path, seed: 6));
    }

    private static ulong Run(string path, ulong seed)
    {
        using OpenedMarket market = MarketFiles.Open(path, seed: seed);
        SimulatedExchange exchange = RecordedShapes.Open(market.Source);
        var heard = new StreamHash();
        exchange.Advance(market.Start + Duration.FromSeconds(15), heard);
        return heard.Value;
    }
}
