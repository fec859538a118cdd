using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Venues.CryptoExchangeNet;
using TradingAgent.Venues.CryptoExchangeNet.Family;
using TradingAgent.Venues.CryptoExchangeNet.Shared;
using TradingAgent.Venues.Ports;
using TradingAgent.Venues.Setup;
using TradingAgent.Venues.Wire;
using Xunit;

namespace TradingAgent.VenueConformance.CryptoExchangeNet;

/// <summary>Where the registration's questions and orders go, against as much of the exchange as shows that.</summary>
public sealed class HyperLiquidAccountTests : IAsyncLifetime
{
    private static readonly VenueScope Scope = new(["BTC"], Perpetuals: true, Futures: true, Options: true);

    private HyperLiquidStub _stub = null!;
    private LibraryOptions _options = null!;

    public async ValueTask InitializeAsync()
    {
        _stub = await HyperLiquidStub.OpenAsync();
        _options = new LibraryOptions
        {
            Hosts = new LibraryHosts(_stub.Rest, _stub.Stream, _stub.Stream, null),
            Instance = "c1",
            Key = new ApiSecret("0x00000000000000000000000000000000000000a1"),
            Secret = new ApiSecret("00000000000000000000000000000000000000000000000000000000000000b2"),
        };
    }

    public ValueTask DisposeAsync() => _stub.DisposeAsync();

    [Fact]
    public async Task A_perpetual_has_one_name_in_the_list_the_streams_the_positions_and_the_orders()
    {
        (Instrument bitcoin, EventRecorder events) = await TakeOnceAsync();
        Assert.Equal("BTC", bitcoin.Symbol);
        // Five significant figures of a price of five digits.
        Assert.Equal("1", bitcoin.Terms.Tick.ToString());
        EngineEvent held = Assert.Single(events.All(EventKind.PositionReported));
        Assert.Equal((bitcoin.Id, "-2"), (held.Instrument, held.Position.Quantity.ToString()));
        Assert.All(events.All(EventKind.MarkChanged), mark => Assert.Equal(bitcoin.Id, mark.Instrument));
        Assert.Equal(
            ["BTC"],
            _stub.Subscribed.Where(s => s.TryGetProperty("coin", out _))
                .Select(s => s.GetProperty("coin").GetString()).Distinct());
        JsonElement action = Assert.Single(_stub.Done);
        Assert.Equal("order", action.GetProperty("type").GetString());
        // The second of the perpetuals; the spot market that its list names so would be 10007.
        Assert.Equal(1, action.GetProperty("orders")[0].GetProperty("a").GetInt32());
    }

    [Fact]
    public async Task Nobody_is_paid_for_our_orders_but_the_exchange()
    {
        await TakeOnceAsync();
        Assert.DoesNotContain("maxBuilderFee", _stub.Asked);
        Assert.False(Assert.Single(_stub.Done).TryGetProperty("builder", out _));
    }

    [Fact]
    public async Task Open_profit_is_in_the_equity_and_not_in_the_balance()
    {
        (_, EventRecorder events) = await TakeOnceAsync();
        // Worth 1000.5 with an open loss of 1.
        BalanceReported balance = events.All(EventKind.BalanceReported)[^1].Balance;
        Assert.Equal(
            (CurrencyId.Usdc, "1001.5", "1000.5"),
            (balance.Currency, FixedPoint.ToText(balance.WalletRaw), FixedPoint.ToText(balance.EquityRaw)));
    }

