using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources.Generated;
using Xunit;

namespace TradingAgent.UnitTests.Exchange;

public sealed class MarketGeneratorTests
{
    private static readonly Timestamp Start = Timestamp.From(new DateTimeOffset(2026, 3, 11, 13, 0, 0, TimeSpan.Zero));

    [Fact]
    public void The_same_seed_and_commands_give_the_same_stream_and_another_seed_another()
    {
        ulong first = Play(seed: 7);

        Assert.Equal(first, Play(seed: 7));
        Assert.NotEqual(first, Play(seed: 8));
    }

    [Fact]
    public void The_way_time_is_cut_does_not_change_the_stream()
    {
        var fine = new RecordingListener { KeepsPublic = false };
        var coarse = new RecordingListener { KeepsPublic = false };
        SimulatedExchange one = Open(3);
        for (int i = 1; i <= 2_000; i++) one.Advance(Start + Duration.FromMilliseconds(10 * i), fine);
        Open(3).Advance(Start + Duration.FromSeconds(20), coarse);

        Assert.Equal(coarse.Digest, fine.Digest);
    }

    [Fact]
    public void A_seed_is_the_same_path_of_prices_whenever_it_opens()
    {
        Timestamp odd = Start + Duration.FromMilliseconds(5 * 3_600_000 + 123);
        SimulatedExchange even = Open(4);
        SimulatedExchange later = Open(4, odd);
        for (int i = 1; i <= 600; i++)
        {
            even.Advance(Start + Duration.FromMilliseconds(100 * i), new RecordingListener { KeepsPublic = false });
            later.Advance(odd + Duration.FromMilliseconds(100 * i), new RecordingListener { KeepsPublic = false });
            foreach (CurrencyId coin in new[] { CurrencyId.Btc, CurrencyId.Eth })
                Assert.Equal(even.Index(UnderlyingId.Of(coin)), later.Index(UnderlyingId.Of(coin)));
        }
    }

    [Fact]
    public void Every_perpetual_is_quoted_tightly_and_trades_several_times_a_second()
    {
        SimulatedExchange exchange = Open(11);
        var heard = new RecordingListener();
        var tight = new Dictionary<string, int>();
        for (int i = 1; i <= 300; i++)
        {
            exchange.Advance(Start + Duration.FromMilliseconds(200 * i), heard);
            foreach (string symbol in new[] { "BTCUSDT", "BTCUSD", "ETHUSDT", "ETHUSD" })
            {
                ListedInstrument listed = exchange.Find(symbol)!;
                exchange.ReadTicker(listed.Id, out TickerSnapshot ticker);
                Assert.True(ticker.BidPrice < ticker.AskPrice && ticker.BidPrice > Price.Zero);
                long ticks = (ticker.AskPrice - ticker.BidPrice).Raw / listed.Terms.Tick.Raw;
                if (ticks <= 3) tight[symbol] = tight.GetValueOrDefault(symbol) + 1;
            }
        }
        foreach (string symbol in new[] { "BTCUSDT", "BTCUSD", "ETHUSDT", "ETHUSD" })
        {
            InstrumentId id = exchange.Find(symbol)!.Id;
            Assert.True(tight[symbol] > 200, $"{symbol} is tight in {tight[symbol]} of 300 looks");
            int trades = heard.Trades.Count(trade => trade.Instrument == id);
            Assert.True(trades > 60 * 3, $"{symbol} traded {trades} times in a minute");
        }
    }

    [Fact]
    public void An_order_at_the_touch_usually_fills_within_seconds_and_not_at_once()
    {
        SimulatedExchange exchange = Open(5);
        AccountId account = exchange.OpenAccount(DemoPortfolio.Flat("flat"));
        var heard = new RecordingListener { KeepsPublic = false };
        InstrumentId id = exchange.Find("BTCUSDT")!.Id;
        var waits = new List<double>();
        for (int i = 0; i < 100; i++) waits.Add(WaitForFill(exchange, account, heard, id));
        waits.Sort();

        Assert.InRange(waits[50], 0.2, 3);
        Assert.True(waits[10] >= 0.02, $"a tenth filled within {waits[10]} s");
    }

    [Fact]
    public void Options_carry_a_two_sided_market_about_the_mark_and_consistent_volatilities()
    {
        SimulatedExchange exchange = Open(2);
        exchange.Advance(Start + Duration.FromSeconds(30), new RecordingListener());
        int quoted = 0;
        foreach (ListedInstrument listed in exchange.Instruments.Where(i => i.Terms.IsOption))
        {
            exchange.ReadTicker(listed.Id, out TickerSnapshot ticker);
            if (ticker.BidVolatility == 0 || ticker.AskVolatility == 0) continue;
            quoted++;
            Assert.InRange(ticker.MarkVolatility, 0.2, 3);
            Assert.True(ticker.BidVolatility < ticker.AskVolatility);
        }
        Assert.True(quoted > 250, $"{quoted} options have both volatilities");
    }

    [Fact]
    public void The_chain_rolls_at_eight_and_keeps_its_expiries()
    {
        Timestamp eight = Start + Duration.FromSeconds(19 * 3_600);
        SimulatedExchange exchange = Open(4, eight + Duration.FromSeconds(-60));
        var heard = new RecordingListener { KeepsPublic = false };
        int before = Expiries(exchange);
        exchange.Advance(eight + Duration.FromSeconds(30), heard);

        Assert.True(before >= 6);
        Assert.True(Expiries(exchange) >= 6);
        Assert.Equal(84, heard.Deliveries.Count);
        Assert.Contains(heard.Instruments, i => i.Symbol.StartsWith("BTC-14MAR26-", StringComparison.Ordinal));
        Assert.Equal(4, heard.Fundings.Count);
    }

