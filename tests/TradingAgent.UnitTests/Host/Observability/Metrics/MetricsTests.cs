using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Engine.Kernel;
using TradingAgent.Host.Observability;
using TradingAgent.Host.Observability.Metrics;
using TradingAgent.Runtime.Live;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Venues.Ports;
using Xunit;

namespace TradingAgent.UnitTests.Host.Observability.Metrics;

/// <summary>What the scraped page says, read from the page itself over a socket.</summary>
public sealed class MetricsTests : IAsyncLifetime
{
    private readonly Meter _meter = new("test." + Guid.NewGuid().ToString("n"));
    private readonly HttpClient _http = new();
    private HealthEndpoint _endpoint = null!;

    public async ValueTask InitializeAsync()
    {
        _endpoint = new HealthEndpoint(
            new IPEndPoint(IPAddress.Loopback, 0), new AgentHealth(TimeProvider.System),
            NullLogger<HealthEndpoint>.Instance, _meter.Name);
        await _endpoint.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _endpoint.StopAsync(CancellationToken.None);
        _http.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task A_latency_is_handed_on_once_and_falls_into_its_bucket()
    {
        var histogram = new LatencyHistogram();
        var feed = new LatencyFeed(
            histogram, _meter.CreateHistogram<double>("trading_agent.tick_to_greeks", "s", "Test."));
        histogram.Record(Duration.FromMilliseconds(3));
        feed.Feed();
        feed.Feed();
        histogram.Record(new Duration(15_000));
        feed.Feed();
        IReadOnlyDictionary<string, double> page = await Scrape();
        Assert.Equal(2, page["trading_agent_tick_to_greeks_seconds_count"]);
        Assert.Equal(0, page["""trading_agent_tick_to_greeks_seconds_bucket{le="1E-05"}"""]);
        Assert.Equal(1, page["""trading_agent_tick_to_greeks_seconds_bucket{le="2E-05"}"""]);
        Assert.Equal(1, page["""trading_agent_tick_to_greeks_seconds_bucket{le="0.002"}"""]);
        Assert.Equal(2, page["""trading_agent_tick_to_greeks_seconds_bucket{le="0.005"}"""]);
        Assert.InRange(page["trading_agent_tick_to_greeks_seconds_sum"], 0.003015, 0.003015 * 1.063);
    }

    [Fact]
    public async Task Refusals_are_counted_by_reason_and_those_that_never_came_are_zero()
    {
        var reports = new ReportMetrics(_meter);
        reports.Take(new EngineReport
        {
            Kind = ReportKind.Refusal,
            Refusal = new RefusalReport { Reason = Refusal.PriceCollar },
        });
        IReadOnlyDictionary<string, double> page = await Scrape();
        Assert.Equal(1, page["""trading_agent_refusals_total{reason="PriceCollar"}"""]);
        Assert.Equal(0, page["""trading_agent_refusals_total{reason="StaleQuote"}"""]);
        Assert.Equal(0, page["""trading_agent_alarms_total{kind="UnknownOrder"}"""]);
    }

    [Fact]
    public async Task A_round_trip_runs_from_the_command_to_the_venues_word()
    {
        var reports = new ReportMetrics(_meter);
        Move(reports, 1, 1_000, OrderState.None, OrderState.PendingNew, EventKind.None);
        Move(reports, 1, 1_030, OrderState.PendingNew, OrderState.Working, EventKind.OrderAccepted);
        Move(reports, 1, 2_000, OrderState.Working, OrderState.PendingCancel, EventKind.None);
        Move(reports, 1, 2_004, OrderState.PendingCancel, OrderState.Cancelled, EventKind.OrderCancelled);
        IReadOnlyDictionary<string, double> page = await Scrape();
        Assert.Equal(0.03, page["""trading_agent_order_round_trip_seconds_sum{command="place"}"""], 6);
        Assert.Equal(0.004, page["""trading_agent_order_round_trip_seconds_sum{command="cancel"}"""], 6);
    }

    [Fact]
    public async Task What_never_left_or_was_never_answered_is_no_round_trip()
    {
        var reports = new ReportMetrics(_meter);
        Move(reports, 1, 1_000, OrderState.None, OrderState.PendingNew, EventKind.None);
        Move(reports, 1, 1_001, OrderState.PendingNew, OrderState.Rejected, EventKind.CommandNotSent);
        Move(reports, 2, 1_000, OrderState.None, OrderState.PendingNew, EventKind.None);
        Move(reports, 2, 9_000, OrderState.PendingNew, OrderState.Unknown, EventKind.OutcomeUnknown);
        Move(reports, 3, 1_000, OrderState.None, OrderState.PendingNew, EventKind.None);
        Move(reports, 3, 1_001, OrderState.PendingNew, OrderState.PendingCancel, EventKind.None);
        Assert.DoesNotContain(await Scrape(), sample => sample.Key.Contains("round_trip", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Streams_show_their_counts_and_a_stream_that_is_down_shows_no_age()
    {
        StreamMetrics.Add(
            _meter,
            [new WatchedVenue(new VenueFigures(
                [new("simulated market 1", 70, 3, 2, 0.25), new("simulated private", 0, 0, 0, double.NaN)], 5,
                new MarginFigures(100, double.NaN, 900)))],
            new VenueTimings());
        IReadOnlyDictionary<string, double> page = await Scrape();
        Assert.DoesNotContain(page.Keys, key => key.Contains("clock", StringComparison.Ordinal));
        const string market = """{stream="market 1",venue="simulated"}""";
        const string account = """{stream="private",venue="simulated"}""";
        Assert.Equal(70, page["trading_agent_stream_messages_total" + market]);
        Assert.Equal(2, page["trading_agent_stream_reconnects_total" + market]);
        Assert.Equal(2, page["trading_agent_stream_resyncs_total" + market]);
        Assert.Equal(0.25, page["trading_agent_stream_data_age_seconds" + market]);
        Assert.Equal(1, page["trading_agent_stream_connected" + market]);
        Assert.Equal(0, page["trading_agent_stream_connected" + account]);
        Assert.Equal(0, page["trading_agent_stream_reconnects_total" + account]);
        Assert.DoesNotContain("trading_agent_stream_data_age_seconds" + account, page.Keys);
        Assert.Equal(5, page["""trading_agent_frames_quarantined_total{venue="simulated"}"""]);
        Assert.Equal(100, page["""trading_agent_margin_initial_usd{venue="simulated"}"""]);
        Assert.DoesNotContain("""trading_agent_margin_maintenance_usd{venue="simulated"}""", page.Keys);
    }

    [Fact]
    public async Task A_venue_shows_its_clock_and_how_old_its_messages_come_once_it_is_known()
    {
        const string of = """{venue="simulated"}""";
        var timings = new VenueTimings();
        StreamMetrics.Add(_meter, [new WatchedVenue(VenueFigures.None)], timings);
        timings.OnClock(
            VenueId.Simulated, new VenueClockMeasured(Duration.FromMilliseconds(-40), Duration.FromMilliseconds(12)));
        timings.OnMarket(new EngineEvent
        {
            Kind = EventKind.QuoteChanged,
            Venue = VenueId.Simulated,
            VenueTime = Timestamp.FromMilliseconds(1_000_000),
            ReceivedAt = Timestamp.FromMilliseconds(1_000_065),
        });
        IReadOnlyDictionary<string, double> page = await Scrape();
        Assert.Equal(-0.04, page["trading_agent_venue_clock_offset_seconds" + of], 9);
        Assert.Equal(0.012, page["trading_agent_venue_clock_round_trip_seconds" + of], 9);
        Assert.Equal(0.025, page["trading_agent_message_age_seconds" + of], 9);
        Assert.Equal(0.025, page["trading_agent_message_age_worst_seconds" + of], 9);
    }

    [Fact]
    public async Task Figures_that_the_engine_has_not_told_yet_are_absent()
    {
        UnderlyingMetrics.Add(_meter, new StatusBoard(), ["BTC"]);
        AccountMetrics.Add(_meter, new StatusBoard(), new SessionTally());
        IReadOnlyDictionary<string, double> page = await Scrape();
        Assert.DoesNotContain(page, sample => sample.Key.Contains("delta_coins", StringComparison.Ordinal));
        Assert.DoesNotContain("trading_agent_equity_usd", page.Keys);
        Assert.DoesNotContain("trading_agent_maker_ratio", page.Keys);
        Assert.Equal(0, page["trading_agent_orders_placed_total"]);
    }

    private static void Move(
        ReportMetrics reports, long order, long milliseconds, OrderState from, OrderState to, EventKind cause) =>
        reports.Take(new EngineReport
        {
            Kind = ReportKind.OrderTransition,
            At = new Timestamp(milliseconds * 1_000_000),
            Transition = new TransitionReport
            {
                Order = new ClientOrderId(1, (uint)order),
                From = from,
                To = to,
                Cause = cause,
            },
        });

    /// <summary>Samples of the page by name and labels.</summary>
    private async Task<IReadOnlyDictionary<string, double>> Scrape()
    {
        string page = await _http.GetStringAsync(new Uri(_endpoint.Address!, "metrics"));
        return page.Split('\n')
            .Where(line => line.StartsWith("trading_agent", StringComparison.Ordinal))
            .ToDictionary(
                line => line[..line.LastIndexOf(' ')].Replace("{}", "", StringComparison.Ordinal),
                line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }
}
