using Microsoft.Extensions.Logging.Abstractions;
using TradingAgent.Domain.Instruments;
using TradingAgent.Engine.Kernel;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Live;
using TradingAgent.Runtime.Pipeline;
using TradingAgent.Runtime.Replay;
using TradingAgent.Runtime.Safety;
using TradingAgent.Venues.Ports;
using Xunit;

namespace TradingAgent.UnitTests.Runtime.Live;

public sealed class LiveRuntimeTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(WaitMode.Park)]
    [InlineData(WaitMode.Spin)]
    public async Task A_run_trades_drains_closes_and_verifies(WaitMode wait)
    {
        using TemporaryFolder folder = new();
        RecordingVenue venue = new();
        await using (LiveRuntime runtime = await StartAsync(folder, venue, wait))
        {
            await venue.Running.Task.WaitAsync(Deadline);
            for (int i = 0; i < 300; i++) Quote(runtime, 1000 + i);
            Assert.True(SpinWait.SpinUntil(() => venue.Received.Count == 100, Deadline));
            // An order leaves before the engine tells how many are open.
            Assert.True(SpinWait.SpinUntil(() => runtime.Engine.OpenOrders == 100, Deadline));
        }
        Assert.Equal(CommandKind.CancelAll, venue.Received.Last().Kind);
        Assert.Equal(1, venue.CancelAlls);
        VerificationResult result = Verification.Run(folder.Read(), () => new TestCore());
        Assert.True(result.Passed, result.Failure?.ToString());
        Assert.Equal(101, result.Commands);
        Assert.Equal(0, result.EventsUnvouched);
        Assert.Single(RunManifest.ReadAll(folder.Read()));
    }

    [Fact]
    public async Task A_venue_is_told_that_the_engine_hangs_so_that_its_switch_may_fire()
    {
        using TemporaryFolder folder = new();
        RecordingVenue venue = new();
        await using LiveRuntime runtime = await StartAsync(folder, venue);
        await venue.Running.Task.WaitAsync(Deadline);
        Assert.True(venue.Subscriptions!.IsAlive());
        // A killed run gives no more signs of progress, as a hung one gives none.
        runtime.KillSwitch.Trip("for the test", null);
        Assert.True(SpinWait.SpinUntil(() => !venue.Subscriptions.IsAlive(), Deadline));
    }

    [Fact]
    public async Task The_beginning_of_a_run_is_told_in_order()
    {
        using TemporaryFolder folder = new();
        RecordingVenue venue = new() { Catalog = { Perpetual("BTCUSDT") } };
        await using (await StartAsync(folder, venue)) await venue.Running.Task.WaitAsync(Deadline);
        List<EventKind> kinds = [];
        using JournalReader reader = new(folder.Read());
        while (reader.Read())
            if (reader.Type == RecordType.Event) kinds.Add(reader.Event.Kind);
        kinds.RemoveAll(k => k == EventKind.TimeAdvanced);
        Assert.Equal(
            [EventKind.RunStarted, EventKind.InstrumentListed, EventKind.ParametersBegin, EventKind.ParameterSet,
             EventKind.ParametersEnd, EventKind.FeesReported, EventKind.TradingEnabled, EventKind.OperatorRequested,
             EventKind.OrderCancelled],
            kinds);
    }

    [Fact]
    public async Task A_second_run_goes_on_where_the_first_ended_with_a_larger_epoch()
    {
        using TemporaryFolder folder = new();
        uint epoch;
        long last;
        await using (LiveRuntime first = await StartAsync(folder, new RecordingVenue { Catalog = { Perpetual("A") } }))
        {
            epoch = first.Epoch;
            await first.StopAsync();
            last = first.Engine.LastSequence;
        }
        await using LiveRuntime second =
            await StartAsync(folder, new RecordingVenue { Catalog = { Perpetual("B"), Perpetual("A") } });
        Assert.True(second.Recovered.EndedInGoodOrder);
        Assert.Equal(last, second.Recovered.LastSequence);
        Assert.True(second.Epoch > epoch);
        Assert.Equal(["A", "B"], second.Instruments.All.Select(i => i.Symbol));
    }

    [Fact]
    public async Task An_engine_that_dies_kills_cancels_and_lets_nothing_out()
    {
        using TemporaryFolder folder = new();
        RecordingVenue venue = new();
        await using LiveRuntime runtime = await StartAsync(
            folder, venue, newCore: () => new TestCore { DiesOn = EventKind.Delivered });
        runtime.Events.Publish(TestEvents.Of(EventKind.Delivered, 1, runtime.Clock.Now.Nanoseconds));
        KillReport killed = await runtime.KillSwitch.Killed.WaitAsync(Deadline);
        Assert.Contains("engine thread", killed.Reason);
        Assert.True(killed.AllCancelled);
        Assert.Equal(1, venue.CancelAlls);
        Assert.Equal(GateState.Killed, runtime.Gate.State);
    }

    [Fact]
    public async Task Orders_the_engine_cannot_cancel_are_cancelled_by_the_net_after_the_deadline()
    {
        using TemporaryFolder folder = new();
        RecordingVenue venue = new() { IgnoresCancelAll = true };
        await using (LiveRuntime runtime = await StartAsync(folder, venue))
        {
            for (int i = 0; i < 3; i++) Quote(runtime, i + 1);
            Assert.True(SpinWait.SpinUntil(() => venue.Received.Count == 1, Deadline));
        }
        Assert.Equal(1, venue.CancelAlls);
        Assert.True(Verification.Run(folder.Read(), () => new TestCore()).Passed);
    }

    [Fact]
    public async Task A_stop_is_known_to_have_left_nothing_only_when_every_venue_confirmed_it()
    {
        using TemporaryFolder folder = new();
        RecordingVenue refusing = new() { Id = VenueId.Bybit, CancelError = new VenueUnreachableException("away") };
        LiveRuntime runtime = await StartAsync(folder, [new RecordingVenue(), refusing]);
        await runtime.DisposeAsync();
        Assert.False(runtime.IsEmptyAtVenues);
        Assert.True(HeartbeatMark.OrdersMayRest(folder.Root));
        // A start that reaches no venue knows no better than the run before it.
        RecordingVenue away = new() { CatalogError = new VenueUnreachableException("away") };
        await Assert.ThrowsAsync<VenueUnreachableException>(() => StartAsync(folder, away));
        Assert.True(HeartbeatMark.OrdersMayRest(folder.Root));
        LiveRuntime next = await StartAsync(folder, new RecordingVenue());
        await next.DisposeAsync();
        Assert.True(next.IsEmptyAtVenues);
        Assert.False(HeartbeatMark.OrdersMayRest(folder.Root));
        await Assert.ThrowsAsync<VenueUnreachableException>(() => StartAsync(folder, away));
        Assert.False(HeartbeatMark.OrdersMayRest(folder.Root));
    }

    [Fact]
    public async Task Sockets_that_nobody_would_poll_are_refused()
    {
        using TemporaryFolder folder = new();
        await Assert.ThrowsAsync<ArgumentException>(
            () => StartAsync(folder, new RecordingVenue(), polled: new PolledSockets()));
    }

    [Fact]
    public async Task A_venue_without_a_catalogue_stops_the_start_and_frees_the_folder()
    {
        using TemporaryFolder folder = new();
        RecordingVenue venue = new() { CatalogError = new InvalidOperationException("no catalogue today") };
        await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(folder, venue));
        folder.Open().Dispose();
    }

    [Fact]
    public async Task A_run_begins_with_the_venues_that_answer_and_takes_in_the_other_when_it_does()
    {
        using TemporaryFolder folder = new();
        RecordingVenue there = new() { Catalog = { Perpetual("A") } };
        RecordingVenue missing = new()
        {
            Id = VenueId.Bybit,
            Catalog = { Perpetual("B", VenueId.Bybit) },
            CatalogError = new VenueUnreachableException("not listening"),
            RunError = new VenueUnreachableException("its account does not answer yet"),
        };
        await using (LiveRuntime runtime = await StartAsync(folder, [there, missing]))
        {
            await there.Running.Task.WaitAsync(Deadline);
            Assert.Equal(default(VenueSet).With(VenueId.Bybit), runtime.Missing);
            Assert.Equal(["A"], runtime.Instruments.All.Select(i => i.Symbol));
            missing.CatalogError = null;
            await missing.Running.Task.WaitAsync(Deadline);
            Assert.True(runtime.Missing.IsEmpty);
            Assert.Equal(["A", "B"], runtime.Instruments.All.Select(i => i.Symbol));
            Assert.False(runtime.VenueFailed.IsCompleted);
        }
        using JournalReader reader = new(folder.Read());
        RunStarted? told = null;
        while (reader.Read() && told is null)
            if (reader.Type == RecordType.Event && reader.Event.Kind == EventKind.RunStarted) told = reader.Event.Run;
        Assert.Equal(default(VenueSet).With(VenueId.Simulated).With(VenueId.Bybit), told!.Value.Venues);
        Assert.Equal(default(VenueSet).With(VenueId.Bybit), told.Value.Away);
        Assert.True(Verification.Run(folder.Read(), () => new TestCore()).Passed);
    }

    [Fact]
    public async Task A_run_of_which_no_venue_answers_does_not_begin()
    {
        using TemporaryFolder folder = new();
        RecordingVenue[] venues =
        [
            new() { CatalogError = new VenueUnreachableException("the first") },
            new() { Id = VenueId.Bybit, CatalogError = new VenueUnreachableException("the second") },
        ];
        var error = await Assert.ThrowsAsync<VenueUnreachableException>(() => StartAsync(folder, venues));
        Assert.Equal("the first", error.Message);
        await Assert.ThrowsAsync<VenueUnreachableException>(() => StartAsync(folder, venues[1]));
        folder.Open().Dispose();
    }

    [Fact]
    public async Task A_venue_that_is_not_set_up_to_be_traded_stops_the_run_and_is_not_tried_again()
    {
        using TemporaryFolder folder = new();
        RecordingVenue wrong = new() { Id = VenueId.Bybit, RunError = new VenueSetupException("it may withdraw") };
        await using LiveRuntime runtime = await StartAsync(folder, [new RecordingVenue(), wrong]);
        Assert.Equal("it may withdraw", (await runtime.VenueFailed.WaitAsync(Deadline)).Message);
        Assert.False(wrong.Running.Task.IsCompleted);
    }

    [Fact]
    public async Task The_real_engine_runs_recovers_and_verifies()
    {
        using TemporaryFolder folder = new();
        RecordingVenue venue = new() { Catalog = { Perpetual("BTCUSDT") } };
        EngineLimits limits = new() { Instruments = 16, Orders = 32, Executions = 64, Legs = 16 };
        for (int run = 0; run < 2; run++)
        {
            await using LiveRuntime runtime = await StartAsync(folder, venue, newCore: () => new TradingCore(limits));
            for (int i = 0; i < 5000; i++) Quote(runtime, (9_000_000 + i) * 1_000_000L);
            Assert.True(SpinWait.SpinUntil(() => !runtime.Engine.IsBehind, Deadline));
        }
        VerificationResult result = Verification.Run(folder.Read(), () => new TradingCore(limits));
        Assert.True(result.Passed, result.Failure?.ToString());
        Assert.True(result.Checkpoints >= 2);
    }

    [Fact]
    public async Task Another_configuration_enters_through_the_journal_and_verifies()
    {
        using TemporaryFolder folder = new();
        RecordingVenue venue = new() { Catalog = { Perpetual("BTCUSDT") } };
        EngineLimits limits = new() { Instruments = 16, Orders = 32, Executions = 64, Legs = 16 };
        var core = new TradingCore(limits);
        await using (LiveRuntime runtime = await StartAsync(folder, venue, newCore: () => core))
        {
            for (int i = 0; i < 10; i++) Quote(runtime, (9_000_000 + i) * 1_000_000L);
            runtime.Reconfigure(_ => [new ParameterValue(ParameterId.TargetDelta, default, default, 3)], 42);
            for (int i = 10; i < 20; i++) Quote(runtime, (9_000_000 + i) * 1_000_000L);
            Assert.True(SpinWait.SpinUntil(() => !runtime.Engine.IsBehind, Deadline));
        }
        Assert.Equal(3, core.StatusOf(UnderlyingId.Of(CurrencyId.Btc)).Target);
        List<(ulong Digest, int Count)> sets = [];
        using (JournalReader reader = new(folder.Read()))
            while (reader.Read())
                if (reader.Type == RecordType.Event && reader.Event.Kind == EventKind.ParametersEnd)
                    sets.Add((reader.Event.Parameters.Digest, reader.Event.Parameters.Count));
        Assert.Equal([(0UL, 1), (42UL, 1)], sets);
        VerificationResult result = Verification.Run(folder.Read(), () => new TradingCore(limits));
        Assert.True(result.Passed, result.Failure?.ToString());
    }

    /// <summary>Quotes of one instrument may be merged, so each waits until the engine has the last one.</summary>
    private static void Quote(LiveRuntime runtime, long bid)
    {
        Assert.True(SpinWait.SpinUntil(() => !runtime.Engine.IsBehind, Deadline));
        runtime.Events.Publish(TestEvents.Quote(1, bid, runtime.Clock.Now.Nanoseconds));
    }

    private static Task<LiveRuntime> StartAsync(
        TemporaryFolder folder,
        RecordingVenue venue,
        WaitMode wait = WaitMode.Park,
        Func<IEngineCore>? newCore = null,
        PolledSockets? polled = null) => StartAsync(folder, [venue], wait, newCore, polled);

    private static Task<LiveRuntime> StartAsync(
        TemporaryFolder folder,
        RecordingVenue[] venues,
        WaitMode wait = WaitMode.Park,
        Func<IEngineCore>? newCore = null,
        PolledSockets? polled = null)
    {
        LiveSettings settings = new()
        {
            DataPath = folder.Root,
            Instance = "a",
            Wait = wait,
            Polled = polled,
            FreeBytesMin = 0,
            Limits = new EngineLimits { Instruments = 16 },
            Layout = InlineSession.Layout(),
            DrainWithin = TimeSpan.FromMilliseconds(500),
            Venues =
            [
                .. venues.Select(venue => new VenueSeat(
                    venue, new VenueScope(["BTC"], true, true, true), _ => new VenueSubscriptions([], [], [], true))),
            ],
            Parameters = _ => [new ParameterValue(ParameterId.TargetDelta, default, default, 7)],
            OpeningEvents = _ => [new EngineEvent { Kind = EventKind.FeesReported, Instrument = new InstrumentId(1) }],
        };
        return LiveRuntime.StartAsync(
            settings, new SteadyClock(TimeProvider.System), NullLogger.Instance, newCore ?? (() => new TestCore()));
    }

    private static Instrument Perpetual(string symbol, VenueId? venue = null) => new(
        InstrumentId.None,
        symbol,
        new InstrumentTerms
        {
            Kind = ContractKind.LinearPerpetual,
            Venue = venue ?? VenueId.Simulated,
            BaseCoin = CurrencyId.Btc,
            QuoteCoin = CurrencyId.Usdt,
            SettleCoin = CurrencyId.Usdt,
            Tick = new Price(10_000_000),
            Lot = new Quantity(100_000),
            QuantityMin = new Quantity(100_000),
            QuantityMax = new Quantity(100_000_000_000),
            Multiplier = new Quantity(100_000_000),
        });
}
