using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Binance.Futures;
using TradingAgent.Venues.Binance.Options;
using TradingAgent.Venues.Binance.Trading;
using Xunit;
using static TradingAgent.UnitTests.VenuesBinance.Fixtures;

namespace TradingAgent.UnitTests.VenuesBinance;

/// <summary>The venue's countdown: set, renewed, set again where it is not, switched off, refused.</summary>
public sealed class DeadMansSwitchTests : IAsyncDisposable
{
    private const string Refused = """{"code":-6005,"msg":"Not a market maker"}""";

    private static readonly TimeSpan RunsOut = TimeSpan.FromMilliseconds(400);

    private readonly ScriptedHttp _http = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lines _said = new();
    private readonly ConcurrentBag<string> _traded = [];
    private Task _running = Task.CompletedTask;
    private volatile bool _hangs;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _http.Dispose();
    }

    private DeadMansSwitch Run(bool ofOptions, params string[] traded)
    {
        foreach (string name in traded) _traded.Add(name);
        var guard = new DeadMansSwitch(
            _http.Rest(), ofOptions ? "/eapi/v1" : "/fapi/v1", RunsOut,
            ofOptions ? new OptionsProduct().Switch : new FuturesProduct().Switch, () => _traded, _said)
        {
            IsAlive = () => !_hangs,
        };
        _running = guard.RunAsync(_stop.Token);
        return guard;
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private int Sets(string query) => _http.Asked.Count(a =>
        a.Contains("/countdownCancelAll?" + query, StringComparison.Ordinal));

    private Task SeenAsync(Func<bool> condition, string what) => Eventually.TrueAsync(condition, what);

    private ScriptedHttp Beats(string body, int status = 200) =>
        _http.On("/eapi/v1/countdownCancelAllHeartBeat", body, status);

    [Fact]
    public async Task Futures_are_set_one_by_one_again_and_again_and_switched_off_in_the_end()
    {
        _http.On("/fapi/v1/countdownCancelAll", """{"symbol":"x","countdownTime":"400"}""");
        DeadMansSwitch guard = Run(ofOptions: false, "BTCUSDT", "ETHUSDT");
        await SeenAsync(() => Sets("symbol=BTCUSDT&countdownTime=400") >= 3, "it is renewed");
        Assert.True(Sets("symbol=ETHUSDT&countdownTime=400") >= 2);
        await SeenAsync(() => guard.IsSet, "the venue answers for it");
        await StopAsync();
        Assert.Equal(1, Sets("symbol=BTCUSDT&countdownTime=0"));
        Assert.Equal(1, Sets("symbol=ETHUSDT&countdownTime=0"));
        Assert.False(guard.IsSet);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_the_engine_hangs_it_is_neither_renewed_nor_switched_off(bool ofOptions)
    {
        _http.On(ofOptions ? "/eapi/v1/countdown" : "/fapi/v1/countdown", """{"underlyings":["BTCUSDT"]}""");
        DeadMansSwitch guard = Run(ofOptions, "BTCUSDT");
        await SeenAsync(() => _http.Asked.Count >= 3, "it is renewed");
        _hangs = true;
        await SeenAsync(() => !guard.IsSet, "it ran out");
        int asked = _http.Asked.Count;
        _hangs = false;
        await SeenAsync(() => _http.Asked.Count > asked, "the engine is back");
        _hangs = true;
        await SeenAsync(() => !guard.IsSet, "it ran out again");
        await StopAsync();
        Assert.Equal(0, _http.Count("countdownTime=0"));
    }

    [Fact]
    public async Task Options_are_set_once_kept_by_heartbeats_and_switched_off_in_the_end()
    {
        _http.On("/eapi/v1/countdownCancelAll", """{"underlying":"BTCUSDT","countdownTime":400}""");
        Beats("""{"underlyings":["BTCUSDT"]}""");
        DeadMansSwitch guard = Run(ofOptions: true, "BTCUSDT");
        await SeenAsync(() => _http.Count("HeartBeat?underlyings=BTCUSDT&") >= 4, "heartbeats");
        Assert.Equal(1, Sets("underlying=BTCUSDT&countdownTime=400"));
        await SeenAsync(() => guard.IsSet, "the venue answers for it");
        await StopAsync();
        Assert.Equal(1, Sets("underlying=BTCUSDT&countdownTime=0"));
    }

    [Fact]
    public async Task What_failed_to_be_set_is_set_later_and_only_what_is_set_gets_heartbeats()
    {
        int asked = 0;
        _http.On("/eapi/v1/countdownCancelAll", request =>
            request.RequestUri!.Query.Contains("ETHUSDT", StringComparison.Ordinal) && ++asked <= 2
                ? (503, "Service Unavailable.") : (200, "{}"));
        _http.On("/eapi/v1/countdownCancelAllHeartBeat", request =>
            (200, request.RequestUri!.Query.Contains("ETHUSDT", StringComparison.Ordinal)
                ? """{"underlyings":["BTCUSDT","ETHUSDT"]}""" : """{"underlyings":["BTCUSDT"]}"""));
        Run(ofOptions: true, "BTCUSDT", "ETHUSDT");
        await SeenAsync(() => Sets("underlying=ETHUSDT&countdownTime=400") == 3, "it is tried until it is set");
        Assert.DoesNotContain(
            "ETHUSDT", _http.Asked.First(a => a.Contains("HeartBeat", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        await SeenAsync(
            () => _http.Asked.Last(a => a.Contains("HeartBeat", StringComparison.Ordinal))
                .Contains("ETHUSDT", StringComparison.Ordinal), "it is renewed with the other");
        Assert.Equal(1, Sets("underlying=BTCUSDT&countdownTime=400"));
    }

    [Theory]
    [InlineData("""{"underlyings":["ETHUSDT"]}""", 200)]
    [InlineData("""{"code":-6009,"msg":"no countdown"}""", 400)]
    public async Task What_a_heartbeat_does_not_renew_is_set_again(string answer, int status)
    {
        _http.On("/eapi/v1/countdownCancelAll", "{}");
        Beats(answer, status);
        Run(ofOptions: true, "BTCUSDT");
        await SeenAsync(() => Sets("underlying=BTCUSDT&countdownTime=400") >= 2, "it is set again");
    }

    [Fact]
    public async Task A_switch_that_the_venue_confirmed_too_long_ago_counts_as_none()
    {
        _http.On("/eapi/v1/countdownCancelAll", "{}");
        Beats("Service Unavailable.", 503);
        DeadMansSwitch guard = Run(ofOptions: true, "BTCUSDT");
        await SeenAsync(() => guard.IsSet, "it is set");
        await SeenAsync(() => !guard.IsSet, "it ran out");
        Beats("""{"underlyings":["BTCUSDT"]}""");
        await SeenAsync(() => guard.IsSet, "a heartbeat got through");
    }

    [Fact]
    public async Task What_is_listed_later_is_guarded_too()
    {
        _http.On("/eapi/v1/countdownCancelAll", "{}");
        Beats("""{"underlyings":["BTCUSDT","ETHUSDT"]}""");
        Run(ofOptions: true);
        _traded.Add("ETHUSDT");
        await SeenAsync(() => Sets("underlying=ETHUSDT&countdownTime=400") == 1, "it is set");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_is_said_once_and_what_was_refused_is_asked_for_no_more(bool ofOptions)
    {
        string[] names = ["BTCUSDT", "ETHUSDT"];
        _http.On(ofOptions ? "/eapi/v1/countdown" : "/fapi/v1/countdown", request =>
            request.RequestUri!.Query.Contains("BTCUSDT", StringComparison.Ordinal)
                ? (400, Refused) : (200, """{"underlyings":["ETHUSDT"]}"""));
        DeadMansSwitch guard = Run(ofOptions, names);
        await SeenAsync(() => _http.Asked.Count >= 6, "the other goes on");
        await SeenAsync(() => guard.IsSet, "the venue answers for it");
        await StopAsync();
        Assert.Equal(1, _http.Count("BTCUSDT"));
        Assert.Contains("BTCUSDT", Assert.Single(_said.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_venue_refuses_all_there_is_no_switch()
    {
        _http.On("/eapi/v1/countdown", Refused, 400);
        DeadMansSwitch guard = Run(ofOptions: true, "BTCUSDT");
        await SeenAsync(() => !_said.Warnings.IsEmpty, "it is said");
        Assert.False(guard.IsSet);
    }

    private sealed class Lines : ILogger
    {
        public ConcurrentQueue<string> Warnings { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning) Warnings.Enqueue(formatter(state, exception));
        }
    }
}
