using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.UnitTests.ExchangeServer.Binance;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Binance;
using TradingAgent.Venues.Binance.Setup;
using TradingAgent.Venues.Ports;
using Xunit;

namespace TradingAgent.UnitTests.VenuesBinance;

/// <summary>A key that may withdraw, before a check and before the start of a run, over real sockets.</summary>
public sealed class KeyRightsTests : IAsyncLifetime
{
    private BinanceRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await BinanceRig.StartAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    private BinanceOptions With(string key) => Fixtures.Options with
    {
        Hosts = BinanceHosts.Local(_rig.Address.Host, _rig.Address.Port),
        Key = new ApiSecret(key),
        Secret = new ApiSecret(BinanceRig.Secret),
        ClockOffsetMax = TimeSpan.MaxValue,
        DeadMansSwitch = TimeSpan.Zero,
    };

    [Theory]
    [InlineData(BinanceRig.Key, false, CheckState.Right)]
    [InlineData(BinanceRig.TreasurerKey, false, CheckState.Wrong)]
    [InlineData(BinanceRig.TreasurerKey, true, CheckState.Note)]
    public async Task A_check_says_what_the_key_may_do(string key, bool isAllowed, CheckState state)
    {
        foreach (VenueId venue in new[] { VenueId.BinanceFutures, VenueId.BinanceOptions })
        {
            using var check = new BinanceCheck(
                With(key) with { AllowWithdrawalKey = isAllowed }, venue, TimeProvider.System);
            IReadOnlyList<CheckRow> rows = await check.RunAsync(
                new VenueScope(["BTC"], true, true, true), _ => false, CancellationToken.None);
            Assert.Equal(state, Assert.Single(rows, row => row.Subject == "withdrawal").State);
        }
    }

    [Fact]
    public async Task A_check_where_no_host_tells_says_so()
    {
        BinanceOptions options = With(BinanceRig.TreasurerKey);
        using var check = new BinanceCheck(
            options with { Hosts = options.Hosts with { Wallet = null } }, VenueId.BinanceFutures, TimeProvider.System);
        IReadOnlyList<CheckRow> rows = await check.RunAsync(
            new VenueScope(["BTC"], true, true, true), _ => false, CancellationToken.None);
        Assert.Equal(CheckState.Unknown, Assert.Single(rows, row => row.Subject == "withdrawal").State);
        Assert.NotNull(BinanceHosts.Mainnet.Wallet);
        Assert.Null(BinanceHosts.Testnet.Wallet);
        Assert.Null(BinanceHosts.VenueDemo.Wallet);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_does_not_start_with_a_key_that_may_withdraw(bool ofFutures)
    {
        BinanceOptions options = With(BinanceRig.TreasurerKey);
        var clock = new SteadyClock(TimeProvider.System);
        await using BinanceVenue venue = ofFutures
            ? BinanceVenue.OfFutures(options, clock, NullLoggerFactory.Instance)
            : BinanceVenue.OfOptions(options, clock, NullLoggerFactory.Instance);
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        VenueSetupException refusal = await Assert.ThrowsAsync<VenueSetupException>(() => venue.RunAsync(
            new InstrumentTable(), new VenueSubscriptions([], [], [], Account: true), new RecordingSink(), end.Token));
        Assert.Contains("may withdraw", refusal.Message, StringComparison.Ordinal);
    }
}
