using Bybit.Net.Objects.Models.V5;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.VenueConformance.Bybit;
using TradingAgent.Venues.Account;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.CryptoExchangeNet;
using TradingAgent.Venues.CryptoExchangeNet.Bybit;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;
using Xunit;
using B = Bybit.Net.Enums;

namespace TradingAgent.VenueConformance.CryptoExchangeNet;

/// <summary>
/// The suite over Bybit.Net and the local exchange. The library signs by the machine's clock, which cannot leap: what
/// a settlement brings is read here from the library's own models.
/// </summary>
public sealed class BybitLibrarySuite : VenueSuite
{
    protected override async Task<VenueWorld> OpenAsync() => await OpenAsync(o => o);

    [Fact]
    public void A_delivery_is_cash_by_strike_and_price_to_whoever_held_it()
    {
        var call = new Instrument(new InstrumentId(1), "BTC-28NOV26-90000-C-USDT", new InstrumentTerms
        {
            Kind = ContractKind.LinearOption,
            OptionSide = OptionSide.Call,
            Venue = VenueId.Bybit,
            SettleCoin = CurrencyId.Usdt,
            Strike = Price.From(90_000),
        });
        var record = new BybitDeliveryRecord
        {
            Symbol = call.Symbol,
            Side = B.OrderSide.Sell,
            Position = 0.5m,
            DeliveryPrice = 100_000,
            Fee = 7.5m,
        };
        Assert.True(BybitWatches.TryRead(call, record, out Delivered held));
        Assert.Equal((5_000m, 7.5m), (FixedPoint.ToDecimal(held.CashRaw), FixedPoint.ToDecimal(held.FeeRaw)));
        record.Side = B.OrderSide.Buy;
        Assert.True(BybitWatches.TryRead(call, record, out Delivered owed));
        Assert.Equal(-5_000m, FixedPoint.ToDecimal(owed.CashRaw));
    }

    [Theory]
    [InlineData("BTCUSDT", ContractKind.LinearPerpetual, "USDT")]
    [InlineData("BTCUSD", ContractKind.InversePerpetual, "BTC")]
    public void Funding_is_known_as_what_it_is(string symbol, ContractKind kind, string coin)
    {
        Assert.True(CurrencyId.TryFind(coin, out CurrencyId settle));
        var table = new InstrumentTable();
        table.Add(new Instrument(new InstrumentId(1), symbol, new InstrumentTerms
        {
            Kind = kind,
            Venue = VenueId.Bybit,
            SettleCoin = settle,
        }));
        var context = new RowContext(VenueId.Bybit, table, "c1"u8.ToArray(), new OrderIdMap(8, 40));
        ExecutionRow row = BybitRows.Of(
            new BybitUserTrade
            {
                Symbol = symbol,
                TradeId = "f-1",
                TradeType = B.TradeType.Funding,
                Fee = 5.0000000001m,
                Quantity = 0.5m,
            },
            context);
        Assert.Equal(
            (ExecutionRowType.Funding, new InstrumentId(1), settle, 500_000_000L),
            (row.Type, row.Instrument, row.FeeCurrency, row.FeeRaw));
    }

    [Fact]
    public async Task Without_an_order_entry_stream_orders_go_over_rest()
    {
        BybitWorld world = await OpenAsync(o => o with { Hosts = o.Hosts with { Trade = null } });
        await using VenueRun run = await VenueRun.StartAsync(world);
        EngineCommand order = run.Resting();
        await run.PlaceRestingAsync(order);
        EngineCommand amend = order with
        {
            Kind = CommandKind.AmendOrder,
            Price = order.Price - run.Traded.Terms.Tick,
        };
        run.Send(amend);
        EngineEvent amended = await run.Events.FirstAsync(EventKind.OrderAmended);
        Assert.Equal(new OrderAmended(order.Order, amend.Price, order.Quantity), amended.Amended);
        run.Send(order with { Kind = CommandKind.CancelOrder });
        await run.Events.FirstAsync(EventKind.OrderCancelled, e => e.Cancelled.Order == order.Order);
        EngineCommand bad = run.Order(Side.Buy, run.Quote.Bid, 0.0000001m, TimeInForce.PostOnly);
        run.Send(bad);
        await run.Events.FirstAsync(EventKind.OrderRejected, e => e.Rejected.Order == bad.Order);
        Assert.Empty(world.Taps.Trade!.Attempts);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_before_anything_runs_and_the_message_hides_the_key()
    {
        await using BybitWorld world = await OpenAsync(o => o with { Secret = new ApiSecret("wrong") });
        VenueSetupException refusal = await Assert.ThrowsAsync<VenueSetupException>(
            () => world.Venue.RunAsync(
                new InstrumentTable(), new VenueSubscriptions([], [], [], true), new EventRecorder(),
                CancellationToken.None));
        Assert.DoesNotContain(BybitWorld.Key, refusal.Message, StringComparison.Ordinal);
    }

    private static Task<BybitWorld> OpenAsync(
        Func<LibraryOptions, LibraryOptions> change) => BybitWorld.OpenAsync(
            "Bybit.Net", leaps: false,
            (hosts, clock) => LibraryVenue.OfBybit(change(OptionsFor(hosts)), clock, NullLoggerFactory.Instance));

    internal static LibraryOptions OptionsFor(BybitHosts hosts) => new()
    {
        Hosts = new LibraryHosts(hosts.Rest, hosts.PublicStream, hosts.PrivateStream, hosts.TradeStream),
        Instance = "c1",
        Key = new ApiSecret(BybitWorld.Key),
        Secret = new ApiSecret(BybitWorld.Secret),
        ReplyTimeout = TimeSpan.FromSeconds(3),
        QueryPatience = TimeSpan.FromSeconds(1),
        CatalogueInterval = TimeSpan.FromSeconds(1),
        CataloguePause = TimeSpan.FromSeconds(1),
    };
}
