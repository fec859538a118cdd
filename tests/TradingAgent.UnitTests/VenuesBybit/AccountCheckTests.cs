using TradingAgent.UnitTests.Venues;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Venues.Bybit;
using TradingAgent.Venues.Bybit.Rest;
using TradingAgent.Venues.Bybit.Setup;
using TradingAgent.Venues.Ports;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

/// <summary>Settings that bite, looked at before anything is traded.</summary>
public sealed class AccountCheckTests
{
    private readonly ScriptedHttp _http = new();
    private readonly VenueClock _clock = Clock();
    private string _rejects = "true";
    private string _mode = "REGULAR_MARGIN";
    private int _position;

    public AccountCheckTests()
    {
        Key();
        _http.On("/v5/account/info", _ => (200, BybitHttp.Result(
            $$"""{"marginMode":"{{_mode}}","unifiedMarginStatus":5}""")));
        _http.On("/v5/account/user-setting-config", _ => (200, BybitHttp.Result(
            $$"""{"lpaSpot":false,"lpaPerp":{{_rejects}}}""")));
        _http.On("/v5/position/list", _ => (200, BybitHttp.List(
            $$"""{"symbol":"BTCUSDT","positionIdx":{{_position}},"size":"0"}""")));
    }

    private void Key(string wallet = "", int readOnly = 0) => _http.On("/v5/user/query-api", BybitHttp.Result(
        $$$"""
        {"readOnly":{{{readOnly}}},"ips":["*"],"deadlineDay":60,"permissions":{"ContractTrade":["Order","Position"],
        "Options":["OptionsTrade"],"Wallet":[{{{wallet}}}]}}
        """));

    private Task RunAsync(Func<BybitOptions, BybitOptions>? change = null)
    {
        var check = new AccountCheck(
            change?.Invoke(Options) ?? Options, _http.Rest(), _clock, NullLogger.Instance);
        return check.RunAsync([Instruments()[Perpetual]], CancellationToken.None);
    }

    private async Task<string> RefusedAsync(Func<BybitOptions, BybitOptions>? change = null) =>
        (await Assert.ThrowsAsync<VenueSetupException>(() => RunAsync(change))).Message;

    private static BybitOptions CheckOnly(BybitOptions options) => options with { Settings = SettingsAction.Check };

    [Fact]
    public async Task An_account_that_is_right_is_left_as_it_is()
    {
        await RunAsync();
        Assert.Equal(0, _http.Count("POST"));
    }

    [Fact]
    public async Task A_key_that_may_withdraw_is_refused_unless_allowed()
    {
        Key("\"AccountTransfer\",\"Withdraw\"");
        Assert.Contains("withdraw", await RefusedAsync(), StringComparison.Ordinal);
        await RunAsync(o => o with { AllowWithdrawalKey = true });
    }

    [Fact]
    public async Task A_read_only_key_is_refused()
    {
        Key(readOnly: 1);
        Assert.Contains("read-only", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "")]
    [InlineData(200, """{"retCode":10003,"retMsg":"API key is invalid."}""")]
    [InlineData(200, """{"retCode":33004,"retMsg":"Your api key has expired."}""")]
    [InlineData(200, """{"retCode":10004,"retMsg":"error sign! origin_string[1testkey5000]"}""")]
    public async Task Each_shape_of_a_refused_key_is_a_refusal_that_hides_it(int status, string body)
    {
        _http.On("/v5/user/query-api", body, status);
        string message = await RefusedAsync();
        Assert.Contains("refuses the key", message, StringComparison.Ordinal);
        Assert.DoesNotContain("testkey", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hedge_mode_is_switched_to_one_way_or_refused()
    {
        _position = 1;
        Assert.Contains("hedge mode", await RefusedAsync(CheckOnly), StringComparison.Ordinal);
        Assert.Contains("hedge mode", await RefusedAsync(), StringComparison.Ordinal);
        _http.On("/v5/position/switch-mode", _ =>
        {
            _position = 0;
            return (200, BybitHttp.Result("{}"));
        });
        await RunAsync();
    }

    [Fact]
    public async Task The_price_clamp_is_switched_off_or_refused_unless_allowed()
    {
        _rejects = "false";
        Assert.Contains("band", await RefusedAsync(CheckOnly), StringComparison.Ordinal);
        Assert.Equal(0, _http.Count("set-limit-px-action"));
        await RunAsync(o => CheckOnly(o) with { AllowPriceClamp = true });
        Assert.Contains("band", await RefusedAsync(), StringComparison.Ordinal);
        _http.On("/v5/account/set-limit-px-action", _ =>
        {
            _rejects = "true";
            return (200, BybitHttp.Result("{}"));
        });
        await RunAsync();
    }

    [Fact]
    public async Task Where_the_venue_does_not_tell_the_clamp_the_run_goes_on_and_it_is_said()
    {
        _http.On("/v5/account/user-setting-config", BybitHttp.Error(10005));
        await RunAsync();
    }

    [Fact]
    public async Task Another_margin_mode_than_wanted_is_changed_or_refused()
    {
        static BybitOptions Portfolio(BybitOptions o) => o with { MarginMode = "PORTFOLIO_MARGIN" };
        Assert.Contains("REGULAR_MARGIN", await RefusedAsync(o => CheckOnly(Portfolio(o))), StringComparison.Ordinal);
        Assert.Equal(0, _http.Count("set-margin-mode"));
        _http.On("/v5/account/set-margin-mode", BybitHttp.Error(3400045, "Set margin mode failed"));
        Assert.Contains("3400045", await RefusedAsync(Portfolio), StringComparison.Ordinal);
        _http.On("/v5/account/set-margin-mode", _ =>
        {
            _mode = "PORTFOLIO_MARGIN";
            return (200, BybitHttp.Result("{}"));
        });
        await RunAsync(Portfolio);
    }

    [Fact]
    public async Task A_classic_account_is_refused()
    {
        _http.On(
            "/v5/account/info", BybitHttp.Result("""{"marginMode":"REGULAR_MARGIN","unifiedMarginStatus":1}"""));
        Assert.Contains("classic", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_far_off_is_refused()
    {
        _clock.Offset = Duration.FromSeconds(-11);
        Assert.Contains("clock", await RefusedAsync(), StringComparison.Ordinal);
        await RunAsync(o => o with { ClockOffsetMax = TimeSpan.MaxValue });
    }
}
