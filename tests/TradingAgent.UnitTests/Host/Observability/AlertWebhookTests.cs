using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Domain.Instruments;
using TradingAgent.Host.Configuration;
using TradingAgent.Host.Observability;
using Xunit;

namespace TradingAgent.UnitTests.Host.Observability;

/// <summary>What reaches the webhook, and what never does.</summary>
public sealed class AlertWebhookTests
{
    private readonly Receiver _receiver = new();

    private AlertWebhook Start() =>
        new(new Secret("https://hooks.example/T0KEN"), "Demo 1", NullLogger.Instance, handler: _receiver);

    private async Task<IReadOnlyList<string>> ReceivedAsync(params EngineReport[] reports)
    {
        await using (AlertWebhook webhook = Start())
            foreach (EngineReport report in reports) webhook.Take(report, new InstrumentTable());
        return _receiver.Bodies;
    }

    private static EngineReport Mode(TradingMode to, LimitKind cause, double measured) => new()
    {
        Kind = ReportKind.ModeChange,
        Mode = new ModeReport(measured, 1000, TradingMode.Normal, to, cause),
    };

    [Fact]
    public async Task Each_urgent_thing_is_told_and_the_rest_is_not()
    {
        var unknown = new EngineReport { Kind = ReportKind.OrderTransition };
        unknown.Transition = unknown.Transition with { To = OrderState.Unknown };
        IReadOnlyList<string> told = await ReceivedAsync(
            Mode(TradingMode.Halted, LimitKind.DayLoss, 1001),
            new EngineReport
            {
                Kind = ReportKind.VenueState,
                VenueState = new VenueStateReport(VenueStream.OptionMarket, VenueStatus.Stale),
            },
            new EngineReport
            {
                Kind = ReportKind.VenueState,
                VenueState = new VenueStateReport(VenueStream.OptionMarket, VenueStatus.Up),
            },
            new EngineReport { Kind = ReportKind.Risk }, unknown,
            new EngineReport
            {
                Kind = ReportKind.Alarm,
                Alarm = new AlarmReport(ClientOrderId.None, 1, 2, AlarmKind.EquityDisagrees),
            });
        Assert.Equal(4, told.Count);
        Assert.Contains("Halted by DayLoss: measured 1001", told[0], StringComparison.Ordinal);
        Assert.Contains("trading-agent Demo 1", told[0], StringComparison.Ordinal);
        Assert.Contains("OptionMarket is Stale", told[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_is_told_once_a_minute_whatever_its_figures() => Assert.Equal(2, (await ReceivedAsync(
        Mode(TradingMode.Halted, LimitKind.DayLoss, 1001), Mode(TradingMode.Halted, LimitKind.DayLoss, 1002),
        Mode(TradingMode.Halted, LimitKind.RollingLoss, 1002))).Count);

    [Fact]
    public async Task A_webhook_that_does_not_answer_holds_nothing_up()
    {
        _receiver.Answers = false;
        AlertWebhook webhook = Start();
        for (int i = 0; i < 1000; i++) webhook.Tell($"key {i}", "text");
        _receiver.Release();
        await webhook.DisposeAsync();
        Assert.InRange(_receiver.Bodies.Count, 1, 66);
    }

    private sealed class Receiver : HttpMessageHandler
    {
        private readonly TaskCompletionSource _released = new();
        private readonly List<string> _bodies = [];

        public bool Answers { get; set; } = true;

        public IReadOnlyList<string> Bodies
        {
            get
            {
                lock (_bodies) return [.. _bodies];
            }
        }

        public void Release() => _released.TrySetResult();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            string body = await request.Content!.ReadAsStringAsync(ct);
            lock (_bodies) _bodies.Add(body);
            if (!Answers) await _released.Task.WaitAsync(ct);
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
