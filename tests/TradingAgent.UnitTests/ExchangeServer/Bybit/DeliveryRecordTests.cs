using System.Text.Json;
using TradingAgent.Exchange;
using TradingAgent.Exchange.Accounts;
using TradingAgent.Exchange.Listings;
using TradingAgent.Exchange.MarketSources;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Rest;
using Xunit;

namespace TradingAgent.UnitTests.ExchangeServer.Bybit;

/// <summary>More deliveries than a page holds: thirty calls at eight o'clock and thirty half an hour later.</summary>
public sealed class DeliveryRecordTests
{
    private const int Each = 30;
    private const string Record = "/v5/asset/delivery-record";

    private static readonly DateTimeOffset Eight = new(2030, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private readonly StillTime _time = new(Eight.AddMinutes(-1));
    private readonly List<Instrument> _calls = [];

    [Fact]
    public async Task The_record_is_given_page_by_page_newest_first()
    {
        await using RunningServer server = await DeliveredAsync();
        List<string> symbols = [];
        string cursor = "";
        int pages = 0;
        do
        {
            JsonElement page = (await server.GetAsync(
                Record, "category=option&limit=50" + (cursor == "" ? "" : "&cursor=" + cursor))).GetProperty("result");
            symbols.AddRange(SymbolsOf(page));
            cursor = page.GetProperty("nextPageCursor").GetString()!;
            pages++;
        }
        while (cursor != "");
        Assert.Equal(2, pages);
        Assert.Equal(_calls.Select(c => c.Symbol).Reverse(), symbols);
    }

    [Fact]
    public async Task The_record_takes_a_span_of_time()
    {
        await using RunningServer server = await DeliveredAsync();
        long half = Eight.AddMinutes(15).ToUnixTimeMilliseconds();
        JsonElement first = await server.GetAsync(Record, $"category=option&limit=50&endTime={half}");
        Assert.Equal(
            _calls.Take(Each).Select(c => c.Symbol).Reverse(), SymbolsOf(first.GetProperty("result")));
        JsonElement second = await server.GetAsync(Record, $"category=option&limit=50&startTime={half}");
        Assert.Equal(
            _calls.Skip(Each).Select(c => c.Symbol).Reverse(), SymbolsOf(second.GetProperty("result")));
        JsonElement tooLong = await server.GetAsync(
            Record, $"category=option&startTime={half}&endTime={half + (31L * 86_400_000)}");
        Assert.Equal(10001, tooLong.GetProperty("retCode").GetInt32());
    }

    [Fact]
    public async Task Delivery_prices_come_page_by_page_too()
    {
        await using RunningServer server = await DeliveredAsync();
        const string Query = "category=option&settleCoin=USDT&limit=40";
        JsonElement first = (await server.GetAsync("/v5/market/delivery-price", Query, false)).GetProperty("result");
        string cursor = first.GetProperty("nextPageCursor").GetString()!;
        JsonElement second = (await server.GetAsync("/v5/market/delivery-price", $"{Query}&cursor={cursor}", false))
            .GetProperty("result");
        Assert.Equal("", second.GetProperty("nextPageCursor").GetString());
        Assert.Equal(
            _calls.Select(c => c.Symbol).Reverse(), [.. SymbolsOf(first), .. SymbolsOf(second)]);
    }

    [Fact]
    public async Task The_adapter_books_every_delivery_of_a_record_that_is_longer_than_a_page()
    {
        await using RunningServer server = await DeliveredAsync();
        var sink = new RecordingSink();
        var options = new BybitOptions
        {
            Hosts = BybitHosts.Local("127.0.0.1", server.Server.BaseAddress.Port),
            Instance = "x1",
            Key = new ApiSecret(RunningServer.Key),
            Secret = new ApiSecret(RunningServer.Secret),
        };
        var clock = new VenueClock(new SteadyClock(_time));
        using var rest = new BybitRest(options, clock);
        var table = new InstrumentTable();
        foreach (Instrument call in _calls) table.Add(call);
        var desk = new AccountDesk(
            new RowContext(VenueId.Bybit, table, options.InstanceBytes, new OrderIdMap(64, 40)), sink,
            new CurrencyRates(VenueId.Bybit, sink));
        var watch = new DeliveryWatch(rest, clock, desk);
        await watch.ReadAsync(CancellationToken.None);
        await watch.ReadAsync(CancellationToken.None);
        Assert.Equal(
            _calls.Select(c => c.Id.Index).Order(),
            sink.Of(EventKind.Delivered).Select(e => e.Instrument.Index).Order());
    }

    private static IEnumerable<string> SymbolsOf(JsonElement page) =>
        page.GetProperty("list").EnumerateArray().Select(row => row.GetProperty("symbol").GetString()!);

    /// <summary>A server whose account held every call, after the last has been delivered.</summary>
    private async Task<RunningServer> DeliveredAsync()
    {
        RunningServer server = await RunningServer.StartAsync(time: _time, list: List, prepare: Buy);
        _time.Advance(TimeSpan.FromMinutes(61));
        return server;
    }

    private void List(IMarketDesk desk)
    {
        for (int i = 0; i < 2 * Each; i++)
        {
            string symbol = $"BTC-5JAN30-{90_000 + (i * 100)}-C-USDT";
            InstrumentTerms terms = StillMarket.OptionTerms(ContractKind.LinearOption) with
            {
                Venue = VenueId.Bybit,
                Strike = Price.From(90_000 + (i * 100)),
                Expiry = Timestamp.From(Eight.AddMinutes(i < Each ? 0 : 30)),
            };
            InstrumentId id = desk.List(new ListingRequest(symbol, terms, StillMarket.Listing(0)));
            desk.SetVolatility(id, 100_000, 0.5);
            desk.SetDepth(id, Side.Sell, Price.From(10_000 - (i * 100)), Quantity.From(1));
            _calls.Add(new Instrument(id, symbol, terms));
        }
    }

    private void Buy(SimulatedExchange exchange, AccountId account)
    {
        foreach (Instrument call in _calls)
        {
            CommandOutcome outcome = exchange.Place(account, new PlaceRequest
            {
                Instrument = call.Id,
                Side = Side.Buy,
                Price = Price.From(100_000) - call.Terms.Strike,
                Quantity = Quantity.From(0.01m),
                ClientId = call.Symbol,
            });
            Assert.Equal(CommandResult.Accepted, outcome.Result);
        }
    }
}
