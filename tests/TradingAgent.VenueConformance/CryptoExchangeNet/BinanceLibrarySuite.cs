using Binance.Net.Objects.Models.Futures;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.VenueConformance.Binance;
using TradingAgent.Venues.Account;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.CryptoExchangeNet;
using TradingAgent.Venues.CryptoExchangeNet.Binance;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Wire;
using Xunit;
using B = Binance.Net.Enums;
using BinanceExchange = TradingAgent.VenueConformance.Binance.BinanceExchange;

namespace TradingAgent.VenueConformance.CryptoExchangeNet;

/// <summary>The suite over Binance.Net's futures and the local exchange.</summary>
public sealed class BinanceLibrarySuite : VenueSuite
{
    protected override async Task<VenueWorld> OpenAsync() => await OpenAsync(o => o);

    [Fact]
    public void Funding_is_known_as_what_it_is()
    {
        var table = new InstrumentTable();
        table.Add(new Instrument(new InstrumentId(1), "BTCUSDT", new InstrumentTerms
        {
            Kind = ContractKind.LinearPerpetual,
            Venue = VenueId.BinanceFutures,
            SettleCoin = CurrencyId.Usdt,
        }));
        var context = new RowContext(VenueId.BinanceFutures, table, "c1"u8.ToArray(), new OrderIdMap(8, 40));
        var income = new BinanceFuturesIncomeHistory
        {
            Symbol = "BTCUSDT",
            Asset = "USDT",
            Income = -5,
            IncomeType = B.IncomeType.FundingFee,
            TransactionId = "7",
        };
        Assert.True(BinanceIncome.TryRead(income, context, out ExecutionRow paid));
        Assert.False(BinanceIncome.TryRead(income, out _));
        Assert.Equal(
            (ExecutionRowType.Funding, new InstrumentId(1), CurrencyId.Usdt, 500_000_000L),
            (paid.Type, paid.Instrument, paid.FeeCurrency, paid.FeeRaw));
        income.IncomeType = B.IncomeType.Transfer;
        Assert.False(BinanceIncome.TryRead(income, context, out _));
        Assert.True(BinanceIncome.TryRead(income, out TransferRow moved));
        Assert.Equal((CurrencyId.Usdt, -500_000_000L), (moved.Currency, moved.AmountRaw));
    }

    [Fact]
    public async Task Without_an_order_entry_stream_orders_go_over_rest()
    {
        BinanceFuturesWorld world = await OpenAsync(o => o with { Hosts = o.Hosts with { Trade = null } });
        await using VenueRun run = await VenueRun.StartAsync(world);
        EngineCommand order = run.Resting();
        await run.PlaceRestingAsync(order);
        EngineCommand amend = order with { Kind = CommandKind.AmendOrder, Price = order.Price - run.Ticks(10) };
        run.Send(amend);
        await run.Events.FirstAsync(EventKind.OrderAmended, e => e.Amended.Price == amend.Price);
        run.Send(order with { Kind = CommandKind.CancelOrder });
        await run.Events.FirstAsync(EventKind.OrderCancelled, e => e.Cancelled.Order == order.Order);
    }

    [Fact]
    public async Task The_venues_dead_mans_switch_is_set()
    {
        await using VenueRun run = await VenueRun.StartAsync(await OpenAsync(o => o));
        await run.Events.TrueAsync(() => run.World.Venue.Capabilities.HasDeadMansSwitch, "the switch is set");
    }

    [Fact]
    public async Task While_who_decides_hangs_the_switch_is_not_renewed_and_fires()
    {
        bool isAlive = true;
        await using VenueRun run = await VenueRun.StartAsync(
            await OpenAsync(o => o with { DeadMansSwitch = TimeSpan.FromSeconds(4) }),
            () => Volatile.Read(ref isAlive));
        await run.Events.TrueAsync(() => run.World.Venue.Capabilities.HasDeadMansSwitch, "the switch is set");
        EngineCommand order = run.Resting();
        await run.PlaceRestingAsync(order);
        Volatile.Write(ref isAlive, false);
        await run.Events.FirstAsync(EventKind.OrderCancelled, e => e.Cancelled.Order == order.Order);
    }

    [Fact]
    public async Task A_key_that_may_withdraw_is_refused_unless_that_is_allowed()
    {
        var key = new ApiSecret(BinanceExchange.WithdrawalKey);
        await using BinanceFuturesWorld world = await OpenAsync(o => o with { Key = key });
        VenueSetupException refusal = await Assert.ThrowsAsync<VenueSetupException>(
            () => world.Venue.RunAsync(
                new InstrumentTable(), new VenueSubscriptions([], [], [], true), new EventRecorder(),
                CancellationToken.None));
        Assert.Contains("may withdraw", refusal.Message, StringComparison.Ordinal);
        await using VenueRun run = await VenueRun.StartAsync(
            await OpenAsync(o => o with { Key = key, AllowWithdrawalKey = true }));
        Assert.NotNull(run.Traded);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_before_anything_runs_and_the_message_hides_the_key()
    {
        await using BinanceFuturesWorld world = await OpenAsync(o => o with { Secret = new ApiSecret("wrong") });
        VenueSetupException refusal = await Assert.ThrowsAsync<VenueSetupException>(
            () => world.Venue.RunAsync(
                new InstrumentTable(), new VenueSubscriptions([], [], [], true), new EventRecorder(),
                CancellationToken.None));
        Assert.DoesNotContain(BinanceExchange.Key, refusal.Message, StringComparison.Ordinal);
    }

    private static Task<BinanceFuturesWorld> OpenAsync(Func<LibraryOptions, LibraryOptions> change) =>
        BinanceFuturesWorld.OpenAsync("Binance.Net", (BinanceOptions native) => (IVenue)LibraryVenue.OfBinanceFutures(
            change(OptionsFor(native.Hosts)), new SteadyClock(TimeProvider.System), NullLoggerFactory.Instance));

    private static LibraryOptions OptionsFor(BinanceHosts hosts) => new()
    {
        Hosts = new LibraryHosts(hosts.FuturesRest, hosts.Stream, hosts.Stream, hosts.Trade)
        {
            Wallet = hosts.Wallet,
        },
        Instance = "c1",
        Key = new ApiSecret(BinanceExchange.Key),
        Secret = new ApiSecret(BinanceExchange.Secret),
        QueryPatience = TimeSpan.FromSeconds(1),
        CatalogueInterval = TimeSpan.FromSeconds(1),
        CataloguePause = TimeSpan.FromSeconds(1),
    };
}