    [Fact]
    public void The_demonstration_book_is_short_gamma_off_balance_and_sized_by_its_gamma()
    {
        SimulatedExchange exchange = Open(9);
        AccountSettings settings = DemoPortfolio.Build(exchange, "demo");
        AccountId account = exchange.OpenAccount(settings);

        Assert.InRange(settings.Positions.Count, 24, 60);
        Assert.Contains(settings.Positions, p => p.Quantity > NetQuantity.Zero);
        Assert.Contains(settings.Positions, p => exchange.Find(p.Instrument)!.Terms.IsInverse);
        CheckCoin(exchange, account, CurrencyId.Btc, deltaMin: 1, deviationMin: 0.3, deviationMax: 1);
        CheckCoin(exchange, account, CurrencyId.Eth, deltaMin: 10, deviationMin: 5, deviationMax: 15);
        WalletSnapshot wallet = exchange.Wallet(account);
        Assert.True(wallet.TotalAvailableUsd > 1_000_000);
        Assert.True(wallet.MaintenanceRate < 0.6);
    }

    [Fact]
    public void On_expiry_day_published_gamma_and_theta_shrink_with_the_time_left()
    {
        var bench = new ExchangeBench();
        bench.Exchange.ReadTicker(bench.Market.Call, out TickerSnapshot early);
        bench.Market.At(ScriptedMarket.Expiry - Duration.FromSeconds(6 * 3_600), d => bench.Market.MoveTo(d, 100_000));
        bench.Exchange.Advance(ScriptedMarket.Expiry - Duration.FromSeconds(6 * 3_600), bench.Heard);
        bench.Exchange.ReadTicker(bench.Market.Call, out TickerSnapshot late);

        // True gamma grows like 1/√T (49 h to 6 h), and the venue then multiplies by a quarter of a day.
        Assert.Equal(Math.Sqrt(49.0 / 6) * 0.25, late.Greeks.Gamma / early.Greeks.Gamma, 2);
        Assert.Equal(Math.Sqrt(6 / 49.0), late.Greeks.VegaPerPoint / early.Greeks.VegaPerPoint, 2);
    }

    private static SimulatedExchange Open(ulong seed, Timestamp? start = null) => new(
        new ExchangeSettings { Start = start ?? Start }, new MarketGenerator(new GeneratorSettings { Seed = seed }));

    private static ulong Play(ulong seed)
    {
        SimulatedExchange exchange = Open(seed);
        AccountId account = exchange.OpenAccount(DemoPortfolio.Build(exchange, "demo"));
        var heard = new RecordingListener { KeepsPublic = false };
        InstrumentId id = exchange.Find("BTCUSDT")!.Id;
        for (int i = 1; i <= 120; i++)
        {
            exchange.ReadTicker(id, out TickerSnapshot ticker);
            if (i % 3 == 0) exchange.CancelAll(account, default);
            exchange.Place(account, new PlaceRequest
            {
                Instrument = id,
                Side = i % 2 == 0 ? Side.Buy : Side.Sell,
                Quantity = Quantity.From(0.05m),
                Price = i % 2 == 0 ? ticker.BidPrice : ticker.AskPrice,
                Lifetime = OrderLifetime.PostOnly,
                ClientId = $"c-{i}",
            });
            exchange.Advance(Start + Duration.FromMilliseconds(250 * i), heard);
        }
        Assert.NotEmpty(heard.Executions);
        return heard.Digest;
    }

    private static double WaitForFill(
        SimulatedExchange exchange, AccountId account, RecordingListener heard, InstrumentId id)
    {
        exchange.ReadTicker(id, out TickerSnapshot ticker);
        CommandOutcome placed = exchange.Place(account, new PlaceRequest
        {
            Instrument = id,
            Side = Side.Buy,
            Price = ticker.BidPrice,
            Quantity = Quantity.From(0.01m),
            Lifetime = OrderLifetime.PostOnly,
        });
        Timestamp from = exchange.Now;
        while (exchange.Now - from < Duration.FromSeconds(30))
        {
            exchange.Advance(exchange.Now + Duration.FromMilliseconds(20), heard);
            exchange.TryFindOrder(account, new OrderKey(placed.Order), out OrderSnapshot order);
            if (!order.IsOpen) return (exchange.Now - from).Seconds;
        }
        exchange.CancelAll(account, default);
        return 30;
    }

    private static int Expiries(SimulatedExchange exchange) => exchange.Instruments
        .Where(i => i.Terms.IsOption && i.Terms.BaseCoin == CurrencyId.Eth && i.Status == InstrumentStatus.Trading)
        .Select(i => i.Terms.Expiry).Distinct().Count();

    private static void CheckCoin(
        SimulatedExchange exchange,
        AccountId account,
        CurrencyId coin,
        double deltaMin,
        double deviationMin,
        double deviationMax)
    {
        double delta = 0;
        double gamma = 0;
        foreach (PositionSnapshot position in exchange.Positions(account))
        {
            InstrumentTerms terms = exchange.Find(position.Instrument)!.Terms;
            if (terms.BaseCoin != coin) continue;
            double days = (terms.Expiry - exchange.Now).Seconds / 86_400;
            delta += position.Greeks.Delta;
            gamma += position.Greeks.Gamma / Math.Min(days, 1);
        }
        double move = exchange.Index(UnderlyingId.Of(coin)) * 0.65 / Math.Sqrt(525_600);
        Assert.True(gamma < 0);
        Assert.True(Math.Abs(delta) > deltaMin, $"{coin} delta is {delta}");
        Assert.InRange(-gamma * move, deviationMin, deviationMax);
    }
}