    [Fact]
    public void Orders_are_signed_for_the_network_that_is_meant()
    {
        Assert.Equal("testnet", HyperLiquidFamily.EnvironmentOf(_options.Hosts, isTestnet: true).Name);
        Assert.Equal("live", HyperLiquidFamily.EnvironmentOf(_options.Hosts, isTestnet: false).Name);
        Assert.Contains("testnet", HyperLiquidFamily.HostsOf(isTestnet: true).Rest, StringComparison.Ordinal);
        Assert.DoesNotContain("testnet", HyperLiquidFamily.HostsOf(isTestnet: false).Rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_tells_what_it_saw_and_what_nobody_looked_at()
    {
        using SharedCheck check = Check();
        IReadOnlyList<CheckRow> rows = await check.RunAsync(Scope, _ => true, CancellationToken.None);
        Assert.True(check.IsReachable);
        Assert.Equal(
            ["reachability", "instruments", "steps", "orders", "balances", "positions", "not looked at"],
            rows.Select(row => row.Subject));
        Assert.DoesNotContain(rows, row => row.State is CheckState.Wrong or CheckState.Unknown);
        Assert.Equal("1000.5 USDC", rows.Single(row => row.Subject == "balances").Finding);
        Assert.Equal("BTC -2", rows.Single(row => row.Subject == "positions").Finding);
        Assert.Contains("only through what the connector tells", rows[^1].Finding, StringComparison.Ordinal);
        Assert.Equal("-2", (await check.PositionsAsync(CancellationToken.None))["BTC"].ToString());
    }

    [Fact]
    public async Task A_check_of_an_exchange_that_does_not_answer_says_so()
    {
        await _stub.DisposeAsync();
        using SharedCheck check = Check();
        CheckRow row = Assert.Single(await check.RunAsync(Scope, _ => true, CancellationToken.None));
        Assert.Equal(("reachability", CheckState.Wrong, false), (row.Subject, row.State, check.IsReachable));
    }

    [Fact]
    public async Task No_order_is_tried_where_it_would_have_to_take()
    {
        var proof = new TradeProof(_ => Venue(), TimeProvider.System);
        CheckRow row = Assert.Single(await proof.RunAsync(Scope, "BTC", CancellationToken.None));
        Assert.Equal(("trade", CheckState.Note), (row.Subject, row.State));
        Assert.Empty(_stub.Asked);
    }

    /// <summary>One run: streams up, marks seen, a report, one order that takes.</summary>
    private async Task<(Instrument Traded, EventRecorder Events)> TakeOnceAsync()
    {
        await using LibraryVenue venue = Venue();
        VenueCatalog catalog = await venue.LoadCatalogAsync(Scope, CancellationToken.None);
        Instrument traded = Assert.Single(catalog.Instruments) with { Id = new InstrumentId(1) };
        var table = new InstrumentTable();
        table.Add(traded);
        var events = new EventRecorder();
        using var stop = new CancellationTokenSource();
        Task running = venue.RunAsync(
            table, new VenueSubscriptions([traded.Id], [traded.Id], [traded.Id], Account: true), events, stop.Token);
        await events.FirstAsync(
            EventKind.VenueStatusChanged,
            e => e.Status == new VenueStatusChanged(VenueStream.Private, VenueStatus.Up));
        await events.FirstAsync(EventKind.MarkChanged);
        await venue.ReportStateAsync(1, events, CancellationToken.None);
        EngineCommand order = Take(traded);
        Assert.Equal(NotSentReason.None, venue.TrySend(in order));
        await events.TrueAsync(() => !_stub.Done.IsEmpty, "an order at the exchange");
        await stop.CancelAsync();
        await running;
        return (traded, events);
    }

    private LibraryVenue Venue() => LibraryVenue.OfShared(
        HyperLiquidFamily.Of(_options, isTestnet: true, NullLoggerFactory.Instance), _options,
        new SteadyClock(TimeProvider.System), NullLoggerFactory.Instance);

    private SharedCheck Check() => new(
        HyperLiquidFamily.Of(_options, isTestnet: true, NullLoggerFactory.Instance), _options);

    private static EngineCommand Take(Instrument instrument) => new()
    {
        Kind = CommandKind.PlaceOrder,
        Venue = VenueId.HyperLiquid,
        Instrument = instrument.Id,
        Order = new ClientOrderId(1, 1),
        Side = Side.Buy,
        Price = Price.From(60_001m),
        Quantity = Quantity.From(0.01m),
        TimeInForce = TimeInForce.ImmediateOrCancel,
        SendBefore = Timestamp.Never,
    };
}
